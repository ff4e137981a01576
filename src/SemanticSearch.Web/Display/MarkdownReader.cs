using System.Net;
using SemanticSearch.Documents;

namespace SemanticSearch.Web.Display;

/// <summary>
/// Makes a verbatim piece of Markdown readable: marks of structure go, words stay, spaces collapse. It is a display
/// aid and no parser: a passage may begin or end anywhere, so each construct is recognised on its own and what is doubtful stays.
/// Highlights are carried over by a map from every kept character to its place in the source.
/// </summary>
public sealed class MarkdownReader
{
    /// <summary>Whatever opens a link, a tag or an emphasis and does not close within this many characters is text.</summary>
    private const int MaxSpanChars = 400;

    private static readonly HashSet<string> HtmlNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "article", "aside", "b", "blockquote", "br", "caption", "center", "cite", "code", "col", "dd", "del", "details", "div", "dl", "dt", "em",
        "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "iframe", "img", "ins", "kbd", "li", "main", "mark",
        "nav", "ol", "p", "picture", "pre", "q", "s", "samp", "script", "section", "small", "source", "span", "strike", "strong", "style", "sub", "summary",
        "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "video", "wbr",
    };

    private readonly string _source;
    private readonly DisplayTextBuilder _text;

    /// <summary>Closing marks that belong to an opening one already left out: position and length.</summary>
    private readonly Dictionary<int, int> _closing = [];
    private int _position;
    private bool _inFence;

    private MarkdownReader(string source, bool keepsBlocks)
    {
        _source = source;
        _text = new DisplayTextBuilder(keepsBlocks);
        _inFence = MarkdownLine.BeginsWithinFence(source);
    }

    /// <summary>Returns <paramref name="markdown"/> on one line without its marks, and <paramref name="highlights"/> (spans of it) moved along.</summary>
    public static DisplayText Read(string markdown, IReadOnlyList<TextSpan> highlights) => new MarkdownReader(markdown, keepsBlocks: false).ReadAll(highlights);

    /// <summary>The same with a line for each paragraph, list item, table row and line of code.</summary>
    public static DisplayText ReadBlocks(string markdown, IReadOnlyList<TextSpan> highlights) => new MarkdownReader(markdown, keepsBlocks: true).ReadAll(highlights);

    private DisplayText ReadAll(IReadOnlyList<TextSpan> highlights)
    {
        ReadLines();
        return _text.Build(highlights);
    }

    private void ReadLines()
    {
        while (_position < _source.Length)
        {
            var end = _source.IndexOf('\n', _position);
            if (end < 0)
                end = _source.Length;
            ReadOne(end);
            // A link or a code span may have been read beyond the end of its line.
            _position = Math.Max(_position, end);
            _text.Add(' ', _position);
            _position++;
        }
    }

    private void ReadOne(int end)
    {
        var line = _source.AsSpan(_position, end - _position).Trim();
        if (line.IsEmpty)
        {
            _text.EndParagraph(_position);
        }
        else if (MarkdownLine.IsFence(line))
        {
            _inFence = !_inFence;
            _text.EndLine(_position);
        }
        else if (_inFence)
        {
            Keep(end - _position);
            _text.EndLine(_position);
        }
        else if (!MarkdownLine.IsMarkOnly(line) && !MarkdownLine.IsReferenceDefinition(line))
            ReadTextLine(end, isTableRow: line.StartsWith("|"));
    }

    private void ReadTextLine(int end, bool isTableRow)
    {
        var (marks, isHeading, isItem) = MarkdownLine.Marks(_source.AsSpan(_position, end - _position));
        // Items and headings stay apart from what stands before and after them, also when all is one line.
        if (isItem || isHeading || isTableRow)
            _text.EndLine(_position);
        if (isItem && !_text.IsEmpty)
            _text.AddApart('•', _position);
        _position += marks;
        while (_position < end)
            ReadInline(isTableRow);
        if (isHeading)
            _text.EndHeading(end);
        if (isTableRow)
            _text.EndLine(_position);
    }

    private void ReadInline(bool isTableRow)
    {
        if (_closing.TryGetValue(_position, out var length))
        {
            _position += length;
            return;
        }
        var next = _position + 1 < _source.Length ? _source[_position + 1] : '\0';
        var read = _source[_position] switch
        {
            '\\' => next is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(next) && Skip(1) && Keep(1),
            '`' => ReadCode(),
            '!' => next == '[' && LinkTextEnd(_position + 1) > 0 && Skip(1),
            '[' => next == '^' ? SkipThrough("]") : OpenLink(),
            ']' => next == '(' && SkipOrphanTarget(),
            '<' => ReadTag(),
            '{' => next == '%' && SkipThrough("%}"),
            '&' => ReadEntity(),
            '*' or '_' or '~' => OpenEmphasis(),
            '|' => isTableRow && KeepSpace(),
            _ => false,
        };
        if (!read)
            Keep(1);
    }

    private bool ReadCode()
    {
        var ticks = RunLength(_position);
        var close = Find(new string('`', ticks), _position + ticks);
        if (close < 0)
            return false;
        _position += ticks;
        Keep(close - _position);
        return Skip(ticks);
    }

    /// <summary>Leaves out the brackets and the target of <c>[text](target)</c> and <c>[text][reference]</c>; other brackets are text.</summary>
    private bool OpenLink()
    {
        var close = LinkTextEnd(_position);
        if (close < 0)
            return false;
        var targetEnd = TargetEnd(close + 1);
        _closing[close] = targetEnd < 0 ? 1 : targetEnd + 1 - close;
        return Skip(1);
    }

    /// <summary>Where the bracket opened at <paramref name="open"/> closes, if a target follows; else -1.</summary>
    private int LinkTextEnd(int open)
    {
        var depth = 0;
        for (var i = open; i + 1 < _source.Length && i - open < MaxSpanChars; i++)
        {
            depth += _source[i] switch { '[' => 1, ']' => -1, _ => 0 };
            if (depth == 0)
                return _source[i + 1] is '(' or '[' ? i : -1;
        }
        return -1;
    }

    /// <summary>Where the target that opens at <paramref name="open"/> ends; parentheses within it come in pairs.</summary>
    private int TargetEnd(int open)
    {
        if (_source[open] == '[')
            return Find("]", open);
        var depth = 0;
        for (var i = open; i < _source.Length && i - open < MaxSpanChars; i++)
        {
            depth += _source[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
                return i;
        }
        return -1;
    }

    /// <summary>The passage begins within a link: its text stays, the target goes.</summary>
    private bool SkipOrphanTarget()
    {
        var end = TargetEnd(_position + 1);
        return end > 0 && Skip(end + 1 - _position);
    }

    private bool ReadTag()
    {
        if (_source.AsSpan(_position).StartsWith("<!--"))
            return SkipThrough("-->");
        var close = Find(">", _position);
        if (close < 0)
            return false;
        var inside = _source.AsSpan(_position + 1, close - _position - 1);
        if (inside.StartsWith("http://") || inside.StartsWith("https://"))
        {
            _closing[close] = 1;
            return Skip(1);
        }
        var name = inside.TrimStart('/');
        var nameEnd = name.IndexOfAnyExceptInRange('0', 'z');
        if (!HtmlNames.Contains((nameEnd < 0 ? name : name[..nameEnd]).ToString()))
            return false;
        _position = close + 1;
        // A word may not grow together with the next one across a line break or a table cell.
        if (inside.StartsWith("br") || inside.StartsWith("/t") || inside.StartsWith("/p"))
            _text.Add(' ', close);
        return true;
    }

    private bool ReadEntity()
    {
        var end = Find(";", _position);
        if (end < 0 || end - _position > 10)
            return false;
        var decoded = WebUtility.HtmlDecode(_source[_position..(end + 1)]);
        if (decoded.Length > 2)
            return false;
        foreach (var c in decoded)
            _text.Add(c, _position);
        _position = end + 1;
        return true;
    }

    /// <summary>Leaves out a pair of emphasis marks; a star between spaces, an underscore within a word and a mark without a partner are text.</summary>
    private bool OpenEmphasis()
    {
        var mark = _source[_position];
        var count = RunLength(_position);
        var withinWords = count > 1 && mark != '_';
        var after = _position + count;
        if (count > 3 || mark == '~' && count != 2 || after >= _source.Length || char.IsWhiteSpace(_source[after]))
            return Keep(count);
        if (!withinWords && _position > 0 && char.IsLetterOrDigit(_source[_position - 1]))
            return Keep(count);
        var last = Math.Min(_source.Length - count, after + MaxSpanChars);
        for (var close = after + 1; close <= last; close++)
        {
            if (_source[close] != mark || char.IsWhiteSpace(_source[close - 1]))
                continue;
            var length = RunLength(close);
            var next = close + length < _source.Length ? _source[close + length] : ' ';
            if (length == count && (withinWords || !char.IsLetterOrDigit(next)))
            {
                _closing[close] = count;
                return Skip(count);
            }
            close += length - 1;
        }
        return Keep(count);
    }

    private int RunLength(int position)
    {
        var end = position;
        while (end < _source.Length && _source[end] == _source[position])
            end++;
        return end - position;
    }

    /// <summary>Where <paramref name="mark"/> stands next, near enough to belong here; else -1.</summary>
    private int Find(string mark, int from) =>
        from >= _source.Length ? -1 : _source.IndexOf(mark, from, Math.Min(MaxSpanChars, _source.Length - from), StringComparison.Ordinal);

    private bool SkipThrough(string mark)
    {
        var found = Find(mark, _position);
        if (found < 0)
            return false;
        _position = found + mark.Length;
        return true;
    }

    private bool Skip(int count)
    {
        _position += count;
        return true;
    }

    private bool KeepSpace()
    {
        _text.Add(' ', _position);
        return Skip(1);
    }

    private bool Keep(int count)
    {
        for (var end = _position + count; _position < end; _position++)
            _text.Add(_source[_position], _position);
        return true;
    }
}
