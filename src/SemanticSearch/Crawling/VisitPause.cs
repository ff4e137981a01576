using SemanticSearch.Documents;

namespace SemanticSearch.Crawling;

/// <summary>How long a page is left alone: what stays the same, or stays broken, is asked for ever more rarely.</summary>
internal static class VisitPause
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <param name="misses">Visits in a row that brought nothing new, this one included; 0 when it did.</param>
    public static TimeSpan Before(PageStatus status, int misses)
    {
        var first = status switch
        {
            PageStatus.Unreachable or PageStatus.Failed => TimeSpan.FromHours(1),
            PageStatus.Disallowed => TimeSpan.FromDays(1),
            PageStatus.Dead or PageStatus.Archived => TimeSpan.FromDays(30),
            _ => TimeSpan.FromDays(7),
        };
        var pause = first * Math.Pow(2, Math.Clamp(misses - (status == PageStatus.Unchanged ? 0 : 1), 0, 16));
        return pause < Longest ? pause : Longest;
    }
}
