using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SemanticSearch.Extraction.Body;

namespace SemanticSearch.Extraction.Other;

/// <summary>Recognises pages that came instead of an article. Only pages with little text are suspected: an article may be about anything.</summary>
internal static partial class PageState
{
    private const int HardlyAnyWords = 25;
    private const int FewWords = 150;

    public static ExtractionProblems Judge(IHtmlDocument document, string title, string text, int pageWords)
    {
        var words = TextShape.Of(text, 0).Words;
        if (words > FewWords)
            return ExtractionProblems.None;
        var problems = words < HardlyAnyWords ? ExtractionProblems.NotAnArticle : ExtractionProblems.None;
        var heading = document.QuerySelector("h1")?.TextContent ?? "";
        var shown = pageWords < 2 * FewWords ? Shown(document) : text;
        if (NotFound().IsMatch(title) || heading.Length < 200 && NotFound().IsMatch(heading))
            problems |= ExtractionProblems.SoftNotFound;
        if (Parked().IsMatch(shown))
            problems |= ExtractionProblems.ParkedDomain;
        if (words < FewWords && Wall().IsMatch(text) || words < 60 && document.QuerySelector("input[type=password]") is not null)
            problems |= ExtractionProblems.LoginWall;
        if (words < 60 && (WantsScript().IsMatch(shown) || document.QuerySelectorAll("noscript").Any(none => WantsScript().IsMatch(none.TextContent)) || IsShell(document, pageWords)))
            problems |= ExtractionProblems.NeedsJavaScript;
        return problems;
    }

    // An application's empty mounting point and a script to fill it.
    private static bool IsShell(IHtmlDocument document, int pageWords) =>
        pageWords < HardlyAnyWords && document.QuerySelector("script[src]") is not null
        && document.QuerySelector("#root, #app, #__next, #__nuxt, #___gatsby, app-root, [ng-app], [data-reactroot]") is not null;

    private static string Shown(IHtmlDocument document)
    {
        var text = document.Body?.TextContent ?? "";
        return text.Length > 20_000 ? text[..20_000] : text;
    }

    [GeneratedRegex(@"\b(?:404|410)\b.{0,30}(?:not found|error|gone)|(?:page|content|article|post|file)\s+(?:(?:was|is|could|can)(?:\s+not|n[o']t)\s+(?:be\s+)?found|not found|doesn['’]?t exist|does not exist|no longer (?:exists|available))|^\s*(?:error\s+)?404\b|^\s*not found\s*$|seite nicht gefunden|page introuvable|página no encontrada", RegexOptions.IgnoreCase)]
    private static partial Regex NotFound();

    [GeneratedRegex(@"domain (?:name )?(?:is|may be|might be) (?:for sale|available for purchase|parked)|buy this domain|domain (?:has )?expired|parked (?:free|domain)|sedoparking|hugedomains|this domain (?:was|is) (?:registered|recently)|inquire about this domain", RegexOptions.IgnoreCase)]
    private static partial Regex Parked();

    [GeneratedRegex(@"(?:log ?in|sign ?in|subscribe|register|create (?:a free |an )?account) (?:now )?to (?:continue|read|view|access|see|unlock)|(?:this|the) (?:content|article|story|post) is (?:for|only available to) (?:paid |paying )?(?:subscribers|members)|already a (?:subscriber|member)\?", RegexOptions.IgnoreCase)]
    private static partial Regex Wall();

    [GeneratedRegex(@"(?:enable|requires?|activate|turn on|need[s]?(?: to enable)?)\s+(?:\w+\s+){0,2}javascript|javascript (?:is|must be|has been|needs to be|seems to be)\s+(?:\w+\s+){0,2}(?:disabled|enabled|required|turned)|without javascript", RegexOptions.IgnoreCase)]
    private static partial Regex WantsScript();
}
