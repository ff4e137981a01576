using System.Text;
using SemanticSearch.Keyword;
using SemanticSearch.Ranking;

namespace SemanticSearch;

/// <summary>A query with words that the index holds in the place of those that it does not.</summary>
/// <param name="Query">What else was typed stays as it was: phrases, exclusions, filters.</param>
/// <param name="Words">Which words were taken for which.</param>
public sealed record CorrectedQuery(string Query, IReadOnlyList<CorrectedWord> Words)
{
    /// <returns>null when no word was taken for another.</returns>
    internal static CorrectedQuery? Of(string query, ParsedQuery parsed, IReadOnlyList<TakenWord> taken)
    {
        if (taken.Count == 0)
            return null;
        var corrected = new StringBuilder();
        var words = new List<CorrectedWord>();
        var copied = 0;
        foreach (var word in taken)
        {
            var start = PlaceInQuery(parsed, word.Token.Start);
            words.Add(new CorrectedWord(query.Substring(start, word.Token.Length), word.For));
            corrected.Append(query, copied, start - copied).Append(word.For);
            copied = start + word.Token.Length;
        }
        return new CorrectedQuery(corrected.Append(query, copied, query.Length - copied).ToString(), [.. words.Distinct()]);
    }

    /// <param name="place">In the query's text, which is the pieces of the query with a blank between them.</param>
    private static int PlaceInQuery(ParsedQuery parsed, int place)
    {
        var before = 0;
        foreach (var piece in parsed.Pieces)
        {
            var length = piece.End.Value - piece.Start.Value;
            if (place < before + length)
                return piece.Start.Value + place - before;
            before += length + 1;
        }
        throw new ArgumentOutOfRangeException(nameof(place));
    }
}

/// <param name="Word">As it was typed.</param>
public sealed record CorrectedWord(string Word, string TakenFor);
