using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace SemanticSearch.Extraction.Metadata;

/// <summary>When an article was published and last changed. Days as the page writes them, whatever its time zone.</summary>
internal static partial class DateFinder
{
    public static DateOnly? Published(PageElements elements, StructuredData data, MetaTags tags, string? url) =>
        DateReader.Read(data.Text("datePublished", "uploadDate", "dateCreated"))
        ?? DateReader.Read(tags.First("article:published_time", "og:published_time", "article:published", "datepublished", "parsely-pub-date", "citation_publication_date",
            "citation_date", "dc:date", "dc:date:issued", "dcterms:date", "dcterms:created", "dcterms:issued", "date", "pubdate", "publishdate", "publish-date", "published",
            "sailthru:date", "article:post_date", "article_date_original", "originalpublicationdate", "publication_date", "cxenseparse:recs:publishtime", "created", "og:article:published_time"))
        ?? FirstOf(elements.Properties.Where(one => PageElements.Has(one, "itemprop", "datePublished")))
        ?? FirstOf(elements.Classed.Where(one => PageElements.HasOne(one, "class", "dt-published", "entry-date")))
        ?? FirstOf(elements.Named("time").Where(IsPublicationTime))
        ?? InAddress(url)
        ?? FirstOf(elements.Named("time").Where(time => time.HasAttribute("datetime") || PageElements.IsWithin(time, around => around.LocalName is "main" or "article")))
        ?? InByline(elements);

    public static DateOnly? Modified(PageElements elements, StructuredData data, MetaTags tags) =>
        DateReader.Read(data.Text("dateModified"))
        ?? DateReader.Read(tags.First("article:modified_time", "og:updated_time", "article:modified", "datemodified", "dcterms:modified", "dc:date:modified", "last-modified", "lastmod", "revised", "modified"))
        ?? FirstOf(elements.Properties.Where(one => PageElements.Has(one, "itemprop", "dateModified")))
        ?? FirstOf(elements.Named("time").Where(time => PageElements.Has(time, "class", "updated")));

    private static bool IsPublicationTime(IElement time) =>
        time.HasAttribute("pubdate") || PageElements.Has(time, "class", "published")
        || PageElements.IsWithin(time, around => around.LocalName == "header" || PageElements.Has(around, "class", "post-date"));

    private static DateOnly? FirstOf(IEnumerable<IElement> elements)
    {
        foreach (var element in elements.Take(5))
        {
            var date = DateReader.Read(element.GetAttribute("datetime")) ?? DateReader.Read(element.GetAttribute("content")) ?? DateReader.Find(element.TextContent);
            if (date is not null)
                return date;
        }
        return null;
    }

    private static DateOnly? InByline(PageElements elements)
    {
        foreach (var element in elements.Classed.Where(IsByline).Take(10))
        {
            if (element.TextContent is { Length: < 200 } text && DateReader.Find(text) is { } date)
                return date;
        }
        return null;
    }

    private static bool IsByline(IElement element) =>
        PageElements.HasOne(element, "class", "published", "timestamp", "byline", "post-meta", "entry-meta", "meta", "article-meta")
        || element.GetAttribute("class")!.Contains("date", StringComparison.OrdinalIgnoreCase);

    // /2019/11/18/ and /2019-11-18-; a year and a month alone are no day.
    private static DateOnly? InAddress(string? url)
    {
        var match = Address().Match(url ?? "");
        return match.Success
            && DateOnly.TryParseExact($"{match.Groups["y"].Value}-{Month(match.Groups["m"].Value)}-{int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture):D2}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
    }

    private static string Month(string text) =>
        int.TryParse(text, out var number) ? number.ToString("D2", CultureInfo.InvariantCulture)
        : DateTime.ParseExact(text, "MMM", CultureInfo.InvariantCulture).Month.ToString("D2", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[/_-](?<y>(?:19|20)\d\d)(?:[/_-](?<m>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-](?<d>3[01]|[12]\d|0?[1-9])|(?<m>0[1-9]|1[0-2])(?<d>3[01]|[12]\d|0[1-9]))(?=[/_.-]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
