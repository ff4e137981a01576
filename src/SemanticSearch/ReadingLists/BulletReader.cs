using Markdig.Syntax.Inlines;
using SemanticSearch.Documents;

namespace SemanticSearch.ReadingLists;

/// <param name="Name">The item as a topic: the text of its first link, or its own text.</param>
/// <param name="Links">The links that it leads with; none for an inner link, plain text or a broken link.</param>
internal sealed record Bullet(string Name, IReadOnlyList<ListLink> Links);

/// <summary>
/// One list item -> its links. An item leads with a link, or with several that only punctuation parts ("[paper](…), [slides](…)");
/// links in the prose after them are mentions, no entries. A link after some text counts too ("Dynamo: [paper](…)").
/// </summary>
internal static class BulletReader
{
    /// <summary>Link texts that name no article; the text in front of the link does.</summary>
    private static readonly HashSet<string> BareNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "here", "link", "pdf", "ps", "html", "paper", "video", "slides", "talk", "article", "website", "site", "web", "homepage",
        "blog", "post", "blog post", "code", "source", "github", "book", "docs", "read", "read more", "watch", "online", "mirror", "download",
    };

    /// <param name="line">1-based line of the item.</param>
    public static Bullet Read(ContainerInline inlines, int line, List<InputProblem> problems)
    {
        var pieces = InlineText.Pieces(inlines);
        var first = pieces.FindIndex(piece => piece.Url is not null);
        if (first < 0)
        {
            var text = string.Concat(pieces.Select(piece => piece.Text));
            if (BrokenLink.InText(text) is { } broken)
                problems.Add(new InputProblem(line, broken));
            return new Bullet(NameOf(text), []);
        }
        var lead = string.Concat(pieces.Take(first).Select(piece => piece.Text));
        if (pieces[first].IsBare && BrokenLink.BeforeAddress(lead) is { } reason)
        {
            problems.Add(new InputProblem(line, reason));
            return new Bullet(NameOf(lead.TrimEnd('(', ' ')), []);
        }
        if (BrokenLink.HasOpenBracket(lead))
            problems.Add(new InputProblem(line, "'[' is never closed"));
        var links = LeadingLinks(pieces, first, NameOf(lead), problems);
        var isNamedByLink = NameOf(lead).Length == 0 || links.Count == 0;
        return new Bullet(isNamedByLink && pieces[first].Text.Length > 0 ? pieces[first].Text : NameOf(lead), links);
    }

    private static List<ListLink> LeadingLinks(List<InlinePiece> pieces, int first, string lead, List<InputProblem> problems)
    {
        var links = new List<ListLink>();
        for (var i = first; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            if (piece.Url is null)
            {
                if (IsProse(piece.Text))
                    break;
                continue;
            }
            if (LinkTarget.IsInner(piece.Url))
                continue;
            var tail = i + 1 < pieces.Count && pieces[i + 1].Url is null ? pieces[i + 1].Text : "";
            if (LinkTarget.ProblemOf(piece.Url, piece.Text) is { } problem)
                problems.Add(new InputProblem(piece.Line, problem));
            else
                links.Add(new ListLink(TitleOf(piece, lead, tail), piece.Url, tail.Trim(), piece.Line));
        }
        return links;
    }

    private static string TitleOf(InlinePiece link, string lead, string tail)
    {
        if (link.IsBare)
            return lead.Length > 0 ? lead : IsProse(tail) ? NameOf(tail.TrimStart(' ', '-', '–', '—', ':')) : link.Url!;
        return lead.Length > 0 && BareNames.Contains(link.Text) ? $"{lead} ({link.Text})" : link.Text;
    }

    /// <summary>Words beside "and", "or" and the like, which only part links.</summary>
    private static bool IsProse(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(word => word.Any(char.IsLetterOrDigit) && word is not ("and" or "or" or "also"));

    /// <summary>Text without the punctuation that leads over to a link; empty when it holds no letter or digit.</summary>
    private static string NameOf(string text) =>
        text.Any(char.IsLetterOrDigit) ? text.Trim().TrimEnd(':', '-', '–', '—', '(', '[', ' ').TrimEnd() : "";
}
