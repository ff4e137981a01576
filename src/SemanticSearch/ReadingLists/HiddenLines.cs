using SemanticSearch.Documents;

namespace SemanticSearch.ReadingLists;

/// <summary>
/// Which parts of a Markdown text are no list: fenced code, comments and front matter. A fence or comment that is never closed
/// hides everything below it from a Markdown parser; here it hides nothing and is told.
/// </summary>
internal sealed class HiddenLines
{
    private const string CommentStart = "<!--";
    private const string CommentEnd = "-->";

    private readonly string[] _lines;
    private readonly string?[] _shown;
    private readonly bool[] _code;

    // What was once sought in vain is not sought again: each search would read the whole rest of the list.
    private Fence? _neverClosed;
    private bool _noCommentEnds;

    public HiddenLines(string[] lines, List<InputProblem> problems)
    {
        _lines = lines;
        _shown = new string?[lines.Length];
        _code = new bool[lines.Length];
        var next = SkipFrontMatter();
        while (next < lines.Length)
            next = Fence.Open(lines[next]) is { } fence ? SkipFence(next, fence, problems) : SkipComments(next, problems);
    }

    /// <summary>Line <paramref name="index"/> (0-based) without its comments.</summary>
    public string Show(int index) => _shown[index] ?? _lines[index];

    public bool IsCode(int index) => _code[index];

    private int SkipFrontMatter()
    {
        if (_lines[0].TrimEnd() != "---")
            return 0;
        var end = Array.FindIndex(_lines, 1, line => line.TrimEnd() is "---" or "...");
        // A page that starts with a line across it is no front matter: that has "key: value" next.
        if (end < 0 || !_lines[1].Contains(':', StringComparison.Ordinal))
            return 0;
        Array.Fill(_shown, "", 0, end + 1);
        return end + 1;
    }

    private int SkipFence(int start, Fence fence, List<InputProblem> problems)
    {
        var isHopeless = _neverClosed is { } open && open.Mark == fence.Mark && open.Length <= fence.Length;
        var end = isHopeless ? -1 : Array.FindIndex(_lines, start + 1, fence.IsClosedBy);
        if (end < 0)
        {
            _neverClosed = fence;
            problems.Add(new InputProblem(start + 1, "a code block starts here and never ends; the line is left out"));
            _shown[start] = "";
            return start + 1;
        }
        Array.Fill(_code, true, start, end - start + 1);
        return end + 1;
    }

    private int SkipComments(int index, List<InputProblem> problems)
    {
        var line = _lines[index];
        while (line.IndexOf(CommentStart, StringComparison.Ordinal) is var start and >= 0)
        {
            var close = line.IndexOf(CommentEnd, start + CommentStart.Length, StringComparison.Ordinal);
            if (close >= 0)
            {
                line = line[..start] + line[(close + CommentEnd.Length)..];
                continue;
            }
            _shown[index] = line[..start];
            var end = _noCommentEnds ? -1 : Array.FindIndex(_lines, index + 1, later => later.Contains(CommentEnd, StringComparison.Ordinal));
            if (end < 0)
            {
                _noCommentEnds = true;
                problems.Add(new InputProblem(index + 1, "a comment starts here and never ends; what follows it is read"));
                _shown[index] = line[..start] + line[(start + CommentStart.Length)..];
                return index + 1;
            }
            Array.Fill(_shown, "", index + 1, end - index);
            _lines[end] = _lines[end][(_lines[end].IndexOf(CommentEnd, StringComparison.Ordinal) + CommentEnd.Length)..];
            _shown[end] = null;
            return end;
        }
        if (!ReferenceEquals(line, _lines[index]))
            _shown[index] = line;
        return index + 1;
    }

    private readonly record struct Fence(char Mark, int Length)
    {
        public static Fence? Open(string line)
        {
            var text = line.AsSpan().TrimStart(" \t");
            if (text.Length < 3 || text[0] is not ('`' or '~'))
                return null;
            var length = text.IndexOfAnyExcept(text[0]);
            length = length < 0 ? text.Length : length;
            // "```x``` text" is code within a sentence.
            var isInline = text[0] == '`' && text[length..].Contains('`');
            return length >= 3 && !isInline ? new Fence(text[0], length) : null;
        }

        public bool IsClosedBy(string line)
        {
            var text = line.AsSpan().Trim(" \t");
            return text.Length >= Length && !text.ContainsAnyExcept(Mark);
        }
    }
}
