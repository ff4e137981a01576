using System.Buffers;
using System.Text;
using SemanticSearch.Documents;

namespace SemanticSearch.ReadingLists;

/// <summary>
/// Makes a hand-written list safe and readable for a CommonMark parser, line by line, keeping the line numbers. CommonMark
/// reads a bullet that is indented too far (two tabs under a parent, a tab under a heading) as code or as the end of the
/// sentence above; here it is the child, or the sibling, that it looks like. Comments become blank. What would cost a parser
/// more than linear time, or hide the rest of the list, is taken out and told.
/// </summary>
internal sealed class MarkdownRepair
{
    /// <summary>Longer lines are no list: they are left out.</summary>
    public const int MaxLineChars = 10_000;

    /// <summary>Deeper bullets become children of this depth.</summary>
    public const int MaxDepth = 32;

    private readonly string[] _lines;
    private readonly List<InputProblem> _problems = [];
    private readonly List<OpenBullet> _open = [];
    private Paragraph _paragraph;
    private bool _depthTold;

    private MarkdownRepair(string[] lines) => _lines = lines;

    /// <summary>Same number of lines as <paramref name="markdown"/>.</summary>
    public static (string Markdown, IReadOnlyList<InputProblem> Problems) Repair(string markdown)
    {
        var repair = new MarkdownRepair(TextLines.Split(markdown));
        return (repair.Run(), repair._problems);
    }

    private string Run()
    {
        var hidden = new HiddenLines(_lines, _problems);
        var repaired = new StringBuilder(_lines.Sum(line => line.Length + 1));
        for (var i = 0; i < _lines.Length; i++)
        {
            var line = hidden.Show(i);
            repaired.Append(hidden.IsCode(i) ? line : RepairLine(line, i + 1)).Append('\n');
        }
        return repaired.ToString();
    }

    private string RepairLine(string line, int number)
    {
        if (line.Length > MaxLineChars)
        {
            _problems.Add(new InputProblem(number, $"line of {line.Length} characters left out; the limit is {MaxLineChars}"));
            return "";
        }
        var text = line.AsSpan().Trim(" \t");
        var bullet = BulletLine.Read(line);
        if (text.IsEmpty || text[0] == '#' || bullet is not null)
            _paragraph = default;
        if (!text.IsEmpty && text[0] == '#' && BulletLine.Columns(line) < 4)
            _open.Clear();
        var wasFull = _paragraph.IsFull;
        _paragraph = _paragraph.With(text);
        if (_paragraph.IsFull)
        {
            if (!wasFull)
                _problems.Add(new InputProblem(number, $"the rest of a paragraph is left out: more than {Paragraph.MaxMarks} brackets and emphasis marks, or {Paragraph.MaxLines} lines"));
            return "";
        }
        return bullet is null ? WithoutDeepQuote(line) : Place(line, bullet, number);
    }

    /// <summary>A line of many ">" would open one container for each.</summary>
    private static string WithoutDeepQuote(string line)
    {
        var marks = 0;
        for (var i = 0; i < line.Length && line[i] is '>' or ' '; i++)
            marks += line[i] == '>' ? 1 : 0;
        return marks > MaxDepth ? line.TrimStart('>', ' ') : line;
    }

    private string Place(string line, BulletLine bullet, int number)
    {
        while (_open.Count > 0 && bullet.Column < _open[^1].ContentColumn)
            _open.RemoveAt(_open.Count - 1);
        var isTooDeep = _open.Count >= MaxDepth;
        if (isTooDeep)
        {
            if (!_depthTold)
                _problems.Add(new InputProblem(number, $"bullets nested more than {MaxDepth} deep are read as if they were that deep"));
            _depthTold = true;
            _open.RemoveRange(MaxDepth - 1, _open.Count - MaxDepth + 1);
        }
        var parent = _open.Count > 0 ? _open[^1] : default;
        var offset = bullet.Column - parent.ContentColumn;
        // Up to three columns CommonMark takes for a bullet; four would be code.
        var placed = parent.PlacedContent + (offset is >= 0 and <= 3 && !isTooDeep ? offset : 0);
        var padding = bullet.ContentColumn - bullet.Column - bullet.Marker.Length;
        var placedPadding = padding is >= 1 and <= 4 ? padding : 1;
        _open.Add(new OpenBullet(bullet.ContentColumn, placed + bullet.Marker.Length + placedPadding));
        if (placed == bullet.Column && placedPadding == padding && !bullet.HasInnerBullets)
            return line;
        return new string(' ', placed) + bullet.Marker + new string(' ', placedPadding) + bullet.Text;
    }

    /// <param name="ContentColumn">Where the text of the bullet starts in the list as written.</param>
    /// <param name="PlacedContent">Where it starts in the repaired list.</param>
    private readonly record struct OpenBullet(int ContentColumn, int PlacedContent);

    /// <summary>What one paragraph holds so far. A Markdown parser needs quadratic time in its lines, its brackets and its emphasis marks.</summary>
    private readonly record struct Paragraph(int Lines, int Marks)
    {
        public const int MaxLines = 1_000;
        public const int MaxMarks = 2_000;

        private static readonly SearchValues<char> MarkChars = SearchValues.Create("[]*_<>`");

        public bool IsFull => Lines > MaxLines || Marks > MaxMarks;

        public Paragraph With(ReadOnlySpan<char> line)
        {
            var marks = 0;
            for (var next = line.IndexOfAny(MarkChars); next >= 0; next = line.IndexOfAny(MarkChars))
            {
                marks++;
                line = line[(next + 1)..];
            }
            return new Paragraph(Lines + 1, Marks + marks);
        }
    }
}
