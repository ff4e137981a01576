namespace SemanticSearch.Tests.Tidy;

/// <summary>The repository's C# files as text, for the architecture rules.</summary>
internal static class SourceTree
{
    public static string Root => SharedData.RepositoryRoot;

    /// <summary>Paths relative to the root, forward slashes, build output left out.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern = "*.cs")
    {
        var start = Path.Combine(Root, folder);
        return [.. Directory.EnumerateFiles(start, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    public static string[] Lines(string relativePath) => File.ReadAllLines(Path.Combine(Root, relativePath));

    public static string Text(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));
}
