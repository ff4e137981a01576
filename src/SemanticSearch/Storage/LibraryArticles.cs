using System.Globalization;
using Microsoft.Data.Sqlite;
using SemanticSearch.Documents;
using SemanticSearch.Text;

namespace SemanticSearch.Storage;

/// <summary>The table of articles.</summary>
internal static class LibraryArticles
{
    private const string Columns =
        "id, url, normalized_url, title, topics, organisations, authors, tags, kind, site, published, year, license, content_hash";

    /// <summary>What the crawl says of an article's page, which comes and goes without the article: kept with the page.</summary>
    private const string ArchivedUrl = "(SELECT p.archived_url FROM pages p WHERE p.normalized_url = articles.normalized_url)";

    private const string Upsert =
        $"""
        INSERT INTO articles ({Columns}, source, text)
        VALUES ($id, $url, $normalized, $title, $topics, $organisations, $authors, $tags, $kind, $site, $published, $year, $license, $hash, $source, $text)
        ON CONFLICT (id) DO UPDATE SET
            url = excluded.url, normalized_url = excluded.normalized_url, title = excluded.title, topics = excluded.topics,
            organisations = excluded.organisations, authors = excluded.authors, tags = excluded.tags, kind = excluded.kind,
            site = excluded.site, published = excluded.published, year = excluded.year, license = excluded.license,
            content_hash = excluded.content_hash, source = excluded.source, text = excluded.text
        """;

    /// <summary>Inside a transaction: what became of each article, in order.</summary>
    public static StoreOutcome[] Store(LibraryConnection connection, IReadOnlyList<Article> articles, string source)
    {
        using var hashes = new LibraryHash();
        using var find = connection.Prepared("SELECT content_hash FROM articles WHERE id = $id", "$id");
        using var upsert = connection.Prepared(
            Upsert, "$id", "$url", "$normalized", "$title", "$topics", "$organisations", "$authors", "$tags", "$kind", "$site",
            "$published", "$year", "$license", "$hash", "$source", "$text");
        var outcomes = new StoreOutcome[articles.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            var hash = hashes.Of(articles[i]);
            find.Parameters[0].Value = articles[i].Id;
            var before = (byte[]?)find.ExecuteScalar();
            outcomes[i] = new StoreOutcome(before, hash);
            if (outcomes[i].Change == StoreChange.Unchanged)
                continue;
            Bind(upsert, articles[i], hash, source);
            upsert.ExecuteNonQuery();
        }
        LibraryDuplicates.Store(connection, articles);
        return outcomes;
    }

    /// <summary>Inside a transaction: how many of <paramref name="ids"/> there were.</summary>
    public static int Delete(LibraryConnection connection, IEnumerable<string> ids)
    {
        using var delete = connection.Prepared("DELETE FROM articles WHERE id = $id", "$id");
        using var forget = connection.Prepared("DELETE FROM fingerprints WHERE article = $id", "$id");
        var count = 0;
        foreach (var id in ids)
        {
            delete.Parameters[0].Value = id;
            count += delete.ExecuteNonQuery();
            forget.Parameters[0].Value = id;
            forget.ExecuteNonQuery();
        }
        return count;
    }

    /// <summary>Every article, by id (ordinal over UTF-8); without reading the texts when <paramref name="texts"/> says so.</summary>
    public static IEnumerable<StoredArticle> All(LibraryConnection connection, ArticleTexts texts) =>
        connection.Rows($"SELECT {Columns}, {ArchivedUrl}{(texts == ArticleTexts.Read ? ", text" : "")} FROM articles ORDER BY id", Read);

    public static StoredArticle? Find(LibraryConnection connection, string id) =>
        connection.Rows($"SELECT {Columns}, {ArchivedUrl}, text FROM articles WHERE id = $id", Read, ("$id", id)).FirstOrDefault();

    private static void Bind(SqliteCommand command, Article article, byte[] hash, string source)
    {
        object?[] values =
        [
            article.Id, article.Url, article.Url is null ? null : UrlNormalizer.Normalize(article.Url), article.Title, LibraryColumns.Names(article.Topics),
            LibraryColumns.Names(article.Organisations), LibraryColumns.Names(article.Authors), LibraryColumns.Names(article.Tags),
            (int)article.Kind, article.Site, article.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), article.Year,
            article.License, hash, source, article.Text,
        ];
        command.Bind(values);
    }

    private static StoredArticle Read(SqliteDataReader row)
    {
        var article = new Article
        {
            Id = row.GetString(0),
            Url = row.TextOrNull(1),
            Title = row.GetString(3),
            Topics = row.Names(4),
            Organisations = row.Names(5),
            Authors = row.Names(6),
            Tags = row.Names(7),
            Kind = (DocumentKind)row.GetInt32(8),
            Site = row.TextOrNull(9),
            Published = row.TextOrNull(10) is { } date ? DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            Year = row.NumberOrNull(11),
            License = row.TextOrNull(12),
            ArchivedUrl = row.TextOrNull(14),
            Text = row.FieldCount > 15 ? row.GetString(15) : "",
        };
        return new StoredArticle(article, row.TextOrNull(2), row.Blob(13));
    }
}

/// <summary>Whether the long texts are read from disk.</summary>
internal enum ArticleTexts
{
    Read,
    Skip,
}

/// <param name="Hash">Content hash, without the entry that may join it.</param>
internal sealed record StoredArticle(Article Article, string? NormalizedUrl, byte[] Hash);
