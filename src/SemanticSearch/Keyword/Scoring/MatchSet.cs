using SemanticSearch.Keyword.Postings;
using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>All documents that match, without scores: for exact totals, facets and conditions.</summary>
internal sealed unsafe class MatchSet
{
    private readonly PostingsCursor _cursor = new();

    /// <summary>The documents of a segment that hold any of the terms.</summary>
    public BitSet AnyOf(Segment segment, int segmentIndex, IReadOnlyList<ResolvedTerm> terms, KeywordLevel level)
    {
        var found = new BitSet(segment.Documents(level));
        foreach (var term in terms)
        {
            if (term.Entries[segmentIndex] is { } entry)
                Add(segment, entry, level, found);
        }
        return found;
    }

    public void Add(Segment segment, in TermEntry entry, KeywordLevel level, BitSet target)
    {
        if (entry.Documents(level) == 0)
            return;
        segment.Open(_cursor, entry, level);
        fixed (ulong* words = target.Words)
        {
            for (var block = 0; block < _cursor.BlockCount; block++)
            {
                _cursor.LoadBlock(block);
                var documents = _cursor.Documents;
                for (var i = 0; i < _cursor.Loaded; i++)
                    words[documents[i] >> 6] |= 1UL << (int)documents[i];
            }
        }
    }

    /// <summary>How many of the documents are allowed.</summary>
    public static int Count(BitSet documents, Segment segment, KeywordLevel level, BitSet? allowed)
    {
        if (allowed is null)
            return documents.Count();
        var count = 0;
        for (var w = 0; w < documents.Words.Length; w++)
        {
            if (level == KeywordLevel.Article)
            {
                count += System.Numerics.BitOperations.PopCount(documents.Words[w] & allowed.Words[w]);
                continue;
            }
            for (var word = documents.Words[w]; word != 0; word &= word - 1)
                count += allowed[segment.Articles.ArticleOf((w << 6) + System.Numerics.BitOperations.TrailingZeroCount(word))] ? 1 : 0;
        }
        return count;
    }
}
