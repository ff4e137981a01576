using System.Net;
using SemanticSearch.Crawling;

namespace SemanticSearch;

/// <summary>How a crawl behaves.</summary>
public sealed record CrawlOptions
{
    /// <summary>The name in a robots.txt that is meant for us, and in our User-Agent.</summary>
    public const string ProductToken = "semsearch";

    /// <summary>Visits of this run, at most; the rest waits for the next one.</summary>
    public int MaxPages { get; init; } = int.MaxValue;

    /// <summary>Visits pages again whose time has come, asking only for what has changed.</summary>
    public bool Refresh { get; init; }

    /// <summary>Reaches this machine and private networks too. Link-local addresses, where clouds keep their secrets, stay closed.</summary>
    public bool AllowPrivateHosts { get; init; }

    /// <summary>Asks a web archive for the copy of a page that is gone.</summary>
    public bool ArchiveFallback { get; init; } = true;

    /// <summary>The archive's availability interface, as the Wayback Machine has it.</summary>
    public Uri ArchiveEndpoint { get; init; } = WebArchive.DefaultEndpoint;

    /// <summary>Where a site's owner reads who crawls and how to reach them; it stands in the User-Agent. Only who runs the crawl can know it.</summary>
    public Uri? ContactUrl { get; init; }

    internal CrawlLimits Limits { get; init; } = new();

    internal Politeness Politeness { get; init; } = new();

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>For the jitter of second tries.</summary>
    internal int Seed { get; init; } = 1;

    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = GuardedNetwork.ResolveAsync;

    internal string UserAgent => $"{ProductToken}/{typeof(CrawlOptions).Assembly.GetName().Version?.ToString(2)}{(ContactUrl is null ? "" : $" (+{ContactUrl})")}";

    /// <exception cref="ArgumentException">A value that cannot be.</exception>
    internal CrawlOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxPages);
        if (ArchiveEndpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            throw new ArgumentException($"{ArchiveEndpoint} is no http(s) address of an archive.");
        if (ContactUrl is not null and not { IsAbsoluteUri: true, Scheme: "http" or "https" or "mailto" })
            throw new ArgumentException($"{ContactUrl} is no http(s) or mailto address.");
        return this;
    }
}
