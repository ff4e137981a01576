using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SemanticSearch.Extraction.Metadata;

namespace SemanticSearch.Extraction.Other;

/// <summary>Pages around a video or a slide deck: their text is the description, and the transcript where the page has one.</summary>
internal static class HostedMedia
{
    private static readonly string[] Hosts =
        ["youtube.com", "youtu.be", "vimeo.com", "slideshare.net", "speakerdeck.com", "infoq.com/presentations", "slides.com", "ted.com", "dailymotion.com", "wistia.com", "usenix.org/conference"];

    public static bool IsHost(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            return false;
        var place = address.Host + address.AbsolutePath;
        return Array.Exists(Hosts, host => place.StartsWith(host, StringComparison.OrdinalIgnoreCase) || place.Contains("." + host, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Description, then the transcript under a heading; empty when the page gives neither.</summary>
    public static List<ArticleBlock> Blocks(IHtmlDocument document, PageMetadata metadata)
    {
        var blocks = PlainTextBlocks.Of(metadata.Description);
        var transcript = metadata.Transcript.Length > 0 ? metadata.Transcript : InPage(document);
        if (transcript.Length == 0)
            return blocks;
        blocks.Add(new ArticleBlock(ArticleBlockKind.Heading, "Transcript") { Level = 2 });
        blocks.AddRange(PlainTextBlocks.Of(transcript));
        return blocks;
    }

    private static string InPage(IHtmlDocument document)
    {
        foreach (var element in document.QuerySelectorAll("[class*='transcript' i], [id*='transcript' i]"))
        {
            var lines = element.QuerySelectorAll("li, p").Select(line => CleanText.OneLine(line.TextContent)).Where(line => line.Length > 0).ToList();
            if (lines.Count > 0)
                return string.Join("\n\n", lines);
        }
        return "";
    }
}
