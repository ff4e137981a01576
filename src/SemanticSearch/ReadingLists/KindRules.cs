using System.Collections.Frozen;
using SemanticSearch.Documents;

namespace SemanticSearch.ReadingLists;

/// <summary>
/// What a link leads to, as a careful reader would say from address, title and section: first what the address is for certain (a video
/// host, a slide host, a code repository), then what the section says ("Talks", "Books"), then the form of the file and the
/// publisher (proceedings, manuals). Everything else is an article; so are magazines, encyclopedias, product pages and forum answers.
/// </summary>
internal static class KindRules
{
    private static readonly FrozenSet<string> VideoSites = FrozenSet.Create(StringComparer.Ordinal,
        "youtube.com", "youtu.be", "vimeo.com", "ted.com", "channel9.msdn.com", "media.ccc.de", "parleys.com", "confreaks.tv", "confreaks.com", "skillsmatter.com", "dailymotion.com", "twitch.tv", "viddler.com", "livestream.com", "wistia.com");

    private static readonly FrozenSet<string> SlideSites = FrozenSet.Create(StringComparer.Ordinal, "slideshare.net", "speakerdeck.com", "slides.com", "noti.st", "prezi.com", "slideshow.com", "haikudeck.com");

    private static readonly FrozenSet<string> CodeSites = FrozenSet.Create(StringComparer.Ordinal, "github.com", "gitlab.com", "bitbucket.org", "sourceforge.net", "codeberg.org", "sr.ht");

    private static readonly FrozenSet<string> BookSites = FrozenSet.Create(StringComparer.Ordinal,
        "dataintensive.net", "learnyousomeerlang.com", "goodreads.com", "manning.com", "pragprog.com", "leanpub.com", "nostarch.com", "packtpub.com", "theartofscalability.com", "scalabilityrules.com", "learnyouahaskell.com", "gameprogrammingpatterns.com", "sre.google");

    private static readonly FrozenSet<string> PaperSites = FrozenSet.Create(StringComparer.Ordinal,
        "arxiv.org", "dl.acm.org", "queue.acm.org", "cacm.acm.org", "doi.org", "dx.doi.org", "ieeexplore.ieee.org", "link.springer.com", "sciencedirect.com", "vldb.org", "cidrdb.org", "citeseerx.ist.psu.edu", "citeseer.ist.psu.edu",
        "semanticscholar.org", "jmlr.org", "openreview.net", "proceedings.mlr.press", "papers.nips.cc", "eprint.iacr.org", "hal.science", "pdos.csail.mit.edu", "sigops.org", "usenix.org");

    private static readonly FrozenSet<string> ManualSubdomains = FrozenSet.Create(StringComparer.Ordinal, "docs", "doc", "documentation", "devcenter", "developer", "manual", "help", "support", "learn", "wiki", "reference", "api", "man", "devdocs", "kb", "confluence");

    private static readonly FrozenSet<string> ManualSections = FrozenSet.Create(StringComparer.Ordinal, "docs", "doc", "documentation", "support", "manual", "manuals", "reference", "knowledgecenter", "javadoc", "refman", "spec", "specification", "specs", "help");

    public static DocumentKind Find(string title, IReadOnlyList<string> topics, SiteAddress? address)
    {
        if (address is null)
            return DocumentKind.Article;
        var link = new Link(address);
        return OfSite(link) ?? OfSections(topics, link) ?? OfFile(link) ?? OfTitle(title) ?? OfPublisher(link) ?? DocumentKind.Article;
    }

    private static DocumentKind? OfSite(Link link)
    {
        if (VideoSites.Contains(link.Site) || link.StartsWith("infoq.com", "presentations") || link.StartsWith("infoq.com", "interviews") || link.Has("videos") || link.Has("video"))
            return DocumentKind.Talk;
        if (link.IsOn(SlideSites) || link.StartsWith("docs.google.com", "presentation"))
            return DocumentKind.Slides;
        if (link.Site == "usenix.org" && link.Has("presentation"))
            return link.Path.Any(part => part.StartsWith("srecon", StringComparison.Ordinal) || part.StartsWith("lisa", StringComparison.Ordinal)) ? DocumentKind.Talk : DocumentKind.Paper;
        if (link.IsOn(CodeSites) && link.Path.Length >= 2 && !link.Has("wiki") && link.Path[0] is not ("features" or "blog" or "orgs" or "topics" or "about"))
            return link.Path[^1].EndsWith(".pdf", StringComparison.Ordinal) ? DocumentKind.Paper : DocumentKind.Repository;
        return link.IsOn(BookSites) || link.Address.Subdomains is ["book" or "books", ..] || IsBookPage(link) ? DocumentKind.Book : null;
    }

    private static bool IsBookPage(Link link) =>
        link.Path.Any(part => part is "sre-book" or "book.html" or "ebook" or "ebooks" or "workbook")
        || (link.Site is "amazon.com" or "amazon.co.uk" && (link.Has("dp") || link.StartsWith(link.Site, "gp")))
        || (link.Site is "oreilly.com" or "shop.oreilly.com" or "learning.oreilly.com" && (link.Has("free") || link.Has("library") || link.Has("product") || link.Path.Any(part => part.StartsWith("book", StringComparison.Ordinal))));

