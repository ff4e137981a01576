using System.Runtime.InteropServices;

namespace SemanticSearch.Keyword.Segments;

/// <summary>Occurrences gathered by term; within a term still in text order. One counting sort.</summary>
internal sealed class SortedOccurrences
{
    private readonly int[] _ends;
    private readonly int[] _documents;
    private readonly int[] _places;

    /// <param name="starts">Where each document's occurrences begin.</param>
    /// <param name="memory">Of an earlier sorting, used again where it is large enough.</param>
    public SortedOccurrences(OccurrenceList occurrences, List<int> starts, int termCount, SortedOccurrences? memory)
    {
        _ends = new int[termCount];
        _documents = Array(memory?._documents, occurrences.Count);
        _places = Array(memory?._places, occurrences.Count);
        var terms = occurrences.Terms;
        var places = occurrences.Places;
        foreach (var term in terms)
            _ends[term]++;
        var sum = 0;
        for (var term = 0; term < termCount; term++)
            (_ends[term], sum) = (sum, sum + _ends[term]);
        var documentStarts = CollectionsMarshal.AsSpan(starts);
        for (var document = 0; document < documentStarts.Length; document++)
        {
            var end = document + 1 < documentStarts.Length ? documentStarts[document + 1] : terms.Length;
            for (var i = documentStarts[document]; i < end; i++)
            {
                // Each term's start moves up to its end as its occurrences are placed.
                var at = _ends[terms[i]]++;
                _documents[at] = document;
                _places[at] = places[i];
            }
        }
    }

    public ReadOnlySpan<int> Documents(int term) => _documents.AsSpan(Start(term), _ends[term] - Start(term));

    public ReadOnlySpan<int> Places(int term) => _places.AsSpan(Start(term), _ends[term] - Start(term));

    public bool Has(int term) => _ends[term] > Start(term);

    private static int[] Array(int[]? known, int length) =>
        known?.Length >= length ? known : GC.AllocateUninitializedArray<int>(length + length / 8);

    private int Start(int term) => term == 0 ? 0 : _ends[term - 1];
}
