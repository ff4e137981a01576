using System.Buffers;

namespace SemanticSearch.Web.Display;

/// <summary>What one line of Markdown says about itself by how it looks or begins.</summary>
internal static class MarkdownLine
{
    private static readonly SearchValues<char> RuleMarks = SearchValues.Create("-=*_|:+ \t");

    /// <summary>A rule, the line under a heading or under a table's head: nothing to read.</summary>
    public static bool IsMarkOnly(ReadOnlySpan<char> line) => line.Length >= 3 && line.IndexOfAnyExcept(RuleMarks) < 0;

    /// <summary><c>[name]: address</c>; a footnote (<c>[^1]: text</c>) is text.</summary>
    public static bool IsReferenceDefinition(ReadOnlySpan<char> line)
    {
        var close = line.IndexOf("]:");
        return close > 1 && line[0] == '[' && line[1] != '^' && line[(close + 2)..].Trim().IndexOf(' ') < 0;
    }

    public static bool IsFence(ReadOnlySpan<char> line) => line.StartsWith("```") || line.StartsWith("~~~");

    /// <summary>A piece of an article may begin in the middle of a code block: then its fences are odd, and the first one names no language.</summary>
    public static bool BeginsWithinFence(ReadOnlySpan<char> text)
    {
        var (fences, firstIsBare) = (0, false);
        foreach (var range in text.Split('\n'))
        {
            var line = text[range].Trim();
            if (!IsFence(line))
                continue;
            if (fences == 0)
                firstIsBare = line.Length == 3;
            fences++;
        }
        return fences % 2 == 1 && firstIsBare;
    }

    /// <summary>How many characters of marks <paramref name="line"/> begins with, and whether they make it a heading or a list item.</summary>
    public static (int Length, bool IsHeading, bool IsItem) Marks(ReadOnlySpan<char> line)
    {
        var position = 0;
        SkipAll(line, ref position, " \t>");
        var hashes = position;
        SkipAll(line, ref hashes, "#");
        if (hashes > position && hashes - position <= 6 && (hashes == line.Length || line[hashes] is ' ' or '\t'))
            return (hashes, true, false);
        var isItem = position + 1 < line.Length && line[position] is '-' or '*' or '+' && line[position + 1] is ' ' or '\t';
        return (isItem ? position + 2 : position, false, isItem);
    }

    private static void SkipAll(ReadOnlySpan<char> line, ref int position, ReadOnlySpan<char> marks)
    {
        while (position < line.Length && marks.Contains(line[position]))
            position++;
    }
}
