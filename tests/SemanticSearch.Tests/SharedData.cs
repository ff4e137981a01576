namespace SemanticSearch.Tests;

/// <summary>Real data beside the repository (<c>../shared</c>). A test that needs it is skipped, visibly, where it is absent.</summary>
internal static class SharedData
{
    /// <summary>The repository's root: the folder above the tests that holds the solution.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The path of <paramref name="relative"/> under <c>../shared</c>; skips the running test when it is not there.</summary>
    public static string Path(string relative)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(RepositoryRoot, "..", "shared", relative));
        Skip.IfNot(File.Exists(path) || Directory.Exists(path), $"shared data are absent: {relative}");
        return path;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "SemanticSearch.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("the tests run outside the repository");
    }
}
