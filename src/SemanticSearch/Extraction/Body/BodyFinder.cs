using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>Decides which text blocks of a page are its article.</summary>
internal static class BodyFinder
{
    private const float CommentPenalty = 4;

    /// <summary>The log-odds that the middle of the main element's prose should have.</summary>
    private const float Middle = 1;

    /// <summary>Below this the model is sure that it is no article.</summary>
    private const float SurelyNot = -2;

    /// <summary>Blocks that go through the model together: their features fit the nearer caches.</summary>
    private const int BlocksAtOnce = 64;

    /// <returns>One value a block.</returns>
    public static bool[] Find(PageText page, BlockModel model)
    {
        var features = new BlockFeatures(page);
        var logOdds = new float[page.Blocks.Count];
        var rows = new float[Math.Min(BlocksAtOnce, page.Blocks.Count) * BlockFeatures.Length];
        for (var first = 0; first < logOdds.Length; first += BlocksAtOnce)
        {
            var count = Math.Min(BlocksAtOnce, logOdds.Length - first);
            for (var i = 0; i < count; i++)
                features.Of(page.Blocks[first + i]).CopyTo(rows.AsSpan(i * BlockFeatures.Length));
            model.Score(rows.AsSpan(0, count * BlockFeatures.Length), logOdds.AsSpan(first, count));
        }
        return Find(page, logOdds, SelectionCosts.Default);
    }

    /// <summary>The same from log-odds that are known already.</summary>
    public static bool[] Find(PageText page, float[] logOdds, SelectionCosts costs)
    {
        logOdds = Calibrated(page, WithoutComments(page, logOdds));
        var selected = BodySelector.Select(page, logOdds, costs);
        if (!Array.Exists(selected, value => value) && page.Blocks.Count > 0)
            selected = BodySelector.Select(page, Raised(logOdds), costs);
        KeepCode(page, selected);
        return selected;
    }

    // Code looks unlike prose, and what looks like nothing is dropped first. Between two chosen blocks it belongs to what is around it.
    private static void KeepCode(PageText page, bool[] selected)
    {
        foreach (var block in page.Blocks)
        {
            if (!block.IsCode || selected[block.Index])
                continue;
            var before = block.Index == 0 ? -1 : Array.LastIndexOf(selected, true, block.Index - 1);
            var after = Array.IndexOf(selected, true, block.Index + 1);
            if (before < 0 || after < 0)
                continue;
            var around = block.Container;
            while (around.FirstBlock > before || around.EndBlock <= after)
            {
                if (around.Tag is "aside" or "nav" or "footer" or "form" || IsCommentSection(around, null))
                    break;
                around = around.Parent!;
            }
            selected[block.Index] = around.FirstBlock <= before && around.EndBlock > after;
        }
    }

    // A page that is unlike those that the model has seen gets low values everywhere. What counts is which of its blocks are best:
    // most of the prose in its main element is taken for the article, unless the model is sure of the contrary.
    private static float[] Calibrated(PageText page, float[] logOdds)
    {
        var main = page.Main;
        var prose = page.Blocks.Where(block => block.Index >= main.FirstBlock && block.Index < main.EndBlock && PageText.IsProse(block))
            .OrderBy(block => logOdds[block.Index]).ToList();
        var half = prose.Sum(block => block.Shape.Words) / 2;
        foreach (var block in prose)
        {
            half -= block.Shape.Words;
            if (half > 0)
                continue;
            var middle = logOdds[block.Index];
            return middle < Middle && middle > SurelyNot ? [.. logOdds.Select(value => value + Middle - middle)] : logOdds;
        }
        return logOdds;
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
        (node.Marks & NameMarks.Comments) != 0 && node.Parent is not null && node.Tag is not ("body" or "main" or "article")
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
