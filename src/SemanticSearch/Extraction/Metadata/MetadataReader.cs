using AngleSharp.Html.Dom;

namespace SemanticSearch.Extraction.Metadata;

/// <summary>What a page says about itself, from JSON-LD, meta tags, microdata, <c>time</c> elements, bylines and its address, in this order of trust.</summary>
internal static class MetadataReader
{
    public static PageMetadata Read(IHtmlDocument document, string? url)
    {
        var elements = PageElements.Find(document);
        var data = StructuredData.Read(elements);
        var tags = new MetaTags(elements);
        var site = SiteName.Find(data, tags, url);
        return new PageMetadata
        {
            Title = TitleFinder.Find(document, elements, data, tags, site),
            Authors = AuthorFinder.Find(elements, data, tags, site),
            Published = DateFinder.Published(elements, data, tags, url),
            Modified = DateFinder.Modified(elements, data, tags),
            Site = site,
            Language = DeclaredLanguage.Find(document, data, tags),
            CanonicalUrl = Canonical(elements, tags, url),
            Description = CleanText.OneLine(Otherwise(tags.First("og:description", "description", "twitter:description", "dc:description", "dcterms:description"), data.Text("description"))),
            Body = CleanText.WithoutTags(data.Text("articleBody", "text", "reviewBody")),
            Transcript = CleanText.WithoutTags(Otherwise(data.Text("transcript"), data.TextOf("VideoObject", "transcript"))),
        };
    }

    private static string? Canonical(PageElements elements, MetaTags tags, string? url)
    {
        var named = Otherwise(elements.Named("link").Find(link => PageElements.Has(link, "rel", "canonical", StringComparison.OrdinalIgnoreCase))?.GetAttribute("href") ?? "", tags.First("og:url", "twitter:url"));
        if (named.Length == 0)
            return null;
        var known = Uri.TryCreate(url, UriKind.Absolute, out var page);
        var made = known ? Uri.TryCreate(page, named.Trim(), out var address) : Uri.TryCreate(named.Trim(), UriKind.Absolute, out address);
        return made && address!.Scheme is "http" or "https" ? address!.AbsoluteUri : null;
    }

    private static string Otherwise(string first, string second) => first.Length > 0 ? first : second;
}
