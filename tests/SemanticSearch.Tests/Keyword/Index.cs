using SemanticSearch.Keyword;

namespace SemanticSearch.Tests.Keyword;

/// <summary>An index of a few articles in a folder of its own.</summary>
internal sealed class Index : IDisposable
{
    private readonly TempFolder _folder;

    private Index(TempFolder folder, KeywordIndexReader reader)
    {
        _folder = folder;
        Reader = reader;
    }

    public KeywordIndexReader Reader { get; }

    public static Index Of(IEnumerable<KeywordArticle> articles, KeywordOptions? options = null)
    {
        var folder = new TempFolder();
        var writer = new KeywordIndexWriter();
        foreach (var article in articles)
            writer.Add(article);
        writer.Write(folder.Path);
        return new Index(folder, KeywordIndexReader.Open(folder.Path, options));
    }

    /// <summary>The ids of found articles, best first.</summary>
    public string Ids(KeywordResult result) => string.Join(' ', result.Documents.Select(d => Reader.ArticleId(d.Ordinal)));

    public void Dispose()
    {
        Reader.Dispose();
        _folder.Dispose();
    }
}
