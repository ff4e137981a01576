using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SemanticSearch.Extraction.Pages;

/// <param name="Problems">Which limits cut the page short.</param>
internal sealed record ParsedPage(IHtmlDocument Document, ExtractionProblems Problems);

/// <summary>HTML -> DOM by AngleSharp, within the limits that <see cref="MarkupGuard"/> keeps; so its work is bounded, whatever the page.</summary>
internal sealed class PageParser(ExtractionLimits limits)
{
    public ParsedPage Parse(string html)
    {
        var (guarded, problems) = MarkupGuard.Check(html, limits);
        var parser = new HtmlParser(new HtmlParserOptions
        {
            // Scripts are never run; this only leaves noscript unparsed, as browsers with scripts do.
            IsScripting = true,
            SkipComments = true,
            SkipProcessingInstructions = true,
            DisableElementPositionTracking = true,
            MaximumDepth = limits.Depth,
        });
        // Of a string the parser makes a source that can be written to, at twice the time and memory.
        return new ParsedPage(parser.ParseDocument(guarded.AsMemory()), problems);
    }
}
