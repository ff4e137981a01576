using System.Text;

namespace SemanticSearch.Cli.Output;

/// <summary>Text from anywhere, made fit for one line of a Terminal.</summary>
internal static class PlainText
{
    /// <summary>
    /// White space collapses to one blank, and characters that steer a terminal (escape sequences, direction marks) are dropped:
    /// an article must not colour, move or reorder what the user reads.
    /// </summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
            Append(line, c);
        return line.ToString().TrimEnd();
    }

    public static void Append(StringBuilder line, char c)
    {
        if (char.IsWhiteSpace(c))
        {
            if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        else if (!char.IsControl(c) && c is not ((>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF'))
        {
            line.Append(c);
        }
    }
}
