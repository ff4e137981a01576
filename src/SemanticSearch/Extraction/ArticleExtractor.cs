using System.Net.Mime;
using SemanticSearch.Extraction.Body;
using SemanticSearch.Extraction.Charsets;
using SemanticSearch.Extraction.Languages;
using SemanticSearch.Extraction.Metadata;
using SemanticSearch.Extraction.Other;
using SemanticSearch.Extraction.Pages;
using SemanticSearch.Extraction.Writing;

namespace SemanticSearch.Extraction;

/// <summary>A page -> its article: what it says, who said it, when. The same page always gives the same article; no page makes it throw.</summary>
internal sealed class ArticleExtractor
{
    /// <summary>Structured data take the place of what was found when they have this many times its words, and enough of them.</summary>
    private const int FarMore = 4;
    private const int EnoughWords = 80;

    private readonly ExtractionLimits _limits;
    private readonly BlockModel _model;
    private readonly Func<ReadOnlyMemory<byte>, string?> _readPdf;

    /// <param name="readPdf">The text of a PDF, or null when it cannot be had; <c>pdftotext</c> when not given.</param>
    public ArticleExtractor(ExtractionLimits? limits = null, Func<ReadOnlyMemory<byte>, string?>? readPdf = null)
    {
        _limits = limits ?? ExtractionLimits.Default;
        _model = BlockModel.Shipped;
        _readPdf = readPdf ?? PdfText.Read;
    }

    public ExtractedArticle Extract(HtmlPage page)
    {
        if (page.Html is { } html)
            return ExtractHtml(html, "", page.Url);
        var bytes = page.Body.Span;
        if (PdfText.IsPdf(bytes))
            return _readPdf(page.Body) is { } pdf ? Plain(pdf, "", page.Url) : Refused(page.Url);
        var isCut = bytes.Length > _limits.HtmlChars;
        var (text, charset) = CharsetDecoder.Decode(isCut ? bytes[.._limits.HtmlChars] : bytes, page.ContentType);
        if (IsBinary(text))
            return Refused(page.Url);
        var article = page.ContentType?.StartsWith(MediaTypeNames.Text.Plain, StringComparison.OrdinalIgnoreCase) == true
            ? Plain(text, charset, page.Url)
            : ExtractHtml(text, charset, page.Url);
        return isCut ? article with { Problems = article.Problems | ExtractionProblems.TooLarge } : article;
    }

    private ExtractedArticle ExtractHtml(string html, string charset, string? url)
    {
        var parsed = new PageParser(_limits).Parse(html);
        using var document = parsed.Document;
        var metadata = MetadataReader.Read(document, url);
        var page = new PageText(PageTree.Build(document), new PageHints(metadata.Title, metadata.Description, metadata.Body));
        var blocks = HostedMedia.IsHost(url) ? HostedMedia.Blocks(document, metadata) : [];
        if (blocks.Count == 0)
            blocks = OrStructured(BodyAssembler.Assemble(page, BodyFinder.Find(page, _model)), metadata.Body);
        var text = ArticleWriter.Text(blocks);
        return new ExtractedArticle
        {
            Title = metadata.Title,
            Authors = metadata.Authors,
            Published = metadata.Published,
            Modified = metadata.Modified,
            Site = metadata.Site,
            Language = LanguageVote.Decide(metadata.Language, text),
            CanonicalUrl = metadata.CanonicalUrl,
            Description = metadata.Description,
            Blocks = blocks,
            Text = text,
            Markdown = ArticleWriter.Markdown(blocks),
            Charset = charset,
            Problems = parsed.Problems | PageState.Judge(document, metadata.Title, text, page.TotalWords),
        };
    }

    // Some pages carry their text only as data for a script or a search engine.
    private static List<ArticleBlock> OrStructured(List<ArticleBlock> blocks, string body)
    {
        var words = TextShape.Of(body, 0).Words;
        return words >= EnoughWords && words > FarMore * blocks.Sum(block => TextShape.Of(block.Text, 0).Words) ? PlainTextBlocks.Of(body.Replace("\n", "\n\n", StringComparison.Ordinal)) : blocks;
    }

    private static ExtractedArticle Plain(string text, string charset, string? url)
    {
        const int maxTitleChars = 200;
        var blocks = PlainTextBlocks.Of(text);
        var plain = ArticleWriter.Text(blocks);
        var title = blocks.Count > 0 ? blocks[0].Text : "";
        return new ExtractedArticle
        {
            Title = title.Length <= maxTitleChars ? title : title[..maxTitleChars].TrimEnd() + "…",
            Site = HostOf(url),
            Language = LanguageVote.Decide("", plain),
            Blocks = blocks,
            Text = plain,
            Markdown = ArticleWriter.Markdown(blocks),
            Charset = charset,
            Problems = blocks.Count == 0 ? ExtractionProblems.NotAnArticle : ExtractionProblems.None,
        };
    }

    private static ExtractedArticle Refused(string? url) => new() { Site = HostOf(url), Problems = ExtractionProblems.TextNotExtracted };

    private static string HostOf(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : "";

    // A text has no zero characters; a decoder leaves those of images and archives in.
    private static bool IsBinary(string text) => text.AsSpan(0, Math.Min(text.Length, 2048)).Count('\0') > 8;
}
