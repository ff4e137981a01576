namespace SemanticSearch.Keyword;

/// <summary>Reads the articles that <see cref="KeywordIndexWriter"/> wrote.</summary>
internal static class KeywordArticleReader
{
    public static KeywordArticle[] ReadAll(ReadOnlyMemory<byte> content)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        using var reader = new BinaryReader(stream);
        var articles = new KeywordArticle[reader.ReadInt32()];
        for (var i = 0; i < articles.Length; i++)
            articles[i] = ReadOne(reader);
        return articles;
    }

    private static KeywordArticle ReadOne(BinaryReader reader)
    {
        var article = new KeywordArticle
        {
            Id = reader.ReadString(),
            Title = reader.ReadString(),
            Topics = ReadStrings(reader),
            Organisations = ReadStrings(reader),
            Authors = ReadStrings(reader),
            Url = ReadStrings(reader).FirstOrDefault(),
            Kind = reader.ReadString(),
            Site = ReadStrings(reader).FirstOrDefault(),
            Year = reader.ReadInt32() is var year && year == int.MinValue ? null : year,
            Stored = reader.ReadBytes(reader.ReadInt32()),
        };
        var headings = ReadStrings(reader);
        var texts = ReadStrings(reader);
        return article with { Passages = [.. headings.Zip(texts, (h, t) => new KeywordPassage(h, t))] };
    }

    private static string[] ReadStrings(BinaryReader reader)
    {
        var values = new string[reader.ReadInt32()];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.ReadString();
        return values;
    }
}
