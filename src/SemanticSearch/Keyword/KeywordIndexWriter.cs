using SemanticSearch.Storage;

namespace SemanticSearch.Keyword;

/// <summary>Collects articles in memory and writes them as an index into a directory. Not thread-safe.</summary>
internal sealed class KeywordIndexWriter
{
    internal const string FileName = "keyword.idx";
    internal const int FormatVersion = 1;

    private readonly Dictionary<string, KeywordArticle> _articles = [];

    public int ArticleCount => _articles.Count;

    public int PassageCount => _articles.Values.Sum(article => article.Passages.Count);

    /// <summary>Adds an article, or replaces the one with its id.</summary>
    public void Add(KeywordArticle article)
    {
        _articles.Remove(article.Id);
        _articles.Add(article.Id, article);
    }

    public bool Remove(string id) => _articles.Remove(id);

    /// <summary>Writes the index into <paramref name="directory"/>, which must exist and hold none.</summary>
    public void Write(string directory)
    {
        using var file = IndexFileWriter.Create(Path.Combine(directory, FileName), "keyword", FormatVersion);
        using var writer = new BinaryWriter(file.Stream);
        writer.Write(_articles.Count);
        foreach (var article in _articles.Values)
            Write(writer, article);
        writer.Flush();
        file.Complete();
    }

    private static void Write(BinaryWriter writer, KeywordArticle article)
    {
        writer.Write(article.Id);
        writer.Write(article.Title);
        WriteAll(writer, article.Topics);
        WriteAll(writer, article.Organisations);
        WriteAll(writer, article.Authors);
        WriteAll(writer, article.Url is null ? [] : [article.Url]);
        writer.Write(article.Kind);
        WriteAll(writer, article.Site is null ? [] : [article.Site]);
        writer.Write(article.Year ?? int.MinValue);
        writer.Write(article.Stored.Length);
        writer.Write(article.Stored);
        WriteAll(writer, [.. article.Passages.Select(p => p.HeadingPath)]);
        WriteAll(writer, [.. article.Passages.Select(p => p.Text)]);
    }

    private static void WriteAll(BinaryWriter writer, IReadOnlyList<string> values)
    {
        writer.Write(values.Count);
        foreach (var value in values)
            writer.Write(value);
    }
}
