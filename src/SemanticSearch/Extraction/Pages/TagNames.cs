using System.Collections.Frozen;

namespace SemanticSearch.Extraction.Pages;

/// <summary>Kinds of HTML elements, as far as text extraction tells them apart.</summary>
internal static class TagNames
{
    private static readonly FrozenSet<string> Dropped = Set(
        "script style noscript template head title meta link base svg canvas iframe object embed applet param source track audio video map area "
        + "input select option optgroup textarea button datalist progress meter dialog frameset frame noframes");

    private static readonly FrozenSet<string> Inline = Set(
        "a abbr acronym b basefont bdi bdo big blink cite code data del dfn em font i img ins kbd label mark nobr output q rb rp rt ruby s samp small span "
        + "strike strong sub sup time tt u var wbr picture math mi mn mo mrow msup msub mfrac msqrt mtext mstyle semantics annotation");

    /// <summary>Never shown as text.</summary>
    public static bool IsDropped(string tag) => Dropped.Contains(tag);

    /// <summary>Does not end a paragraph; elements that HTML does not know are inline too, as in browsers.</summary>
    public static bool IsInline(string tag) => Inline.Contains(tag) || tag.Contains('-', StringComparison.Ordinal);

    public static bool IsHeading(string tag) => tag.Length == 2 && tag[0] == 'h' && tag[1] is >= '1' and <= '6';

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
