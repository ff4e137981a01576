namespace SemanticSearch.Extraction;

/// <summary>How much of a page is read. A page beyond a limit is still extracted, from what lies within it, and says so.</summary>
internal sealed record ExtractionLimits
{
    public static ExtractionLimits Default { get; } = new();

    /// <summary>Longest HTML that is read, in bytes and then in UTF-16 code units; the rest is cut off before it takes memory.</summary>
    public int HtmlChars { get; init; } = 10 << 20;

    /// <summary>Deepest nesting that is kept; what lies deeper becomes siblings, as in browsers (Blink: 512).</summary>
    public int Depth { get; init; } = 400;

    /// <summary>Elements that are kept; parsing stops there. The longest article of the test sets has 30,000.</summary>
    public int Elements { get; init; } = 100_000;

    /// <summary>Attributes of one element that are kept: parsers compare each with all before it.</summary>
    public int AttributesPerElement { get; init; } = 250;
}
