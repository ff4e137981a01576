namespace SemanticSearch.Benchmarks;

/// <summary>The shared data sets beside the repository, found from wherever BenchmarkDotNet runs its processes.</summary>
public static class SharedData
{
    /// <exception cref="DirectoryNotFoundException">The data sets are absent.</exception>
    public static string Path(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "..", "shared", "data", relative);
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "SemanticSearch.sln")) && System.IO.Path.Exists(path))
                return System.IO.Path.GetFullPath(path);
        }
        throw new DirectoryNotFoundException($"../shared/data/{relative} is not beside the repository");
    }
}
