using System.Text;
using SemanticSearch.Keyword.Postings;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword.Segments;

/// <summary>An <see cref="IndexBuffer"/> -> the files of a segment.</summary>
internal sealed class SegmentFlush
{
    private readonly IndexBuffer _buffer;
    private readonly KeywordOptions _options;
    private readonly WordSnapshot _words;
    private readonly SortedOccurrences _passages;
    private readonly SortedOccurrences _heads;

    private SegmentFlush(IndexBuffer buffer, WordSnapshot words, KeywordOptions options, SegmentFlush? memory)
    {
        _buffer = buffer;
        _options = options;
        _words = words;
        _passages = new SortedOccurrences(buffer.Passages, buffer.PassageStarts, words.Terms, memory?._passages);
        _heads = new SortedOccurrences(buffer.Heads, buffer.HeadStarts, words.Terms, memory?._heads);
    }

    /// <param name="words">Taken when the buffer was closed.</param>
    /// <param name="memory">The flush before, whose arrays are used again; gives back this one.</param>
    public static SegmentInfo Write(
        IndexBuffer buffer, WordSnapshot words, string folder, KeywordOptions options, Disk disk, ref SegmentFlush? memory)
    {
        var stored = buffer.CompleteStored();
        var articles = buffer.Articles;
        using var terms = new TermWriter(folder, buffer.Segment, articles, options, disk);
        var flush = new SegmentFlush(buffer, words, options, memory);
        memory = flush;
        flush.WriteTerms(terms);
        IndexFileStamp[] stamps =
            [.. terms.Complete(), articles.Write(folder, buffer.Segment, disk), buffer.Facets.Write(folder, buffer.Segment, disk), stored];
        return new SegmentInfo(buffer.Segment, articles.Articles, articles.Passages, articles.Lengths, stamps);
    }

    private void WriteTerms(TermWriter terms)
    {
        var surfaces = Surfaces();
        foreach (var term in SortedTerms())
        {
            AddPassages(term, terms);
            AddHeads(term, terms);
            terms.EndTerm(_words.Term(term), surfaces[term] < 0 ? _words.Term(term) : Encoding.UTF8.GetBytes(_words.Word(surfaces[term]).ToString()));
        }
    }

    /// <summary>The terms of this buffer in the order of their bytes.</summary>
    private int[] SortedTerms()
    {
        var terms = new List<int>();
        for (var term = 0; term < _words.Terms; term++)
        {
            if (_passages.Has(term) || _heads.Has(term))
                terms.Add(term);
        }
        var sorted = terms.ToArray();
        var keys = Array.ConvertAll(sorted, t => TermDictionaryWriter.Key(_words.Term(t)));
        Array.Sort(keys, sorted);
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                Array.Sort(sorted, start, end - start, Comparer<int>.Create((a, b) => _words.Term(a).SequenceCompareTo(_words.Term(b))));
            start = end;
        }
        return sorted;
    }

    /// <summary>For each term its commonest word, the first of equals; -1 for a term without any.</summary>
    private int[] Surfaces()
    {
        var best = new int[_words.Terms];
        Array.Fill(best, -1);
        var counts = _buffer.WordCounts;
        for (var word = 0; word < Math.Min(counts.Length, _words.Words); word++)
        {
            var term = _words.TermOf(word);
            if (counts[word] > 0 && (best[term] < 0 || counts[word] > counts[best[term]]))
                best[term] = word;
        }
        return best;
    }

    private void AddPassages(int term, TermWriter terms)
    {
        var documents = _passages.Documents(term);
        var places = _passages.Places(term);
        for (var start = 0; start < documents.Length;)
        {
            var passage = documents[start];
            var end = start;
            while (end < documents.Length && documents[end] == passage)
                end++;
            var body = start;
            while (body < end && places[body] == IndexBuffer.ContextPosition)
                body++;
            terms.AddPassage(passage, (end - body) + (body - start) * _options.ContextWeight, places[body..end]);
            start = end;
        }
    }

    private void AddHeads(int term, TermWriter terms)
    {
        var documents = _heads.Documents(term);
        var places = _heads.Places(term);
        for (var start = 0; start < documents.Length;)
        {
            var end = start;
            while (end < documents.Length && documents[end] == documents[start])
                end++;
            terms.AddHead(documents[start], places[start..end]);
            start = end;
        }
    }
}
