using System.Text;
using SemanticSearch.Documents;
using Spectre.Console;

namespace SemanticSearch.Cli.Output;

/// <summary>Text with marked spans -> one line of console markup.</summary>
internal static class Highlighter
{
    private const string Mark = "bold yellow";

    /// <summary>Words folded at <paramref name="columns"/>, no more than <paramref name="maxLines"/> lines; an ellipsis tells that there is more.</summary>
    public static IReadOnlyList<string> Lines(string text, IReadOnlyList<TextSpan> spans, int columns, int maxLines)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var width = 0;
        foreach (var (word, markup) in Words(text, spans))
        {
            if (width > 0 && width + 1 + word.Length > columns)
            {
                if (lines.Count + 1 == maxLines)
                {
                    lines.Add(line.Append(" …").ToString());
                    return lines;
                }
                lines.Add(line.ToString());
                line.Clear();
                width = 0;
            }
            if (width > 0)
                line.Append(' ');
            line.Append(markup);
            width += word.Length + (width > 0 ? 1 : 0);
        }
        if (width > 0)
            lines.Add(line.ToString());
        return lines;
    }

    public static string OneLine(string text, IReadOnlyList<TextSpan> spans) =>
        string.Join(' ', Words(text, spans).Select(word => word.Markup));

    private static IEnumerable<(string Word, string Markup)> Words(string text, IReadOnlyList<TextSpan> spans)
    {
        var position = 0;
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]))
            {
                position++;
                continue;
            }
            var start = position;
            while (position < text.Length && !char.IsWhiteSpace(text[position]))
                position++;
            var word = PlainText.OneLine(text[start..position]);
            if (word.Length > 0)
                yield return (word, Marked(text, start, position, spans));
        }
    }

    private static string Marked(string text, int start, int end, IReadOnlyList<TextSpan> spans)
    {
        var markup = new StringBuilder();
        var position = start;
        foreach (var span in spans)
        {
            var (from, to) = (Math.Max(span.Start, position), Math.Min(span.Start + span.Length, end));
            if (from >= to)
                continue;
            markup.Append(Plain(text[position..from])).Append('[').Append(Mark).Append(']').Append(Plain(text[from..to])).Append("[/]");
            position = to;
        }
        return markup.Append(Plain(text[position..end])).ToString();
    }

    private static string Plain(string text) => Markup.Escape(PlainText.OneLine(text));
}
