using System.Text;
using SemanticSearch.Documents;

namespace SemanticSearch.ReadingLists;

/// <summary>Bytes -> the text of a reading list, or the reason why they are none.</summary>
internal static class ListText
{
    /// <summary>Largest list read, UTF-16 units. The largest awesome-style lists known are about half a million.</summary>
    public const int MaxChars = 4_000_000;

    /// <summary>Text may be damaged here and there; with more bad characters than one in this many it is no text.</summary>
    private const int CharsPerBadChar = 20;

    /// <summary>UTF-8, with or without a mark, or UTF-16 with one. Exactly one of text and problem is null.</summary>
    public static (string? Text, InputProblem? Problem) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 4L * MaxChars)
            return (null, TooLong(bytes.Length, "bytes"));
        var text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
            [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
            [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
            _ => Encoding.UTF8.GetString(bytes),
        };
        var problem = ProblemOf(text);
        return problem is null ? (text, null) : (null, problem);
    }

    /// <summary>null: <paramref name="text"/> can be read as a list.</summary>
    public static InputProblem? ProblemOf(string text)
    {
        if (text.Length > MaxChars)
            return TooLong(text.Length, "characters");
        var bad = 0;
        var line = 1;
        foreach (var c in text)
        {
            if (c == '\n')
                line++;
            if (c == '\0')
                return new InputProblem(0, $"this is a binary file, not a text: it holds a zero byte (line {line})");
            if (c == '\uFFFD' || (char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f' or '\v' or '\u0085')))
                bad++;
        }
        return bad > text.Length / CharsPerBadChar
            ? new InputProblem(0, $"this is a binary file, not a text: {bad} of its {text.Length} characters are no text")
            : null;
    }

    private static InputProblem TooLong(int length, string unit) =>
        new(0, $"the list is too long to be read: {length} {unit}; the limit is {MaxChars} characters");
}
