using System.Collections;

namespace SemanticSearch.Ranking;

/// <summary>The best articles of a ranking, best first, and the scores that each leg gave to all.</summary>
/// <param name="keyword">Of every article that was ranked, in any order.</param>
/// <param name="vector">As many.</param>
internal sealed class RankedList(RankedArticle[] best, double[] keyword, double[] vector) : IReadOnlyList<RankedArticle>
{
    public static RankedList Empty { get; } = new([], [], []);

    /// <summary>Articles that are told, not all that were ranked.</summary>
    public int Count => best.Length;

    public RankedArticle this[int index] => best[index];

    /// <summary>The same ranking with other articles told, or others first.</summary>
    public RankedList WithBest(RankedArticle[] others) => new(others, keyword, vector);

    /// <summary>1-based place by the keyword leg's score alone.</summary>
    public int KeywordRank(double score) => 1 + CountAbove(keyword, score);

    /// <summary>1-based place by the vector leg's score alone.</summary>
    public int VectorRank(double score) => 1 + CountAbove(vector, score);

    public IEnumerator<RankedArticle> GetEnumerator() => best.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static int CountAbove(double[] scores, double score) => scores.Count(other => other > score);
}
