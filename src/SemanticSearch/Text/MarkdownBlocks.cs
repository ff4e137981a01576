namespace SemanticSearch.Text;

/// <summary>
/// The blocks of a Markdown or plain text in order; together they hold every character that is not blank. Only what matters for
/// borders is understood: ATX, setext and one-line HTML headings, code fences, blank lines (after CommonMark 0.31, sections 4.2,
/// 4.3, 4.5). Any text has blocks; nothing makes it throw; the time is linear.
/// </summary>
internal sealed class MarkdownBlocks
{
    private readonly string _text;
    private readonly List<MarkdownBlock> _blocks = [];
    private int _start = -1;
    private int _end;
    private int _lines;
    private char _fence;
    private int _fenceLength;

    private MarkdownBlocks(string text) => _text = text;

    public static List<MarkdownBlock> Of(string text)
    {
        var reader = new MarkdownBlocks(text);
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny('\n', '\r');
            var end = length < 0 ? text.Length : start + length;
            reader.Line(start, end);
            start = end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? end + 2 : end + 1;
        }
        reader.Flush(reader._fence == 0 ? MarkdownBlockKind.Prose : MarkdownBlockKind.Code);
        return reader._blocks;
    }

    private void Line(int start, int end)
    {
        var line = _text.AsSpan(start, end - start);
        if (_fence != 0)
        {
            // Blank lines belong to the code, except behind its last line.
            if (!line.IsWhiteSpace())
                Extend(start, end);
            if (!IsFenceEnd(line))
                return;
            Flush(MarkdownBlockKind.Code);
            _fence = default;
        }
        else if (line.IsWhiteSpace())
        {
            Flush(MarkdownBlockKind.Prose);
        }
        else if (IsFenceStart(line))
        {
            Flush(MarkdownBlockKind.Prose);
            Extend(start, end);
        }
        else if (MarkdownHeading.Read(line) is { } heading)
        {
            Flush(MarkdownBlockKind.Prose);
            _blocks.Add(new MarkdownBlock(MarkdownBlockKind.Heading, start, end, heading.Level, heading.Title));
        }
        else if (_lines == 1 && MarkdownHeading.ReadUnderlined(_text.AsSpan(_start, _end - _start), line) is { } underlined)
        {
            _blocks.Add(new MarkdownBlock(MarkdownBlockKind.Heading, _start, end, underlined.Level, underlined.Title));
            _start = -1;
            _lines = 0;
        }
        else
        {
            Extend(start, end);
        }
    }

    private void Extend(int start, int end)
    {
        if (_start < 0)
            _start = start;
        _end = end;
        _lines++;
    }

    private void Flush(MarkdownBlockKind kind)
    {
        if (_start >= 0)
            _blocks.Add(new MarkdownBlock(kind, _start, _end));
        _start = -1;
        _lines = 0;
    }

    // Inside lists fences are indented by any amount, so the indentation does not count.
    private bool IsFenceStart(ReadOnlySpan<char> line)
    {
        var content = line.TrimStart();
        var mark = content[0];
        if (mark is not ('`' or '~'))
            return false;
        var length = Run(content, mark);
        if (length < 3 || mark == '`' && content[length..].Contains('`'))
            return false;
        (_fence, _fenceLength) = (mark, length);
        return true;
    }

    private bool IsFenceEnd(ReadOnlySpan<char> line)
    {
        var content = line.Trim();
        return content.Length >= _fenceLength && Run(content, _fence) == content.Length;
    }

    private static int Run(ReadOnlySpan<char> text, char mark)
    {
        var length = text.IndexOfAnyExcept(mark);
        return length < 0 ? text.Length : length;
    }
}
