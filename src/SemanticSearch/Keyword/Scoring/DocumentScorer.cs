using SemanticSearch.Keyword.Postings;
using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>Scores given documents of a segment, by looking each up in each term's list: for a handful of documents, or for one.</summary>
internal sealed unsafe class DocumentScorer
{
    private readonly PostingsCursor _cursor = new();

    /// <summary>Adds what each term gives to each document.</summary>
    /// <param name="documents">Ascending.</param>
    /// <param name="scores">As long as <paramref name="documents"/>.</param>
    public void AddScores(
        Segment segment, int segmentIndex, IReadOnlyList<ResolvedTerm> terms, KeywordLevel level, Bm25 model, ReadOnlySpan<uint> documents,
        Span<double> scores)
    {
        var lengths = segment.Lengths(level);
        foreach (var term in terms)
        {
            if (term.Entries[segmentIndex] is not { } entry || entry.Documents(level) == 0)
                continue;
            segment.Open(_cursor, entry, level);
            for (var i = 0; i < documents.Length; i++)
            {
                if (Find(documents[i]) is > 0 and var frequency)
                    scores[i] += term.Weight * model.Part((uint)frequency, lengths[documents[i]]);
            }
        }
    }

    /// <summary>How often a term stands in a document, by the fields' weights; 0 when it does not.</summary>
    public int Frequency(Segment segment, in TermEntry entry, KeywordLevel level, int document)
    {
        if (entry.Documents(level) == 0)
            return 0;
        segment.Open(_cursor, entry, level);
        return Find((uint)document);
    }

    private int Find(uint document)
    {
        var block = _cursor.FindBlock(Math.Max(0, _cursor.Block), document);
        if (block == _cursor.BlockCount)
            return 0;
        _cursor.LoadBlock(block);
        var index = _cursor.FindInBlock(0, document);
        if (index == _cursor.Loaded || _cursor.Documents[index] != document)
            return 0;
        _cursor.LoadFrequencies();
        return (int)_cursor.Frequencies[index];
    }
}
