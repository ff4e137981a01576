using System.Text;
using SemanticSearch.Documents;

namespace SemanticSearch.Web.Display;

/// <summary>Text for people, with the spans to mark in it (UTF-16, in order, disjoint). Not encoded: the page does that.</summary>
public sealed record DisplayText(string Text, IReadOnlyList<TextSpan> Highlights)
{
    /// <summary>Plain text as it stands; spans that do not fit it are left out.</summary>
    public static DisplayText Plain(string text, IReadOnlyList<TextSpan> highlights)
    {
        var fitting = new List<TextSpan>(highlights.Count);
        var end = 0;
        foreach (var span in highlights)
        {
            if (span.Start < end || span.Length <= 0 || span.Start + span.Length > text.Length)
                continue;
            fitting.Add(span);
            end = span.Start + span.Length;
        }
        return new DisplayText(Printable(text), fitting);
    }

    /// <summary>The text in turns: outside a highlight, inside one, outside, ...</summary>
    public IEnumerable<(string Text, bool Marked)> Runs()
    {
        var position = 0;
        foreach (var span in Highlights)
        {
            if (span.Start > position)
                yield return (Text[position..span.Start], false);
            yield return (Text.Substring(span.Start, span.Length), true);
            position = span.Start + span.Length;
        }
        if (position < Text.Length)
            yield return (Text[position..], false);
    }

    /// <summary>The stretch of about <paramref name="chars"/> characters that holds most highlights, cut at spaces, with an ellipsis at a cut.</summary>
    public DisplayText Excerpt(int chars)
    {
        if (Text.Length <= chars)
            return this;
        var start = WordStart(BestStart(chars), chars / 4);
        var end = WordEnd(Math.Min(Text.Length, start + chars), chars / 4);
        var before = start > 0 ? "… " : "";
        var shift = before.Length - start;
        var inside = Highlights.Where(span => span.Start >= start && span.Start + span.Length <= end)
            .Select(span => new TextSpan(span.Start + shift, span.Length));
        return new DisplayText(before + Text[start..end].TrimEnd() + (end < Text.Length ? " …" : ""), [.. inside]);
    }

    /// <summary>Control characters cannot stand in a page, and half a surrogate pair is no text: both become the replacement character.</summary>
    public static string Printable(string text)
    {
        StringBuilder? copy = null;
        for (var i = 0; i < text.Length; i++)
        {
            var pair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            if (pair)
                i++;
            else if (char.IsSurrogate(text[i]) || char.IsControl(text[i]) && text[i] is not ('\n' or '\t' or '\r'))
                (copy ??= new StringBuilder(text))[i] = '\uFFFD';
        }
        return copy?.ToString() ?? text;
    }

    private int BestStart(int chars)
    {
        var (best, bestCount) = (0, 0);
        for (var first = 0; first < Highlights.Count; first++)
        {
            // Some words before the first highlight let the reader find into the sentence.
            var start = Math.Max(0, Highlights[first].Start - chars / 5);
            var count = 0;
            for (var i = first; i < Highlights.Count && Highlights[i].Start + Highlights[i].Length <= start + chars; i++)
                count++;
            if (count > bestCount)
                (best, bestCount) = (start, count);
        }
        return Math.Min(best, Text.Length - chars);
    }

    /// <summary>The beginning of the word at or after <paramref name="position"/>, at most <paramref name="reach"/> further on.</summary>
    private int WordStart(int position, int reach)
    {
        if (position == 0)
            return 0;
        var space = Text.IndexOf(' ', position - 1, Math.Min(reach, Text.Length - position + 1));
        var firstMark = Highlights.Where(span => span.Start + span.Length > position).Select(span => span.Start).DefaultIfEmpty(int.MaxValue).Min();
        var start = space < 0 ? position : Math.Min(space + 1, firstMark);
        return char.IsLowSurrogate(Text[start]) ? start - 1 : start;
    }

    /// <summary>The end of the word before <paramref name="position"/>, at most <paramref name="reach"/> further back.</summary>
    private int WordEnd(int position, int reach)
    {
        if (position == Text.Length)
            return position;
        var space = Text.LastIndexOf(' ', position, Math.Min(reach, position));
        var end = space < 0 ? position : space;
        return char.IsLowSurrogate(Text[end]) ? end - 1 : end;
    }
}
