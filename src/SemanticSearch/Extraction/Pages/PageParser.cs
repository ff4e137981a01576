using System.Diagnostics;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SemanticSearch.Extraction.Pages;

/// <param name="Problems">Which limits cut the page short.</param>
internal sealed record ParsedPage(IHtmlDocument Document, ExtractionProblems Problems);

/// <summary>HTML -> DOM by AngleSharp, within limits: too long a page is cut, too deep a one is flattened (as browsers do), too slow a one is cut.</summary>
internal sealed class PageParser(ExtractionLimits limits)
{
    public ParsedPage Parse(string html)
    {
        var problems = ExtractionProblems.None;
        if (html.Length > limits.HtmlChars)
        {
            html = html[..limits.HtmlChars];
            problems |= ExtractionProblems.TooLarge;
        }
        var parser = new HtmlParser(new HtmlParserOptions
        {
            // Scripts are never run; this only leaves noscript unparsed, as browsers with scripts do.
            IsScripting = true,
            SkipComments = true,
            SkipProcessingInstructions = true,
            DisableElementPositionTracking = true,
            MaximumDepth = limits.Depth,
        });
        return new ParsedPage(parser.ParseDocument(html), problems);
    }
}
