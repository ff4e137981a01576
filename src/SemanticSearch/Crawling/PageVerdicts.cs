using System.Buffers;
using System.Text;

namespace SemanticSearch.Crawling;

/// <summary>
/// Recognises pages that answer "200 OK" and are none: error pages, parked domains, login walls, and the front page that stands for
/// every page that was lost. Words count only on short pages: an article about error 404 is an article.
/// </summary>
internal static class PageVerdicts
{
    private const int ShortTextChars = 1_500;
    private const int NavigatedTextChars = 5_000;

    private static readonly char[] TitleBreaks = ['|', '-', '\u2013', '\u2014', '\u00B7', ':', '\u00BB', '\u2022', '/'];

    private static readonly HashSet<string> MissingTitles = new(StringComparer.OrdinalIgnoreCase)
    {
        "404", "404 not found", "404 page not found", "404 error", "error 404", "http 404", "not found", "page not found", "page not found (404)",
        "404 page", "404 file not found", "file not found", "page cannot be found", "page can't be found", "the page cannot be found", "page does not exist", "page doesn't exist",
        "this page does not exist", "this page doesn't exist", "page no longer exists", "page unavailable", "page not available", "this page isn't available",
        "content not found", "post not found", "article not found", "410 gone", "page removed", "nothing found", "oops! page not found",
        "sorry, page not found", "oops! that page can't be found.", "page not found!", "404 not found!", "we can't find that page",
    };

    private static readonly SearchValues<string> MissingWords = Any(
        "page not found", "page you are looking for", "page you're looking for", "page you were looking for", "page you requested", "requested page could not be found",
        "requested url was not found", "page could not be found", "page cannot be found", "page can't be found", "page does not exist", "page doesn't exist",
        "no longer exists", "is no longer available", "404 error", "error 404", "404 not found", "couldn't find that page", "couldn't find this page",
        "we can't find the page", "the author deleted this", "this post has been removed", "this video isn't available", "this account has been suspended");

    private static readonly SearchValues<string> ParkedWords = Any(
        "domain is for sale", "domain may be for sale", "domain name is for sale", "buy this domain", "domain is parked", "domain has been parked", "parked free",
        "this domain has expired", "domain name has expired", "this domain was recently registered", "domain parking", "make an offer on this domain",
        "interested in this domain", "future home of something quite cool", "website is for sale", "inquire about this domain", "purchase this domain");

    private static readonly byte[][] ParkedMarks = [.. new[] { "sedoparking.com", "parkingcrew.net", "bodis.com", "window.park", "parklogic.com", "afternic.com/forsale", "img1.wsimg.com/parking-lander" }.Select(Encoding.ASCII.GetBytes)];

    private static readonly HashSet<string> DomainTraders = new(StringComparer.OrdinalIgnoreCase)
    {
        "hugedomains.com", "dan.com", "afternic.com", "sedo.com", "sav.com", "undeveloped.com", "domainmarket.com", "buydomains.com", "brandbucket.com", "atom.com", "squadhelp.com",
    };

    private static readonly HashSet<string> LoginNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "login", "log-in", "log_in", "login.php", "login.html", "login.aspx", "signin", "sign-in", "sign_in", "authwall", "checkpoint", "servicelogin",
    };

    private static readonly HashSet<string> LoginTitles = new(StringComparer.OrdinalIgnoreCase)
    {
        "login", "log in", "sign in", "signin", "sign up", "log in or sign up", "please log in", "please sign in", "sign in to continue", "login required", "authentication required",
    };

    /// <param name="asked">Where the visit began.</param>
    /// <param name="answered">Where it ended, after redirects.</param>
    /// <returns>Why this is not the page that was asked for; null when it may be.</returns>
    public static string? Judge(Uri asked, Uri answered, bool isHtml, ReadOnlySpan<byte> body)
    {
        if (asked != answered && JudgeRedirect(asked, answered) is { } moved)
            return moved;
        if (!isHtml)
            return null;
        var glance = HtmlGlance.Of(body);
        return Parked(glance, body) ?? SoftNotFound(glance) ?? LoginWall(glance);
    }

    private static string? JudgeRedirect(Uri asked, Uri answered)
    {
        if (DomainTraders.Contains(WithoutWww(answered.IdnHost)) && !SameHost(asked, answered))
            return "the domain is parked (its address leads to a trader of domains)";
        if (IsLogin(answered) && !IsLogin(asked))
            return "a login wall (the address leads to a login page)";
        // A path of one short word may be a shortened link, whose target may well be a front page.
        var isDeep = asked.AbsolutePath.Trim('/').Length > 12;
        if (isDeep && answered.AbsolutePath is "/" or "" && answered.Query.Length == 0 && (SameHost(asked, answered) || asked.AbsolutePath.Length > 20))
            return "not found (the address leads to the front page)";
        var last = answered.Segments[^1].Trim('/');
        return last is "404" or "404.html" or "404.htm" or "404.php" or "404.aspx" or "not-found" or "notfound" or "page-not-found" or "error404" && !asked.AbsolutePath.Contains(last, StringComparison.Ordinal)
            ? "not found (the address leads to an error page)" : null;
    }

    private static string? Parked(HtmlGlance glance, ReadOnlySpan<byte> body)
    {
        if (glance.Text.Length > ShortTextChars)
            return null;
        foreach (var mark in ParkedMarks)
        {
            if (body.IndexOf(mark) >= 0)
                return "the domain is parked";
        }
        return HasOne(glance.Text, ParkedWords) || HasOne(glance.Title, ParkedWords) ? "the domain is parked" : null;
    }

    private static string? SoftNotFound(HtmlGlance glance)
    {
        if (glance.Text.Length <= NavigatedTextChars && (IsOne(glance.Title, MissingTitles) || MissingTitles.Contains(glance.Heading.Trim())))
            return "not found (an error page that says 200)";
        return glance.Text.Length <= ShortTextChars && HasOne(glance.Text, MissingWords) ? "not found (an error page that says 200)" : null;
    }

    private static string? LoginWall(HtmlGlance glance) =>
        glance.Text.Length <= ShortTextChars && (glance.HasPasswordField || IsOne(glance.Title, LoginTitles)) ? "a login wall" : null;

    private static bool IsLogin(Uri url) =>
        url.Segments.Any(segment => LoginNames.Contains(segment.Trim('/')))
        || url.IdnHost.StartsWith("login.", StringComparison.OrdinalIgnoreCase) || url.IdnHost.StartsWith("accounts.", StringComparison.OrdinalIgnoreCase);

    private static bool IsOne(string title, HashSet<string> names) =>
        names.Contains(title.Trim()) || title.Split(TitleBreaks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(2).Any(names.Contains);

    private static bool HasOne(string text, SearchValues<string> words) => text.AsSpan().ContainsAny(words);

    private static SearchValues<string> Any(params string[] words) => SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);

    private static bool SameHost(Uri a, Uri b) => WithoutWww(a.IdnHost).Equals(WithoutWww(b.IdnHost), StringComparison.OrdinalIgnoreCase);

    private static string WithoutWww(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;
}