    private static DocumentKind? OfSections(IReadOnlyList<string> topics, Link link)
    {
        foreach (var topic in topics)
        {
            DocumentKind? kind = topic.Trim().ToLowerInvariant() switch
            {
                "talk" or "talks" or "video" or "videos" or "presentations" or "conference talks" => link.IsPdf ? DocumentKind.Slides : DocumentKind.Talk,
                "slides" or "slide decks" => DocumentKind.Slides,
                "book" or "books" or "e-books" or "ebooks" or "free books" => DocumentKind.Book,
                "paper" or "papers" or "research papers" or "academic papers" or "whitepapers" => DocumentKind.Paper,
                "documentation" or "docs" or "manuals" => DocumentKind.Documentation,
                _ => null,
            };
            if (kind is not null)
                return kind;
        }
        return null;
    }

    /// <summary>A PDF is a paper unless its name or folder says slides, a manual or a book.</summary>
    private static DocumentKind? OfFile(Link link)
    {
        if (link.Path.Length == 0)
            return null;
        var file = link.Path[^1];
        if (file.EndsWith(".ppt", StringComparison.Ordinal) || file.EndsWith(".pptx", StringComparison.Ordinal) || file.EndsWith(".key", StringComparison.Ordinal))
            return DocumentKind.Slides;
        if (!link.IsPdf && !file.EndsWith(".ps", StringComparison.Ordinal))
            return null;
        if (link.Mentions("slide", "talk", "talks", "keynote", "lecture", "lectures", "presentation", "presentations", "vortrag", "deck", "lec"))
            return DocumentKind.Slides;
        if (link.Mentions("manual", "spec", "specification", "guide", "datasheet", "reference"))
            return DocumentKind.Documentation;
        return link.Mentions("book", "ebook", "thebook") ? DocumentKind.Book : DocumentKind.Paper;
    }

    private static DocumentKind? OfTitle(string title)
    {
        var lower = title.ToLowerInvariant();
        if (EndsWithMark(lower, "slides") || EndsWithMark(lower, "slide deck"))
            return DocumentKind.Slides;
        if (EndsWithMark(lower, "video") || EndsWithMark(lower, "talk") || EndsWithMark(lower, "keynote"))
            return DocumentKind.Talk;
        if (EndsWithMark(lower, "book") || EndsWithMark(lower, "ebook"))
            return DocumentKind.Book;
        return EndsWithMark(lower, "paper") || EndsWithMark(lower, "pdf") || EndsWithMark(lower, "white paper") || EndsWithMark(lower, "whitepaper") ? DocumentKind.Paper : null;
    }

    private static bool EndsWithMark(string title, string mark) =>
        title.Contains($"({mark})", StringComparison.Ordinal) || title.Contains($"[{mark}]", StringComparison.Ordinal);

    private static DocumentKind? OfPublisher(Link link)
    {
        if (link.IsOn(PaperSites) || IsPaperPage(link))
            return DocumentKind.Paper;
        if (IsTalkPage(link))
            return DocumentKind.Talk;
        return IsManual(link) ? DocumentKind.Documentation : null;
    }

    private static bool IsPaperPage(Link link)
    {
        if (link.Has("papers") || link.Has("pubs") || link.Has("techrpts") || link.Has("publication") || link.Has("publications") || link.Has("whitepapers"))
            return true;
        return link.Site is "research.google.com" or "research.google" && link.Has("archive");
    }

    /// <summary>Programme pages of conferences: each tells of one session.</summary>
    private static bool IsTalkPage(Link link) =>
        (link.Has("sessions") || link.Has("session") || (link.Has("schedule") && link.Has("detail")))
        && (link.Address.Subdomains.Any(part => part is "conferences" or "conference" or "conf" or "events") || link.Has("live") || link.Mentions("conference", "conf", "summit"));

    private static bool IsManual(Link link)
    {
        if (link.Address.Domain == "apache.org" && link.Address.Subdomains is [not ("blogs" or "www" or "cwiki"), ..])
            return true;
        if (link.Site.StartsWith("blog", StringComparison.Ordinal) || link.Has("blog") || link.Has("blogs") || link.Has("magazine"))
            return false;
        if (link.StartsWith("msdn.microsoft.com", "library") || link.Has("library") && link.Site.Contains("msdn", StringComparison.Ordinal) || link.StartsWith("developers.google.com", link.Path.FirstOrDefault() ?? "-"))
            return true;
        return link.Address.Subdomains.Any(ManualSubdomains.Contains) && link.Site is not "en.wikipedia.org" || link.Path.Take(4).Any(ManualSections.Contains) || link.IsOn(CodeSites) && link.Has("wiki");
    }

    private sealed record Link(SiteAddress Address)
    {
        public string Site => Address.Host;

        public string[] Path => Address.DecodedPath;

        public bool IsPdf => Path.Length > 0 && (Path[^1].EndsWith(".pdf", StringComparison.Ordinal) || (Address.Domain == "arxiv.org" && Path[0] == "pdf"));

        /// <summary>The host itself, or any subdomain of it.</summary>
        public bool IsOn(FrozenSet<string> sites) => sites.Contains(Site) || sites.Contains(Address.Domain);

        public bool Has(string part) => Array.IndexOf(Path, part) >= 0;

        public bool StartsWith(string site, string part) => Site == site && Path.Length > 0 && Path[0] == part;

        /// <summary>A word of the path is one of these.</summary>
        public bool Mentions(params ReadOnlySpan<string> words)
        {
            foreach (var part in Path)
            {
                foreach (var range in part.AsSpan().SplitAny('-', '_', '.', ' ', '+'))
                {
                    foreach (var word in words)
                    {
                        if (part.AsSpan(range).SequenceEqual(word))
                            return true;
                    }
                }
            }
            return false;
        }
    }
}
