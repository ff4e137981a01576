using System.Net;
using System.Text.RegularExpressions;

namespace SemanticSearch.Extraction.Metadata;

/// <summary>Texts from attributes and JSON, made plain.</summary>
internal static partial class CleanText
{
    /// <summary>Entities undone (some sites escape twice), white space collapsed.</summary>
    public static string OneLine(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";
        if (text.Contains('&', StringComparison.Ordinal))
            text = WebUtility.HtmlDecode(text);
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Markup in a text that should have none becomes blanks.</summary>
    public static string WithoutTags(string text) => text.Contains('<', StringComparison.Ordinal) ? Tag().Replace(text, " ").Trim() : text;

    [GeneratedRegex("</?[a-zA-Z][^<>]*>")]
    private static partial Regex Tag();
}
