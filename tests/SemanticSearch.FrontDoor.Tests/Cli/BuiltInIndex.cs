namespace SemanticSearch.FrontDoor.Tests.Cli;

/// <summary>The data directory that a first search leaves behind: the built-in reading list, indexed. Tests only read it.</summary>
public sealed class BuiltInIndex : IDisposable
{
    private readonly TempFolder _folder = new();

    public BuiltInIndex()
    {
        Data = _folder["data"];
        First = Semsearch.Run(Data, "search", "how", "do", "companies", "avoid", "cache", "stampede");
    }

    public string Data { get; }

    internal Outcome First { get; }

    public void Dispose() => _folder.Dispose();
}

[CollectionDefinition(nameof(BuiltInIndex))]
public class UsesBuiltInIndex : ICollectionFixture<BuiltInIndex>;
