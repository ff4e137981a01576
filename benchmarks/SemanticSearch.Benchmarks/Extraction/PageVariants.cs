using System.IO.Compression;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Markdig;
using SemanticSearch.Extraction;
using SemanticSearch.Extraction.Body;
using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Benchmarks.Extraction;

/// <summary>A page made from a real one; its article's elements carry <see cref="PageVariants.Mark"/>.</summary>
public sealed record PageVariant(TestPage Page);

/// <summary>
/// More pages to learn from: real ones with most of the article taken away (news in brief under heavy furniture), and real ones
/// whose article is replaced by an engineering article (headings, lists, tables, code). Seeded.
/// </summary>
internal static class PageVariants
{
    public const string Mark = "data-true-article";

    private const int MaxHtmlChars = 700_000;
    private const int MaxArticleChars = 25_000;
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().Build();

    public static IEnumerable<PageVariant> Make(IEnumerable<TestPage> pages)
    {
        var random = new Random(7);
        var articles = EngineeringArticles();
        foreach (var page in pages.Where(page => page.Html.Length is > 10_000 and < MaxHtmlChars))
        {
            if (Short(page, random) is { } brief)
                yield return brief;
            if (Replaced(page, articles[random.Next(articles.Count)], random) is { } replaced)
                yield return replaced;
        }
    }

    // All but one to four of the article's paragraphs go.
    private static PageVariant? Short(TestPage page, Random random)
    {
        using var document = new PageParser(ExtractionLimits.Default).Parse(page.Html).Document;
        var content = ContentElements(document, page.Truth);
        if (content.Count < 6)
            return null;
        var keep = random.Next(1, 5);
        var first = random.Next(0, Math.Min(3, content.Count - keep));
        for (var i = 0; i < content.Count; i++)
        {
            if (i >= first && i < first + keep)
                content[i].SetAttribute(Mark, "");
            else
                content[i].Remove();
        }
        return Variant(page, document);
    }

    // The element that holds most of the article loses its children that belong to it; another article takes their place.
    private static PageVariant? Replaced(TestPage page, string markdown, Random random)
    {
        using var document = new PageParser(ExtractionLimits.Default).Parse(page.Html).Document;
        var content = ContentElements(document, page.Truth);
        var holders = content.GroupBy(element => element.ParentElement).OrderByDescending(group => group.Count()).ToList();
        if (content.Count < 4 || holders[0].Key is not { } holder || holders[0].Count() * 10 < content.Count * 6)
            return null;
        var place = holders[0].First().NextSibling is { } next && random.Next(2) == 0 ? next : holder.FirstChild;
        var source = new PageParser(ExtractionLimits.Default).Parse(Markdig.Markdown.ToHtml(markdown, Pipeline)).Document;
        var marker = document.CreateElement("span");
        holder.InsertBefore(marker, place);
        foreach (var child in source.Body!.Children.ToList())
        {
            child.SetAttribute(Mark, "");
            holder.InsertBefore(document.Import(child), marker);
        }
        marker.Remove();
        foreach (var element in content)
            element.Remove();
        return Variant(page, document);
    }

    private static List<IElement> ContentElements(IHtmlDocument document, string truth)
    {
        var text = new PageText(PageTree.Build(document), PageHints.None);
        var labels = BlockLabels.Of(text.Blocks, truth);
        return [.. text.Blocks.Where(block => labels[block.Index] >= 0.5f && block.Container.Tag is "p" or "li" or "pre" or "blockquote" or "h2" or "h3" or "h4")
            .Select(block => block.Container.Element!).Distinct()];
    }

    private static PageVariant Variant(TestPage page, IHtmlDocument document) => new(page with { Html = document.DocumentElement.OuterHtml, Truth = "" });

    private static List<string> EngineeringArticles()
    {
        using var file = new GZipStream(File.OpenRead(SharedData.Path("articles/articles.jsonl.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        var texts = new List<string>();
        for (var number = 0; reader.ReadLine() is { } line; number++)
        {
            if (number % 13 != 0)
                continue;
            using var document = JsonDocument.Parse(line);
            var text = document.RootElement.GetProperty("text").GetString()!;
            if (text.Length < MaxArticleChars)
                texts.Add(text);
        }
        return texts;
    }
}
