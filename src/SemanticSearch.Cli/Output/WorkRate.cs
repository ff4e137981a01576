using System.Globalization;

namespace SemanticSearch.Cli.Output;

/// <summary>How fast work goes, from what is reported of it: an average in which the last ten seconds count most.</summary>
internal sealed class WorkRate(TimeProvider time)
{
    private const double MemorySeconds = 10;

    /// <summary>Sooner there is nothing to tell.</summary>
    private static readonly TimeSpan FirstAfter = TimeSpan.FromSeconds(1);

    private string _phase = "";
    private long _begun;
    private long _seenAt;
    private long _seenDone;
    private double _perSecond;

    /// <summary>Rate and remaining time, as "1,240/s, 0:35 left"; empty while it is too early to tell.</summary>
    public string Of(WorkProgress progress)
    {
        var now = time.GetTimestamp();
        if (progress.Phase != _phase || progress.Done < _seenDone)
        {
            (_phase, _begun, _seenAt, _seenDone, _perSecond) = (progress.Phase, now, now, progress.Done, 0);
            return "";
        }
        Take(progress.Done, now);
        if (_perSecond <= 0 || time.GetElapsedTime(_begun, now) < FirstAfter)
            return "";
        var left = TimeSpan.FromSeconds(Math.Min((progress.Total - progress.Done) / _perSecond, TimeSpan.FromDays(99).TotalSeconds));
        var rate = _perSecond.ToString(_perSecond < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{rate}/s, {(int)left.TotalMinutes}:{left.Seconds:00} left");
    }

    private void Take(long done, long now)
    {
        var seconds = time.GetElapsedTime(_seenAt, now).TotalSeconds;
        if (done == _seenDone || seconds <= 0)
            return;
        var rate = (done - _seenDone) / seconds;
        // The first report of a phase stands for itself; later ones weigh as much as the time that they cover.
        var weight = _perSecond == 0 ? 1 : 1 - Math.Exp(-seconds / MemorySeconds);
        _perSecond += weight * (rate - _perSecond);
        (_seenAt, _seenDone) = (now, done);
    }
}
