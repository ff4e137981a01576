using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SemanticSearch.Extraction.Metadata;

/// <summary>The language that a page says it is in.</summary>
internal static class DeclaredLanguage
{
    /// <summary>Primary subtag in lower case ("pt" of "pt-BR"); empty when not said.</summary>
    public static string Find(IHtmlDocument document, StructuredData data, MetaTags tags)
    {
        foreach (var tag in new[] { document.DocumentElement.GetAttribute("lang"), document.DocumentElement.GetAttribute("xml:lang"), document.Body?.GetAttribute("lang"),
            tags.First("content-language", "language", "dc:language"), tags.First("og:locale"), data.Text("inLanguage") })
        {
            if (Primary(tag) is { Length: > 0 } language)
                return language;
        }
        return "";
    }

    private static string Primary(string? tag)
    {
        var end = 0;
        tag = tag?.Trim() ?? "";
        while (end < tag.Length && char.IsAsciiLetter(tag[end]))
            end++;
        return end is 2 or 3 && (end == tag.Length || tag[end] is '-' or '_' or ',' or ';') ? tag[..end].ToLowerInvariant() : "";
    }
}
