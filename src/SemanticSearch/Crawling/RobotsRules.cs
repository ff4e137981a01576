namespace SemanticSearch.Crawling;

/// <summary>What one robots.txt says to us (RFC 9309): which paths, and how slowly.</summary>
internal sealed class RobotsRules
{
    private readonly RobotsPattern[] _patterns;

    /// <param name="patterns">Those of every group that is meant for us.</param>
    public RobotsRules(IEnumerable<RobotsPattern> patterns, TimeSpan? crawlDelay)
    {
        // The longest that matches decides, and among equals the one that allows (section 2.2.2): so the first match in this order does.
        _patterns = [.. patterns.OrderByDescending(pattern => pattern.Text.Length).ThenBy(pattern => pattern.IsAllow ? 0 : 1)];
        CrawlDelay = crawlDelay;
    }

    /// <summary>No robots.txt, or one that says nothing to us.</summary>
    public static RobotsRules AllowAll { get; } = new([], null);

    /// <summary>The site is closed for now: its robots.txt cannot be had though something is there (section 2.3.1.4).</summary>
    public static RobotsRules DisallowAll { get; } = new([new RobotsPattern("/", IsAllow: false)], null);

    /// <summary>The pause between two requests that the site asks for; not part of the RFC, widely used.</summary>
    public TimeSpan? CrawlDelay { get; }

    /// <param name="pathAndQuery">Beginning with "/", as it stands in the address.</param>
    public bool IsAllowed(string pathAndQuery)
    {
        if (pathAndQuery == "/robots.txt")
            return true;
        var path = RobotsPattern.NormalizePath(pathAndQuery);
        foreach (var pattern in _patterns)
        {
            if (pattern.Matches(path))
                return pattern.IsAllow;
        }
        return true;
    }
}
