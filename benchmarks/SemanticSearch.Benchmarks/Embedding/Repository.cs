namespace SemanticSearch.Benchmarks.Embedding;

internal static class Repository
{
    /// <summary>The folder that holds the solution, above the running program.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SemanticSearch.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("this program runs outside the repository");
    }
}
