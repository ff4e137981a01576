using System.Text;

namespace SemanticSearch.Storage;

/// <summary>Plain UTF-8 text files that are read or written line by line.</summary>
internal static class TextFile
{
    /// <summary>The lines of a file, read as they are asked for; a byte order mark is skipped.</summary>
    /// <exception cref="FileNotFoundException">The file does not exist; thrown by this call, not by the first line.</exception>
    public static IEnumerable<string> ReadLines(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path} does not exist", path);
        return File.ReadLines(path);
    }

    /// <summary>Opens a file for writing, with bare line feeds and no byte order mark; what it held before is lost.</summary>
    public static TextWriter Create(string path) => new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
}
