using System.Buffers;
using SemanticSearch.Keyword;
using SemanticSearch.Ranking;
using SemanticSearch.Storage;
using SemanticSearch.Vectors;

namespace SemanticSearch;

/// <summary>
/// A second look at the best articles of a ranking, each in view of the others. Feedback: what the first few have in common tells better than the question's
/// few words what is meant, and the articles near to it rise (pseudo-relevance feedback: Rocchio 1971; Manning et al. 2008, section 9.1.6). Diversity:
/// what repeats an article above it sinks. Thread-safe.
/// </summary>
internal sealed class Reranker(KeywordIndexReader keywords, CentredVectors vectors)
{
    /// <summary>Articles that are looked at.</summary>
    public const int Depth = 100;

    /// <summary>Articles that tell what is meant.</summary>
    private const int Examples = 5;

    /// <summary>An example that scores so much less than the best counts e times less.</summary>
    private const double Sharpness = 0.05;

    /// <param name="ranked">Best first.</param>
    /// <param name="severalOrganisations">Whether the question asks what companies do.</param>
    public RankedList Rerank(RankedList ranked, FusionWeights weights, bool severalOrganisations)
    {
        var count = Math.Min(ranked.Count, Depth);
        if (count == 0 || (weights.Feedback == 0 && weights.Diversity == 0))
            return ranked;
        var width = vectors.Dimension;
        // Of each article its title, its text and both together, and at the end what the examples have in common.
        var memory = ArrayPool<float>.Shared.Rent((3 * count + 1) * width);
        Memory<float> Row(int row) => memory.AsMemory(row * width, width);
        for (var i = 0; i < count; i++)
            Read(ranked[i].Evidence.Article, Row(3 * i).Span, Row(3 * i + 1).Span, Row(3 * i + 2).Span);
        var common = Row(3 * count).Span;
        FindCommon(ranked, Row, common);
        var (parts, scores) = (new ScoreParts[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var nearness = Math.Max(0, Math.Max(FloatSpans.Dot(common, Row(3 * i).Span), FloatSpans.Dot(common, Row(3 * i + 1).Span)));
            parts[i] = ranked[i].Parts with { Feedback = weights.Feedback * nearness };
            scores[i] = parts[i].Sum;
        }
        if (weights.Diversity > 0)
        {
            var losses = Diversity.Losses(
                scores, ranked[count - 1].Score, (a, b) => FloatSpans.Dot(Row(3 * a + 2).Span, Row(3 * b + 2).Span), weights.Diversity,
                severalOrganisations ? Organisations(ranked, count) : null);
            for (var i = 0; i < count; i++)
                parts[i] = parts[i] with { Diversity = losses[i] };
        }
        ArrayPool<float>.Shared.Return(memory);
        return Fusion.Reorder(ranked, parts);
    }

    private void Read(int article, Span<float> title, Span<float> text, Span<float> whole)
    {
        vectors.Read(article, title, text);
        title.CopyTo(whole);
        FloatSpans.Add(whole, text);
        FloatSpans.ToUnit(whole);
    }

    private static void FindCommon(RankedList ranked, Func<int, Memory<float>> row, Span<float> common)
    {
        common.Clear();
        for (var i = 0; i < Math.Min(ranked.Count, Examples); i++)
            FloatSpans.Add(common, row(3 * i + 2).Span, (float)Math.Exp((ranked[i].Score - ranked[0].Score) / Sharpness));
        FloatSpans.ToUnit(common);
    }

    /// <summary>Whose each article is: its first organisation, else its site.</summary>
    private string?[] Organisations(RankedList ranked, int count)
    {
        var owners = new string?[count];
        for (var i = 0; i < count; i++)
        {
            var card = ArticleCard.Read(keywords.Stored(ranked[i].Evidence.Article));
            owners[i] = card.Organisations is [var first, ..] ? first : card.Site;
        }
        return owners;
    }
}
