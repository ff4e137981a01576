using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>
/// The element that holds most of the prose closely: every prose block gives its words to its container's parent, and a
/// falling share of them to the elements above (the idea of Readability's candidates).
/// </summary>
internal static class MainContainer
{
    private const int Levels = 5;
    private const float Fall = 0.55f;

    /// <summary>The root when the page has no prose.</summary>
    public static PageNode Find(PageText page)
    {
        var scores = new Dictionary<PageNode, float>();
        var best = page.Root;
        var bestScore = 0f;
        foreach (var block in page.Blocks)
        {
            if (!PageText.IsProse(block))
                continue;
            var share = (float)block.Shape.Words;
            var node = block.Container.Tag is "p" or "li" or "td" or "pre" ? block.Container.Parent : block.Container;
            for (var level = 0; level < Levels && node is not null; level++, node = node.Parent)
            {
                var score = scores.GetValueOrDefault(node) + share;
                scores[node] = score;
                score *= 1 - page.LinkDensity(node);
                if (score > bestScore)
                    (best, bestScore) = (node, score);
                share *= Fall;
            }
        }
        return best;
    }
}
