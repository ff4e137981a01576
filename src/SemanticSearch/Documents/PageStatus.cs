namespace SemanticSearch.Documents;

/// <summary>What became of a link. The values are stored in libraries: a name may change, a number never.</summary>
public enum PageStatus
{
    /// <summary>Not visited yet.</summary>
    Waiting = 0,

    /// <summary>Its content was received at the last visit, new or changed.</summary>
    Fetched = 1,

    /// <summary>Received at an earlier visit; the last one found it as it was.</summary>
    Unchanged = 2,

    /// <summary>The page is gone; a web archive's copy stands for it.</summary>
    Archived = 3,

    /// <summary>Gone: not found, its domain parked, or hidden behind a login; no archived copy is known.</summary>
    Dead = 4,

    /// <summary>The site's robots.txt asks not to fetch it.</summary>
    Disallowed = 5,

    /// <summary>No connection: the name is not known, or nobody answers.</summary>
    Unreachable = 6,

    /// <summary>Something else is wrong with the answer; the reason says what.</summary>
    Failed = 7,
}
