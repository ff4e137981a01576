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
        var tagged = tags.First("og:title", "twitter:title", "citation_title", "dc:title", "dcterms:title", "parsely-title", "sailthru:title");
        var titles = new[] { tagged, document.Title ?? "" }.Select(named => Title(named, site, headings)).Where(title => title.Length > 0).ToList();
        var (headline, name) = (Title(data.Text("headline"), site, headings), data.Text("name"));
        // Some sites put a description into the headline (encyclopedias): then what the page says twice is its title.
        var isRepeated = titles.Count > 0 && IsSaidIn(titles[0], [.. headings, name]);
        if (headline.Length > 0 && !(isRepeated && !IsSaidIn(headline, [.. titles, .. headings, name])))
            return headline;
        return titles.Count > 0 ? titles[0] : headings.Count > 0 ? headings[0] : name.Length > 0 ? name : CleanText.OneLine(document.Title);
    }

    /// <returns>Empty for what is no title.</returns>
    private static string Title(string named, string site, List<string> headings)
    {
        var title = WithoutSite(CleanText.OneLine(CleanText.WithoutTags(named)), site, headings);
        return title.Length <= MaxChars && !title.Equals(site, StringComparison.OrdinalIgnoreCase) ? title : "";
    }

    private static bool IsSaidIn(string title, IEnumerable<string> others)
    {
        var letters = Letters(title);
        return others.Select(Letters).Any(other => other.Length > 0 && (other.Contains(letters, StringComparison.Ordinal) || letters.Contains(other, StringComparison.Ordinal)));
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
