using SemanticSearch.Extraction.Body;

namespace SemanticSearch.Benchmarks.Extraction;

/// <summary>Which blocks of a page the true text covers, as shares of their words.</summary>
internal static class BlockLabels
{
    private const int Shingle = 4;

    public static float[] Of(IReadOnlyList<TextBlock> blocks, string truth)
    {
        var truthWords = TextOverlap.Words(truth);
        var shingles = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Max(1, truthWords.Count - Shingle + 1); i++)
            shingles.Add(string.Join(' ', truthWords.Skip(i).Take(Shingle)));
        var words = blocks.Select(block => TextOverlap.Words(block.Text)).ToArray();
        var first = Coverage(words, shingles, use: null);
        // Short blocks (headings) are known by the words around them, once what stands between is gone.
        var known = new HashSet<string>(truthWords, StringComparer.Ordinal);
        var use = new bool[words.Length];
        for (var i = 0; i < words.Length; i++)
            use[i] = first[i] >= 0.5f || words[i].Count < Shingle && words[i].Count > 0 && words[i].All(known.Contains);
        var second = Coverage(words, shingles, use);
        return [.. first.Select((share, i) => words[i].Count < Shingle ? Math.Max(share, second[i]) : share)];
    }

    private static float[] Coverage(List<string>[] words, HashSet<string> shingles, bool[]? use)
    {
        var flat = new List<(string Word, int Block)>();
        for (var i = 0; i < words.Length; i++)
        {
            if (use is null || use[i])
                flat.AddRange(words[i].Select(word => (word, i)));
        }
        var covered = new bool[flat.Count];
        for (var i = 0; i + Shingle <= flat.Count; i++)
        {
            if (shingles.Contains(string.Join(' ', flat.GetRange(i, Shingle).Select(item => item.Word))))
                covered.AsSpan(i, Shingle).Fill(true);
        }
        var counts = new int[words.Length];
        for (var i = 0; i < flat.Count; i++)
            counts[flat[i].Block] += covered[i] ? 1 : 0;
        return [.. counts.Select((count, i) => words[i].Count == 0 ? 0 : (float)count / words[i].Count)];
    }
}
