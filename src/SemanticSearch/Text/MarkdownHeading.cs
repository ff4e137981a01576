using System.Text;

namespace SemanticSearch.Text;

/// <summary>A heading of a Markdown text: level 1 to 6 and its words without markup.</summary>
internal readonly record struct MarkdownHeading(int Level, string Title)
{
    /// <summary>A longer line is a paragraph that happens to start with "#".</summary>
    public const int MaxLineChars = 300;

    /// <summary>"## Title ##", or "&lt;h2 id=x&gt;Title&lt;/h2&gt;" alone on its line.</summary>
    public static MarkdownHeading? Read(ReadOnlySpan<char> line)
    {
        if (line.Length > MaxLineChars)
            return null;
        var indent = line.IndexOfAnyExcept(' ');
        if (indent is < 0 or > 3)
            return null;
        var content = line[indent..].TrimEnd();
        return content[0] switch
        {
            '#' => ReadMarked(content),
            '<' => ReadHtml(content),
            _ => null,
        };
    }

    /// <summary>A line that the next one underlines with "===" or "---".</summary>
    public static MarkdownHeading? ReadUnderlined(ReadOnlySpan<char> line, ReadOnlySpan<char> underline)
    {
        var marks = underline.Trim();
        if (line.Length > MaxLineChars || marks.Length < 3 || marks[0] is not ('=' or '-') || marks.ContainsAnyExcept(marks[0]))
            return null;
        // Items, quotes and table rows are no titles.
        var content = line.Trim();
        if (content[0] is '|' or '>' or '<' || content[0] is '-' or '*' or '+' && content.Length > 1 && content[1] == ' ')
            return null;
        return new MarkdownHeading(marks[0] == '=' ? 1 : 2, Plain(content));
    }

    private static MarkdownHeading? ReadMarked(ReadOnlySpan<char> content)
    {
        var level = content.IndexOfAnyExcept('#');
        if (level < 0)
            return content.Length <= 6 ? new MarkdownHeading(content.Length, "") : null;
        if (level > 6 || !char.IsWhiteSpace(content[level]))
            return null;
        var title = content[level..].Trim();
        var closing = title.TrimEnd('#');
        if (closing.Length < title.Length && (closing.IsEmpty || char.IsWhiteSpace(closing[^1])))
            title = closing.TrimEnd();
        return new MarkdownHeading(level, Plain(title));
    }

    private static MarkdownHeading? ReadHtml(ReadOnlySpan<char> content)
    {
        if (content.Length < 9 || content[1] is not ('h' or 'H') || content[2] is < '1' or > '6' || content[3] is not ('>' or ' '))
            return null;
        ReadOnlySpan<char> end = ['<', '/', 'h', content[2], '>'];
        var open = content.IndexOf('>');
        return content.EndsWith(end, StringComparison.OrdinalIgnoreCase) && open < content.Length - end.Length
            ? new MarkdownHeading(content[2] - '0', Plain(content[(open + 1)..^end.Length]))
            : null;
    }

    // Link targets, tags, attributes in braces and marks of emphasis and code go; the words stay.
    private static string Plain(ReadOnlySpan<char> title)
    {
        var brace = title.LastIndexOf('{');
        if (brace > 0 && title[^1] == '}' && title[(brace + 1)..].TrimStart() is ['#' or '.' or ':', ..])
            title = title[..brace];
        var plain = new StringBuilder(title.Length);
        for (var i = 0; i < title.Length; i++)
        {
            var skip = title[i] switch
            {
                '<' when i + 1 < title.Length && (char.IsAsciiLetter(title[i + 1]) || title[i + 1] == '/') => title[i..].IndexOf('>'),
                ']' when i + 1 < title.Length && title[i + 1] == '(' => title[i..].IndexOf(')'),
                '[' or ']' or '*' or '`' => 0,
                '!' when i + 1 < title.Length && title[i + 1] == '[' => 0,
                '\\' when i + 1 < title.Length && char.IsAsciiLetterOrDigit(title[i + 1]) == false => 0,
                _ => -1,
            };
            if (skip < 0)
                plain.Append(char.IsWhiteSpace(title[i]) ? ' ' : title[i]);
            else
                i += skip;
        }
        return plain.ToString().Trim();
    }
}
