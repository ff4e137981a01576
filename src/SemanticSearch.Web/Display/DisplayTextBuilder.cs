using System.Text;
using SemanticSearch.Documents;

namespace SemanticSearch.Web.Display;

/// <summary>Text put together from characters of a source; remembers where each came from, so that spans of the source find their place.</summary>
/// <param name="keepsBlocks">Lines and paragraphs stay apart; else all becomes one line.</param>
internal sealed class DisplayTextBuilder(bool keepsBlocks)
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _origins = [];

    public bool IsEmpty => _text.Length == 0;

    /// <summary>Runs of white space become one space, and none stands first in a line.</summary>
    /// <param name="origin">Place in the source; never smaller than the one before.</param>
    public void Add(char c, int origin)
    {
        var isSpace = char.IsWhiteSpace(c);
        if (!isSpace || _text.Length > 0 && _text[^1] is not (' ' or '\n'))
            Append(isSpace ? ' ' : c, origin);
    }

    public void AddApart(char c, int origin)
    {
        Add(' ', origin);
        Add(c, origin);
        Add(' ', origin);
    }

    /// <summary>A new line where blocks are kept; else a space will do.</summary>
    public void EndLine(int origin)
    {
        Add(' ', origin);
        if (keepsBlocks && _text.Length > 0 && _text[^1] == ' ')
            _text[^1] = '\n';
    }

    public void EndParagraph(int origin)
    {
        EndLine(origin);
        if (keepsBlocks && _text.Length > 1 && _text[^2] != '\n')
            Append('\n', origin);
    }

    /// <summary>On one line a dash stands between a heading and its text, unless it ends in a mark of its own.</summary>
    public void EndHeading(int origin)
    {
        if (!keepsBlocks && _text.Length > 1 && !char.IsPunctuation(_text[^1]))
            AddApart('–', origin);
        EndLine(origin);
    }

    /// <summary>The text, and <paramref name="highlights"/> (spans of the source) as spans of it.</summary>
    public DisplayText Build(IReadOnlyList<TextSpan> highlights)
    {
        while (_text.Length > 0 && _text[^1] is ' ' or '\n')
            _text.Length--;
        var carried = new List<TextSpan>(highlights.Count);
        foreach (var span in highlights)
        {
            var start = FirstFrom(span.Start);
            var end = Math.Min(FirstFrom(span.Start + span.Length), _text.Length);
            if (end > start)
                carried.Add(new TextSpan(start, end - start));
        }
        return DisplayText.Plain(_text.ToString(), carried);
    }

    /// <summary>Index of the first character that comes from <paramref name="origin"/> or later.</summary>
    private int FirstFrom(int origin)
    {
        var found = _origins.BinarySearch(origin);
        if (found < 0)
            return ~found;
        while (found > 0 && _origins[found - 1] == origin)
            found--;
        return found;
    }

    private void Append(char c, int origin)
    {
        _text.Append(c);
        _origins.Add(origin);
    }
}
