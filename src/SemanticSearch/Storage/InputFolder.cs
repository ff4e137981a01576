namespace SemanticSearch.Storage;

/// <summary>A folder that a user named: the saved pages in it and below, in an order that does not depend on the machine.</summary>
internal static class InputFolder
{
    /// <summary>Deeper ones are passed over.</summary>
    private const int MaxDepth = 32;

    private static readonly string[] Extensions = [".html", ".htm", ".xhtml", ".md", ".markdown", ".pdf"];

    public static bool Exists(string path) => Directory.Exists(path);

    /// <summary>Hidden files and links are left out: a link could lead round in a circle.</summary>
    /// <returns>Paths relative to the folder, with forward slashes.</returns>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> SavedPages(string folder)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = MaxDepth,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        };
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", options)
                .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{folder} cannot be read: {e.Message}", e);
        }
    }
}
