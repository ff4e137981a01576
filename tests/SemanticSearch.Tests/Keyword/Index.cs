using SemanticSearch.Keyword;

namespace SemanticSearch.Tests.Keyword;

/// <summary>An index in folders of its own, one a state.</summary>
internal sealed class Index : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly KeywordOptions _options;
    private int _states;

    private Index(KeywordOptions? options) => _options = options ?? KeywordOptions.Default;

    public KeywordIndexReader Reader { get; private set; } = null!;

    /// <summary>Where the newest state is.</summary>
    public string Folder => Path.Combine(_folder.Path, $"state{_states}");

    public static Index Of(IEnumerable<KeywordArticle> articles, KeywordOptions? options = null)
    {
        var index = new Index(options);
        index.Update(writer =>
        {
            foreach (var article in articles)
                writer.Add(article);
        });
        return index;
    }

    /// <summary>Commits a further state and opens it.</summary>
    public void Update(Action<KeywordIndexWriter> change)
    {
        var previous = _states == 0 ? null : Folder;
        _states++;
        Directory.CreateDirectory(Folder);
        using (var writer = KeywordIndexWriter.Create(Folder, previous, _options))
        {
            change(writer);
            writer.Complete();
        }
        Reader?.Dispose();
        Reader = KeywordIndexReader.Open(Folder, _options);
    }

    /// <summary>The ids of found articles, best first.</summary>
    public string Ids(KeywordResult result) => string.Join(' ', result.Documents.Select(d => Reader.ArticleId(d.Ordinal)));

    public void Dispose()
    {
        Reader.Dispose();
        _folder.Dispose();
    }
}
