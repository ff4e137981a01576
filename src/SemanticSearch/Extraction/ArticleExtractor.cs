using SemanticSearch.Extraction.Body;
using SemanticSearch.Extraction.Charsets;
using SemanticSearch.Extraction.Metadata;
using SemanticSearch.Extraction.Pages;
using SemanticSearch.Extraction.Writing;

namespace SemanticSearch.Extraction;

/// <summary>A page -> its article: what it says, who said it, when. The same page always gives the same article; no page makes it throw.</summary>
internal sealed class ArticleExtractor
{
    private readonly ExtractionLimits _limits;
    private readonly BlockModel _model;

    public ArticleExtractor(ExtractionLimits? limits = null, BlockModel? model = null)
    {
        _limits = limits ?? ExtractionLimits.Default;
        _model = model ?? BlockModel.Shipped;
    }

    public ExtractedArticle Extract(HtmlPage page)
    {
        var (html, charset) = page.Html is { } decoded ? (decoded, "") : CharsetDecoder.Decode(page.Body.Span, page.ContentType);
        var parsed = new PageParser(_limits).Parse(html);
        using var document = parsed.Document;
        var metadata = MetadataReader.Read(document, page.Url);
        var tree = PageTree.Build(document);
        var text = new PageText(tree, new PageHints(metadata.Title, metadata.Description, metadata.Body));
        var blocks = BodyAssembler.Assemble(text, BodyFinder.Find(text, _model));
        return new ExtractedArticle
        {
            Title = metadata.Title,
            Authors = metadata.Authors,
            Published = metadata.Published,
            Modified = metadata.Modified,
            Site = metadata.Site,
            Language = metadata.Language,
            CanonicalUrl = metadata.CanonicalUrl,
            Description = metadata.Description,
            Blocks = blocks,
            Text = ArticleWriter.Text(blocks),
            Markdown = ArticleWriter.Markdown(blocks),
            Charset = charset,
            Problems = parsed.Problems,
        };
    }
}
