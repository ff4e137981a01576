namespace SemanticSearch.Text;

/// <summary>What is embedded for a passage and for an article's title.</summary>
internal static class EmbeddingText
{
    /// <summary>A passage says little without what it is about: its article's title and the headings above it stand before it.</summary>
    public static string OfPassage(string title, string headingPath, string text) =>
        headingPath.Length == 0 || headingPath.Equals(title, StringComparison.OrdinalIgnoreCase) ? $"{title}\n{text}" : $"{title}\n{headingPath}\n{text}";

    public static string OfTitle(string title) => title;
}
