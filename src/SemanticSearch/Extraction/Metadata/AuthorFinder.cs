using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace SemanticSearch.Extraction.Metadata;

/// <summary>Who wrote an article: names of people (or teams), each once, in the page's order.</summary>
internal static partial class AuthorFinder
{
    private const int MaxNameChars = 60;
    private const int MaxNameWords = 6;
    private const int MaxAuthors = 20;

    // Where bylines stand, the surest first.
    private static readonly Func<PageElements, IEnumerable<IElement>>[] Places =
    [
        elements => elements.Properties.Where(one => PageElements.Has(one, "itemprop", "name") && PageElements.IsWithin(one, around => PageElements.Has(around, "itemprop", "author"))),
        elements => elements.Properties.Where(one => PageElements.Has(one, "itemprop", "author")),
        elements => elements.Named("a").Where(one => PageElements.Has(one, "rel", "author")),
        elements => elements.Classed.Where(one => PageElements.HasOne(one, "class", "author-name", "author__name", "byline-name", "byline__name", "p-author")),
        elements => elements.Classed.Where(one => PageElements.HasOne(one, "class", "byline", "author", "article-author", "post-author", "entry-author", "posted-by", "c-byline")),
    ];

    public static IReadOnlyList<string> Find(PageElements elements, StructuredData data, MetaTags tags, string site)
    {
        var named = Clean(data.Names("author"), site);
        if (named.Count == 0)
            named = Clean(tags.All("author", "article:author", "parsely-author", "sailthru:author", "citation_author", "dc:creator", "dcterms:creator", "byl", "article:author_name"), site);
        if (named.Count == 0)
            named = Clean(data.Names("creator"), site);
        for (var i = 0; i < Places.Length && named.Count == 0; i++)
            named = Clean([.. Places[i](elements).Take(4).Select(element => element.TextContent).Where(text => text.Length < 300)], site, isByline: i >= 3);
        return named;
    }

    private static List<string> Clean(IReadOnlyList<string> texts, string site, bool isByline = false)
    {
        var names = new List<string>();
        foreach (var text in texts)
        {
            var line = CleanText.OneLine(CleanText.WithoutTags(text));
            if (line.Contains("://", StringComparison.Ordinal))
                continue;
            var by = By().Match(line);
            line = by.Success ? line[by.Length..] : line;
            if (isByline)
                line = AfterName().Split(line)[0];
            foreach (var piece in Between().Split(line))
            {
                var name = Initials().Replace(piece, "").Trim().Trim(',', '.', '-', '–', '—', '|', '·', '•', ':', ' ');
                if (IsName(name, site) && !names.Contains(name, StringComparer.OrdinalIgnoreCase) && names.Count < MaxAuthors)
                    names.Add(name);
            }
        }
        return names;
    }

    private static bool IsName(string name, string site) =>
        name.Length is > 1 and <= MaxNameChars && name.Split(' ').Length <= MaxNameWords && char.IsLetter(name[0])
        && !name.Contains('@', StringComparison.Ordinal) && !name.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
        && !name.Equals(site, StringComparison.OrdinalIgnoreCase) && !NotAName().IsMatch(name);

    [GeneratedRegex(@"^(?:(?:written|posted|published|reported|authored)\s+by|by|von|par|por|di|af|av|door|author[s]?:?|autor:?)[\s:]+", RegexOptions.IgnoreCase)]
    private static partial Regex By();

    // "Jane Doe | March 3, 2020", "Jane Doe, Staff writer", "Jane Doe is a reporter".
    [GeneratedRegex(@"\s+[|•·–—]\s+|\s+-\s+|\s+(?:on|in|at|is|am|updated|published|posted|for)\s+|\s*\d|,\s+(?=[a-z])|,\s+(?:Staff|Senior|Correspondent|Special|CNN|Reporter|Editor|Associated)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AfterName();

    [GeneratedRegex(@"\s*;\s*|\s*,\s*(?:and\s+|und\s+)?|\s+(?:and|und|et|&|with)\s+|\s*/\s*|\s*\|\s*")]
    private static partial Regex Between();

    [GeneratedRegex(@"\s*\(.*\)\s*$|^(?:Dr|Prof|Mr|Mrs|Ms)\.\s+")]
    private static partial Regex Initials();

    [GeneratedRegex(@"^(?:admin|administrator|editor|staff|unknown|author|guest|none|null|undefined|read more|follow|view|share|jr\.?|sr\.?|phd|md|ph\.d\.?|inc\.?|ltd\.?|llc|more)$|^(?:about|more from|view all|see all|follow|share|published|posted|updated)\b|[{}<>\[\]=]", RegexOptions.IgnoreCase)]
    private static partial Regex NotAName();
}
