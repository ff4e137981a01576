using System.Net;
using System.Text.RegularExpressions;

namespace SemanticSearch.ReadingLists;

/// <summary>A link written as HTML within Markdown: what stands between "&lt;a href=…&gt;" and "&lt;/a&gt;" becomes one piece.</summary>
internal sealed partial class HtmlLink(List<InlinePiece> pieces)
{
    private string? _url;
    private int _first;
    private int _line;

    /// <param name="line">1-based.</param>
    public void Read(string tag, int line)
    {
        if (tag.StartsWith("</a", StringComparison.OrdinalIgnoreCase))
        {
            Close();
            return;
        }
        var match = Opening().Match(tag);
        if (!match.Success)
            return;
        Close();
        _url = WebUtility.HtmlDecode(match.Groups["url"].Value);
        _first = pieces.Count;
        _line = line;
        // Text before the link must not run into the text within it.
        if (_first > 0 && pieces[^1].Url is null)
            pieces.Add(new InlinePiece("", "", false, line));
    }

    public void Close()
    {
        if (_url is null)
            return;
        var text = string.Concat(pieces.Skip(_first).Select(piece => piece.Text)).Trim();
        pieces.RemoveRange(_first, pieces.Count - _first);
        pieces.Add(new InlinePiece(text, _url, false, _line));
        _url = null;
    }

    [GeneratedRegex("""^<a\s(?:[^>]*\s)?href\s*=\s*(?:"(?<url>[^"]*)"|'(?<url>[^']*)'|(?<url>[^\s>"']+))""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();
}
