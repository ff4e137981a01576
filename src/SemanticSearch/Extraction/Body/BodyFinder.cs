using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>Decides which text blocks of a page are its article.</summary>
internal static class BodyFinder
{
    private const float CommentPenalty = 4;

    /// <returns>One value a block.</returns>
    public static bool[] Find(PageText page, BlockModel model)
    {
        var features = new BlockFeatures(page);
        var logOdds = new float[page.Blocks.Count];
        foreach (var block in page.Blocks)
            logOdds[block.Index] = model.Score(features.Of(block));
        return Find(page, logOdds, SelectionCosts.Default);
    }

    /// <summary>The same from log-odds that are known already.</summary>
    public static bool[] Find(PageText page, float[] logOdds, SelectionCosts costs)
    {
        logOdds = WithoutComments(page, logOdds);
        var selected = BodySelector.Select(page, logOdds, costs);
        if (!Array.Exists(selected, value => value) && page.Blocks.Count > 0)
            selected = BodySelector.Select(page, Raised(logOdds), costs);
        return selected;
    }

    // What readers wrote is often longer than the article, and just as much prose. Where there is nothing else, it stays.
    private static float[] WithoutComments(PageText page, float[] logOdds)
    {
        var title = page.Root.Children.Count == 0 ? null : page.Blocks.Find(block => block.Container.Tag == "h1")?.Container;
        var lowered = (float[])logOdds.Clone();
        foreach (var block in page.Blocks)
        {
            if (block.Container.Closest(node => IsCommentSection(node, title)) is not null)
                lowered[block.Index] -= CommentPenalty;
        }
        return lowered;
    }

    private static bool IsCommentSection(PageNode node, PageNode? title) =>
        node.Parent is not null && node.Tag is not ("body" or "main" or "article")
        && (IsComment(node.Attribute("class")) || IsComment(node.Attribute("id")))
        && title?.Closest(around => around == node) is null;

    private static bool IsComment(string? names)
    {
        if (names is null)
            return false;
        foreach (var range in names.AsSpan().SplitAny(' ', '-', '_'))
        {
            if (names.AsSpan(range) is "comment" or "comments" or "commentlist" or "Comments" or "Comment" or "disqus" or "respond")
                return true;
        }
        return false;
    }

    // Every page says something: what is least unlike an article is taken for it.
    private static float[] Raised(float[] logOdds)
    {
        var most = logOdds.Max();
        return [.. logOdds.Select(value => value - most + 3)];
    }
}
