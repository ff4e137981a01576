using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SemanticSearch.Extraction.Metadata;

/// <summary>When an article was published and last changed. Days as the page writes them, whatever its time zone.</summary>
internal static partial class DateFinder
{
    public static DateOnly? Published(IHtmlDocument document, StructuredData data, MetaTags tags, string? url) =>
        DateReader.Read(data.Text("datePublished", "uploadDate", "dateCreated"))
        ?? DateReader.Read(tags.First("article:published_time", "og:published_time", "article:published", "datepublished", "parsely-pub-date", "citation_publication_date",
            "citation_date", "dc:date", "dc:date:issued", "dcterms:date", "dcterms:created", "dcterms:issued", "date", "pubdate", "publishdate", "publish-date", "published",
            "sailthru:date", "article:post_date", "article_date_original", "originalpublicationdate", "publication_date", "cxenseparse:recs:publishtime", "created", "og:article:published_time"))
        ?? FirstOf(document, "[itemprop~='datePublished']")
        ?? FirstOf(document, "time[pubdate], article header time, header time, .post-date time, .entry-date, time.published, .dt-published, time.entry-date")
        ?? InAddress(url)
        ?? FirstOf(document, "main time, article time, time[datetime]")
        ?? InByline(document);

    public static DateOnly? Modified(IHtmlDocument document, StructuredData data, MetaTags tags) =>
        DateReader.Read(data.Text("dateModified"))
        ?? DateReader.Read(tags.First("article:modified_time", "og:updated_time", "article:modified", "datemodified", "dcterms:modified", "dc:date:modified", "last-modified", "lastmod", "revised", "modified"))
        ?? FirstOf(document, "[itemprop~='dateModified'], time.updated");

    private static DateOnly? FirstOf(IHtmlDocument document, string selector)
    {
        foreach (var element in document.QuerySelectorAll(selector).Take(5))
        {
            var date = DateReader.Read(element.GetAttribute("datetime")) ?? DateReader.Read(element.GetAttribute("content")) ?? DateReader.Find(element.TextContent);
            if (date is not null)
                return date;
        }
        return null;
    }

    private static DateOnly? InByline(IHtmlDocument document)
    {
        foreach (var element in document.QuerySelectorAll(
            ".date, .post-date, .published, .publish-date, .timestamp, .byline, .post-meta, .entry-meta, .meta, .article-date, .article-meta, [class*='date' i]").Take(10))
        {
            if (element.TextContent.Length < 200 && DateReader.Find(element.TextContent) is { } date)
                return date;
        }
        return null;
    }

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
