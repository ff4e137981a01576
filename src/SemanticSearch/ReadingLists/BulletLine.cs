namespace SemanticSearch.ReadingLists;

/// <summary>The start of a list item in one line. Columns count from 0; a tab goes to the next multiple of four.</summary>
/// <param name="Column">Column of the marker.</param>
/// <param name="Marker">"*", "-", "+", "1." or "1)".</param>
/// <param name="ContentColumn">Column of the text after the marker.</param>
/// <param name="HasInnerBullets">The text had further markers ("- - - text"), which only deepen the nesting; they are gone.</param>
internal sealed record BulletLine(int Column, string Marker, int ContentColumn, string Text, bool HasInnerBullets)
{
    private const int TabWidth = 4;

    /// <summary>null: the line starts no list item.</summary>
    public static BulletLine? Read(string line)
    {
        var start = IndexOfText(line, 0);
        var marker = MarkerLength(line, start);
        if (marker == 0 || IsRule(line))
            return null;
        var text = IndexOfText(line, start + marker);
        var column = ColumnAt(line, start);
        // An item without text on its line has its content one column after the marker.
        var contentColumn = text == line.Length ? column + marker + 1 : ColumnAt(line, text);
        var inner = text;
        while (MarkerLength(line, inner) is var length and > 0)
            inner = IndexOfText(line, inner + length);
        return new BulletLine(column, line.Substring(start, marker), contentColumn, line[inner..], inner > text);
    }

    /// <summary>Width of the white space that the line starts with.</summary>
    public static int Columns(string line) => ColumnAt(line, IndexOfText(line, 0));

    private static int IndexOfText(string line, int from)
    {
        while (from < line.Length && line[from] is ' ' or '\t')
            from++;
        return from;
    }

    private static int ColumnAt(string line, int index)
    {
        var column = 0;
        for (var i = 0; i < index; i++)
            column = line[i] == '\t' ? column + TabWidth - column % TabWidth : column + 1;
        return column;
    }

    private static int MarkerLength(string line, int at)
    {
        if (at >= line.Length)
            return 0;
        var end = at;
        if (line[at] is '*' or '-' or '+')
        {
            end++;
        }
        else
        {
            // CommonMark allows nine digits.
            while (end < line.Length && end - at < 9 && char.IsAsciiDigit(line[end]))
                end++;
            if (end == at || end == line.Length || line[end] is not ('.' or ')'))
                return 0;
            end++;
        }
        return end == line.Length || line[end] is ' ' or '\t' ? end - at : 0;
    }

    /// <summary>"* * *" and "---" are lines across the page.</summary>
    private static bool IsRule(string line)
    {
        var marks = line.Where(c => c is not (' ' or '\t')).ToArray();
        return marks.Length >= 3 && marks[0] is '*' or '-' or '_' && marks.All(c => c == marks[0]);
    }
}
