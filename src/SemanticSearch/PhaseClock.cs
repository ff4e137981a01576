using System.Diagnostics;

namespace SemanticSearch;

/// <summary>Milliseconds of one phase of a search: reading, embedding, concepts, keyword leg, vector leg, fusion, feedback, showing.</summary>
public sealed record PhaseTime(string Phase, double Ms);

/// <summary>Where the time of one search goes: phases follow each other, and each ends where the next one begins. For one thread.</summary>
internal sealed class PhaseClock
{
    public const string Reading = "reading";
    public const string Embedding = "embedding";
    public const string Concepts = "concepts";
    public const string KeywordLeg = "keyword leg";
    public const string VectorLeg = "vector leg";
    public const string Fusion = "fusion";
    public const string Feedback = "feedback";
    public const string Showing = "showing";

    private readonly List<PhaseTime> _times = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _last;

    public PhaseClock() => _last = _started;

    /// <summary>From the first moment to the last end of a phase.</summary>
    public double TotalMs => Stopwatch.GetElapsedTime(_started, _last).TotalMilliseconds;

    /// <summary>In the order in which they first ended; together they make the total.</summary>
    public IReadOnlyList<PhaseTime> Times => _times;

    /// <summary>What has passed since the last end was this phase; one that comes again grows.</summary>
    public void End(string phase)
    {
        var now = Stopwatch.GetTimestamp();
        var ms = Stopwatch.GetElapsedTime(_last, now).TotalMilliseconds;
        _last = now;
        var place = _times.FindIndex(time => time.Phase == phase);
        if (place < 0)
            _times.Add(new PhaseTime(phase, ms));
        else
            _times[place] = new PhaseTime(phase, _times[place].Ms + ms);
    }
}
