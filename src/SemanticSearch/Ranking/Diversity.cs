namespace SemanticSearch.Ranking;

/// <summary>
/// Maximal marginal relevance (Carbonell and Goldstein 1998): of articles that fit about equally well, one unlike those above it comes first; and a question
/// about what companies do is answered by several. Pure.
/// </summary>
internal static class Diversity
{
    /// <summary>Places that are chosen with a look at those above; further back a difference would not be seen.</summary>
    private const int Places = 30;

    /// <summary>Articles less alike than this share a subject, as good answers do; only what is more alike repeats. Counting all likeness costs questions about articles .003.</summary>
    private const double Repeats = 0.7;

    /// <summary>Articles of one organisation that a question about organisations shows at their full score.</summary>
    private const int FreeOfOne = 2;

    /// <summary>What each further article of the same organisation loses: about what lies between the first and the tenth place.</summary>
    private const double CostOfOne = 0.15;

    /// <summary>What each article loses to those that come before it.</summary>
    /// <param name="scores">In any order.</param>
    /// <param name="floor">No article falls below.</param>
    /// <param name="likeness">Of two articles by their places in <paramref name="scores"/>, at most 1.</param>
    /// <param name="cost">What an article loses that is the same as one above it.</param>
    /// <param name="organisations">Whose each article is, null where nobody knows; null: the question does not ask for several.</param>
    /// <returns>0 or less for each.</returns>
    public static double[] Losses(double[] scores, double floor, Func<int, int, double> likeness, double cost, string?[]? organisations)
    {
        var losses = new double[scores.Length];
        var (nearest, shown) = (new double[scores.Length], new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase));
        var left = Enumerable.Range(0, scores.Length).ToList();
        for (var place = 0; place < Places && left.Count > 1; place++)
        {
            var best = left[0];
            foreach (var i in left)
            {
                if (scores[i] + losses[i] > scores[best] + losses[best])
                    best = i;
            }
            left.Remove(best);
            if (organisations?[best] is { } shownOne)
                shown[shownOne] = shown.GetValueOrDefault(shownOne) + 1;
            foreach (var i in left)
            {
                nearest[i] = Math.Max(nearest[i], (likeness(i, best) - Repeats) / (1 - Repeats));
                var surplus = organisations?[i] is { } one ? Math.Max(0, shown.GetValueOrDefault(one) - FreeOfOne + 1) : 0;
                losses[i] = -Math.Min(cost * nearest[i] + CostOfOne * surplus, Math.Max(0, scores[i] - floor));
            }
        }
        return losses;
    }
}
