namespace SemanticSearch.Extraction.Body;

/// <summary>Decides which text blocks of a page are its article.</summary>
internal static class BodyFinder
{
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
        var selected = BodySelector.Select(page, logOdds, costs);
        if (!Array.Exists(selected, value => value) && page.Blocks.Count > 0)
            selected = BodySelector.Select(page, Raised(logOdds), costs);
        return selected;
    }

    // Every page says something: what is least unlike an article is taken for it.
    private static float[] Raised(float[] logOdds)
    {
        var most = logOdds.Max();
        return [.. logOdds.Select(value => value - most + 3)];
    }
}
