using System.Text;
using SemanticSearch.Documents;

namespace SemanticSearch.Ranking;

/// <summary>
/// Reads the query syntax: plain words, <c>"exact phrase"</c>, <c>-exclude</c>, <c>-"excluded phrase"</c> and
/// <c>field:value</c> filters (<see cref="FilterSyntax"/>). Whatever is malformed is plain text; no input is an error. Linear time.
/// </summary>
internal static class QueryParser
{
    /// <summary>With more words than these outside its quotation marks a query is prose that quotes something, not a demand for exact phrases.</summary>
    private const int MostWordsBesidePhrases = 8;

    public static ParsedQuery Parse(string query)
    {
        var text = new StringBuilder();
        var pieces = new List<Range>();
        var phrases = new List<string>();
        var excluded = new List<string>();
        var filters = new FilterSyntax();
        var position = 0;
        while (position < query.Length)
        {
            if (char.IsWhiteSpace(query[position]))
                position++;
            else if (TryExclusion(query, ref position, excluded) || TryPhrase(query, ref position, phrases, text, pieces) || TryFilter(query, ref position, filters))
                continue;
            else
                Append(text, Word(query, ref position), pieces, position);
        }
        var notes = filters.Notes;
        if (phrases.Count > 0 && CountWords(text.ToString()) - phrases.Sum(CountWords) > MostWordsBesidePhrases)
        {
            notes = [.. notes, "The quotation marks stand in a longer text, so what they hold was searched as plain words."];
            phrases = [];
        }
        return new ParsedQuery(text.ToString(), phrases, excluded, filters.Build(), notes) { Pieces = pieces };
    }

    private static int CountWords(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static bool TryExclusion(string query, ref int position, List<string> excluded)
    {
        if (query[position] != '-' || position + 1 >= query.Length)
            return false;
        var start = position + 1;
        if (TryQuoted(query, start, out var quoted, out var end))
        {
            if (quoted.Length == 0)
                return false;
            excluded.Add(quoted);
            position = end;
            return true;
        }
        if (!char.IsLetterOrDigit(query[start]))
            return false;
        excluded.Add(Word(query, ref start));
        position = start;
        return true;
    }

    private static bool TryPhrase(string query, ref int position, List<string> phrases, StringBuilder text, List<Range> pieces)
    {
        if (!TryQuoted(query, position, out var quoted, out var end))
            return false;
        var start = position + 1;
        position = end;
        if (quoted.Length == 0)
            return true;
        phrases.Add(quoted);
        Append(text, quoted, pieces, query.IndexOf(quoted, start, StringComparison.Ordinal) + quoted.Length);
        return true;
    }

    private static bool TryFilter(string query, ref int position, FilterSyntax filters)
    {
        var colon = position;
        while (colon < query.Length && char.IsAsciiLetter(query[colon]))
            colon++;
        if (colon == position || colon + 1 >= query.Length || query[colon] != ':')
            return false;
        var field = query[position..colon];
        var end = colon + 1;
        if (!TryQuoted(query, end, out var value, out var quotedEnd))
            value = Word(query, ref end);
        else
            end = quotedEnd;
        if (!filters.TryAdd(field, value))
            return false;
        position = end;
        return true;
    }

    /// <summary>Typographic quotes count as straight ones: people paste them.</summary>
    private static bool TryQuoted(string query, int start, out string quoted, out int end)
    {
        quoted = "";
        end = start;
        if (!IsQuote(query[start]))
            return false;
        var close = query.AsSpan(start + 1).IndexOfAny('"', '\u201C', '\u201D');
        if (close < 0)
            return false;
        quoted = query.Substring(start + 1, close).Trim();
        end = start + close + 2;
        return true;
    }

    private static bool IsQuote(char c) => c is '"' or '\u201C' or '\u201D';

    private static string Word(string query, ref int position)
    {
        var start = position;
        while (position < query.Length && !char.IsWhiteSpace(query[position]))
            position++;
        return query[start..position];
    }

    /// <param name="end">Where in the query <paramref name="words"/> end.</param>
    private static void Append(StringBuilder text, string words, List<Range> pieces, int end)
    {
        pieces.Add((end - words.Length)..end);
        if (text.Length > 0)
            text.Append(' ');
        text.Append(words);
    }
}
