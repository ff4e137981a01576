namespace SemanticSearch.ReadingLists;

/// <summary>The reading list that ships with the engine: awesome-scalability (its licence is beside it).</summary>
internal static class BuiltInList
{
    public static string Markdown => EmbeddedText.Read("awesome-scalability.md");
}
