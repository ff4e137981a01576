using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SemanticSearch.Extraction.Metadata;

/// <summary>The title of an article, without the name of its site.</summary>
internal static class TitleFinder
{
    private const int MaxChars = 400;
    private const int MinHeadlineWords = 2;

    private static readonly string[] Separators = [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • ", " / ", " — ", " « "];

    public static string Find(IHtmlDocument document, PageElements elements, StructuredData data, MetaTags tags, string site)
    {
        var headings = elements.Named("h1").Select(heading => CleanText.OneLine(heading.TextContent)).Where(text => text.Length is > 0 and <= MaxChars).ToList();
        foreach (var named in new[] { data.Text("headline"), tags.First("og:title", "twitter:title", "citation_title", "dc:title", "dcterms:title", "parsely-title", "sailthru:title"), document.Title ?? "" })
        {
            var title = WithoutSite(CleanText.OneLine(CleanText.WithoutTags(named)), site, headings);
            if (title.Length is > 0 and <= MaxChars && !title.Equals(site, StringComparison.OrdinalIgnoreCase))
                return title;
        }
        return headings.Count > 0 ? headings[0] : data.Text("name") is { Length: > 0 } name ? name : CleanText.OneLine(document.Title);
    }

    // A heading of the page that is a piece of the title settles where the title ends.
    private static string WithoutSite(string title, string site, List<string> headings)
    {
        foreach (var heading in headings)
        {
            if (heading.Length < title.Length && Words(heading) >= MinHeadlineWords && title.StartsWith(heading, StringComparison.OrdinalIgnoreCase)
                && IsSeparatorAt(title, heading.Length))
                return title[..heading.Length];
        }
        foreach (var separator in Separators)
        {
            var at = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (at > 0 && IsSite(title[(at + separator.Length)..], site))
                return title[..at].Trim();
            var first = title.IndexOf(separator, StringComparison.Ordinal);
            if (first > 0 && IsSite(title[..first], site))
                return title[(first + separator.Length)..].Trim();
        }
        return title;
    }

    private static bool IsSeparatorAt(string title, int at) =>
        Array.Exists(Separators, separator => string.CompareOrdinal(title, at, separator, 0, separator.Length) == 0);

    private static bool IsSite(string piece, string site)
    {
        var (left, right) = (Letters(piece), Letters(site));
        return right.Length > 2 && left.Length > 2 && (left == right || right.StartsWith(left, StringComparison.Ordinal) || left.StartsWith(right, StringComparison.Ordinal));
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static int Words(string text) => text.Split(' ').Length;
}
