namespace SemanticSearch.FrontDoor.Tests.Cli;

/// <summary>A folder that lives as long as a test.</summary>
public sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("semsearch");

    public string Root => _folder.FullName;

    /// <summary>A path in it; nothing is made.</summary>
    public string this[string name] => Path.Combine(Root, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
