using System.Text;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;

namespace SemanticSearch.ReadingLists;

/// <summary>A stretch of a sentence: plain text, or a link with its text.</summary>
/// <param name="Url">null for plain text.</param>
/// <param name="IsBare">The address itself stands in the text.</param>
/// <param name="Line">1-based; of a link only.</param>
internal sealed record InlinePiece(string Text, string? Url, bool IsBare, int Line);

/// <summary>Inline Markdown -> plain text and links. Emphasis and code marks go, images leave their description.</summary>
internal static class InlineText
{
    public static string Plain(ContainerInline inlines)
    {
        var text = new StringBuilder();
        AppendPlain(inlines, text);
        return text.ToString();
    }

    public static List<InlinePiece> Pieces(ContainerInline inlines)
    {
        var pieces = new List<InlinePiece>();
        AddPieces(inlines, pieces);
        return pieces;
    }

    private static void AddPieces(ContainerInline inlines, List<InlinePiece> pieces)
    {
        var html = new HtmlLink(pieces);
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LinkInline { IsImage: true }:
                    break;
                case LinkInline link:
                    pieces.Add(new InlinePiece(Plain(link).Trim(), link.Url ?? "", link.IsAutoLink, link.Line + 1));
                    break;
                case AutolinkInline { IsEmail: false } address:
                    pieces.Add(new InlinePiece(address.Url, address.Url, true, address.Line + 1));
                    break;
                case HtmlInline tag:
                    html.Read(tag.Tag, tag.Line + 1);
                    break;
                case ContainerInline container:
                    AddText(inline, pieces);
                    AddPieces(container, pieces);
                    break;
                default:
                    AddText(inline, pieces);
                    break;
            }
        }
        html.Close();
    }

    private static void AddText(Inline inline, List<InlinePiece> pieces)
    {
        var text = TextOf(inline);
        if (text.Length == 0)
            return;
        if (pieces.Count > 0 && pieces[^1].Url is null)
            pieces[^1] = pieces[^1] with { Text = pieces[^1].Text + text };
        else
            pieces.Add(new InlinePiece(text, null, false, 0));
    }

    private static void AppendPlain(ContainerInline inlines, StringBuilder text)
    {
        foreach (var inline in inlines)
        {
            text.Append(TextOf(inline));
            if (inline is ContainerInline container)
                AppendPlain(container, text);
        }
    }

    private static string TextOf(Inline inline) => inline switch
    {
        // A bracket or star that opens nothing; what follows it is its content.
        DelimiterInline mark => mark.ToLiteral(),
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => " ",
        AutolinkInline address => address.Url,
        // "[x]" of a task list says whether somebody read it; HTML tags are markup.
        TaskList or HtmlInline => "",
        _ => "",
    };
}
