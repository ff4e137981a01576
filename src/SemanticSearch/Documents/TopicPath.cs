namespace SemanticSearch.Documents;

/// <summary>A place in a reading list, written "Section > Topic > Subtopic".</summary>
public static class TopicPath
{
    public const string Separator = " > ";

    public static string Join(IEnumerable<string> names) => string.Join(Separator, names);

    public static string[] Split(string path) => path.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
