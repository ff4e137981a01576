namespace SemanticSearch.Text;

/// <summary>
/// Cuts a block that is too long for one passage into pieces of about equal size, at the best borders there are: items and
/// table rows (in code: blank lines), then sentences (in code: lines), then words, and at worst inside a word. Every
/// character of the block is in exactly one piece. Linear: each of the four levels looks at a character once.
/// </summary>
internal readonly ref struct PassagePieces
{
    private const int LastLevel = 3;

    private const double GoalSlack = 1.15;

    /// <summary>Size of the pieces of a single endless word.</summary>
    private const int WordsPerCut = 50;

    private readonly ReadOnlySpan<char> _text;
    private readonly MarkdownBlockKind _kind;
    private readonly int _maxSize;

    private PassagePieces(ReadOnlySpan<char> text, MarkdownBlockKind kind, int maxSize)
    {
        _text = text;
        _kind = kind;
        _maxSize = maxSize;
    }

    /// <summary>Sizes are <see cref="PassageSize"/>; pieces come near <paramref name="goal"/> and stay within <paramref name="maxSize"/>.</summary>
    public static List<(int Start, int End)> Of(string text, MarkdownBlock block, int goal, int maxSize)
    {
        var pieces = new PassagePieces(text.AsSpan(0, block.End), block.Kind, maxSize);
        var atoms = new List<(int Start, int End, int Size)>();
        pieces.Cut(block.Start, block.End, 0, atoms);
        return Pack(atoms, goal, maxSize);
    }

    private static List<(int Start, int End)> Pack(List<(int Start, int End, int Size)> atoms, int goal, int maxSize)
    {
        var total = 0L;
        foreach (var atom in atoms)
            total += atom.Size;
        // The fewest pieces that stay near the goal, all of one size.
        var even = total / Math.Ceiling(total / (goal * GoalSlack));
        var packed = new List<(int Start, int End)>();
        var start = atoms[0].Start;
        var size = 0;
        foreach (var atom in atoms)
        {
            if (size > 0 && (size + atom.Size > maxSize || size + (atom.Size / 2.0) > even))
            {
                packed.Add((start, atom.Start));
                (start, size) = (atom.Start, 0);
            }
            size += atom.Size;
        }
        packed.Add((start, atoms[^1].End));
        return packed;
    }

    private void Cut(int start, int end, int level, List<(int Start, int End, int Size)> atoms)
    {
        while (start < end)
        {
            var next = level == LastLevel ? start + PassageSize.Prefix(_text[start..end], WordsPerCut) : NextBorder(start, end, level);
            var size = PassageSize.Of(_text[start..next]);
            if (size > _maxSize && level < LastLevel)
                Cut(start, next, level + 1, atoms);
            else
                atoms.Add((start, next, size));
            start = next;
        }
    }

    private int NextBorder(int start, int end, int level)
    {
        for (var i = start + 1; i < end; i++)
        {
            var isBorder = (level, _kind) switch
            {
                (0, MarkdownBlockKind.Code) => IsLineStart(i) && IsBlankLineBefore(i),
                (0, _) => IsLineStart(i) && StartsRow(i, end),
                (1, MarkdownBlockKind.Code) => IsLineStart(i),
                (1, _) => IsSentenceStart(i),
                _ => !char.IsWhiteSpace(_text[i]) && char.IsWhiteSpace(_text[i - 1]),
            };
            if (isBorder)
                return i;
        }
        return end;
    }

    private bool IsLineStart(int i) => _text[i - 1] == '\n' || _text[i - 1] == '\r' && _text[i] != '\n';

    private bool IsBlankLineBefore(int i)
    {
        var line = _text[..(i - 1)];
        if (line is [.., '\r'] && _text[i - 1] == '\n')
            line = line[..^1];
        return line is [.., '\n' or '\r'];
    }

    // An item, a quote or a table row.
    private bool StartsRow(int i, int end)
    {
        while (i < end && _text[i] is ' ' or '\t')
            i++;
        if (i + 1 >= end)
            return false;
        if (_text[i] is '-' or '*' or '+')
            return char.IsWhiteSpace(_text[i + 1]);
        if (_text[i] is '|' or '>')
            return true;
        var digits = i;
        while (digits < end && digits - i < 10 && char.IsAsciiDigit(_text[digits]))
            digits++;
        return digits > i && digits + 1 < end && _text[digits] is '.' or ')' && char.IsWhiteSpace(_text[digits + 1]);
    }

    // After a full stop (and closing quotes) and a blank, what does not go on in lower case; ideographic stops need no blank.
    private bool IsSentenceStart(int i)
    {
        if (_text[i - 1] is '\u3002' or '\uFF01' or '\uFF1F')
            return true;
        if (char.IsWhiteSpace(_text[i]) || char.IsLower(_text[i]) || !char.IsWhiteSpace(_text[i - 1]))
            return false;
        const int lookBack = 8;
        var before = i - 1;
        while (before > 0 && i - before < lookBack && (char.IsWhiteSpace(_text[before]) || _text[before] is '"' or '\'' or ')' or ']' or '*' or '_' or '\u201D' or '\u2019'))
            before--;
        return _text[before] is '.' or '!' or '?';
    }
}
