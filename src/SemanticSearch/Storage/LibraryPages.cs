using Microsoft.Data.Sqlite;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>The table of pages, which is the crawler's frontier and its memory.</summary>
internal static class LibraryPages
{
    private const string Columns =
        "normalized_url, url, host, status, reason, http_status, moved_to, final_url, archived_url, etag, last_modified, content_type, "
        + "digest, warc_file, warc_offset, visited_at, next_visit, misses";

    private const string Upsert =
        $"""
        INSERT INTO pages ({Columns})
        VALUES ($normalized, $url, $host, $status, $reason, $http, $moved, $final, $archived, $etag, $modified, $type, $digest, $file, $offset, $visited, $next, $misses)
        ON CONFLICT (normalized_url) DO UPDATE SET
            status = excluded.status, reason = excluded.reason, http_status = excluded.http_status, moved_to = excluded.moved_to,
            final_url = excluded.final_url, archived_url = excluded.archived_url, etag = excluded.etag, last_modified = excluded.last_modified,
            content_type = excluded.content_type, digest = excluded.digest, warc_file = excluded.warc_file, warc_offset = excluded.warc_offset,
            visited_at = excluded.visited_at, next_visit = excluded.next_visit, misses = excluded.misses
        """;

    private static readonly string[] Parameters =
    [
        "$normalized", "$url", "$host", "$status", "$reason", "$http", "$moved", "$final", "$archived", "$etag", "$modified", "$type",
        "$digest", "$file", "$offset", "$visited", "$next", "$misses",
    ];

    /// <summary>Inside a transaction: rows for links that have none yet; how many there were.</summary>
    public static int Add(LibraryConnection connection, IEnumerable<PageRecord> pages)
    {
        using var insert = connection.Prepared(
            "INSERT INTO pages (normalized_url, url, host) VALUES ($normalized, $url, $host) ON CONFLICT DO NOTHING", "$normalized", "$url", "$host");
        var added = 0;
        foreach (var page in pages)
        {
            insert.Parameters[0].Value = page.NormalizedUrl;
            insert.Parameters[1].Value = page.Url;
            insert.Parameters[2].Value = page.Host;
            added += insert.ExecuteNonQuery();
        }
        return added;
    }

    /// <summary>Inside a transaction: what visits made of pages; whether a copy in a web archive came or went.</summary>
    public static bool Store(LibraryConnection connection, IEnumerable<PageRecord> pages)
    {
        using var before = connection.Prepared("SELECT archived_url FROM pages WHERE normalized_url = $normalized", "$normalized");
        using var upsert = connection.Prepared(Upsert, Parameters);
        var changed = false;
        foreach (var page in pages)
        {
            before.Parameters[0].Value = page.NormalizedUrl;
            changed |= before.ExecuteScalar() as string != page.ArchivedUrl;
            Bind(upsert, page);
            upsert.ExecuteNonQuery();
        }
        return changed;
    }

    /// <summary>Every page, in the order in which the lists named them.</summary>
    public static IEnumerable<PageRecord> All(LibraryConnection connection) => connection.Rows($"SELECT {Columns} FROM pages ORDER BY rowid", Read);

    public static PageRecord? Find(LibraryConnection connection, string normalizedUrl) =>
        connection.Rows($"SELECT {Columns} FROM pages WHERE normalized_url = $url", Read, ("$url", normalizedUrl)).FirstOrDefault();

    public static IEnumerable<HostRecord> Hosts(LibraryConnection connection) =>
        connection.Rows("SELECT host, rests_until, reason, next_request FROM hosts", row => new HostRecord(row.GetString(0), Time(row, 1), row.TextOrNull(2))
        {
            NextRequest = row.IsDBNull(3) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        });

    public static IEnumerable<RobotsRecord> Robots(LibraryConnection connection) => connection.Rows(
        "SELECT authority, fetched_at, http_status, body FROM robots",
        row => new RobotsRecord(row.GetString(0), Time(row, 1)!.Value, row.GetInt32(2), row.Blob(3)));

    public static void Store(LibraryConnection connection, HostRecord host)
    {
        using var command = connection.Command(
            "INSERT OR REPLACE INTO hosts (host, rests_until, reason, next_request) VALUES ($host, $until, $reason, $next)",
            ("$host", host.Host), ("$until", host.RestsUntil?.ToUnixTimeSeconds()), ("$reason", host.Reason), ("$next", NextMillisecond(host.NextRequest)));
        command.ExecuteNonQuery();
    }

    public static void Store(LibraryConnection connection, RobotsRecord robots)
    {
        using var command = connection.Command(
            "INSERT OR REPLACE INTO robots (authority, fetched_at, http_status, body) VALUES ($authority, $at, $status, $body)",
            ("$authority", robots.Authority), ("$at", robots.FetchedAt.ToUnixTimeSeconds()), ("$status", robots.HttpStatus), ("$body", robots.Body));
        command.ExecuteNonQuery();
    }

    private static void Bind(SqliteCommand command, PageRecord page)
    {
        object?[] values =
        [
            page.NormalizedUrl, page.Url, page.Host, (int)page.Status, page.Reason, page.HttpStatus, page.MovedTo, page.FinalUrl, page.ArchivedUrl,
            page.ETag, page.LastModified, page.ContentType, page.Digest, page.Place?.File, page.Place?.Offset,
            page.VisitedAt?.ToUnixTimeSeconds(), page.NextVisit?.ToUnixTimeSeconds(), page.Misses,
        ];
        command.Bind(values);
    }

    private static PageRecord Read(SqliteDataReader row) => new()
    {
        NormalizedUrl = row.GetString(0),
        Url = row.GetString(1),
        Host = row.GetString(2),
        Status = (PageStatus)row.GetInt32(3),
        Reason = row.TextOrNull(4),
        HttpStatus = row.NumberOrNull(5),
        MovedTo = row.TextOrNull(6),
        FinalUrl = row.TextOrNull(7),
        ArchivedUrl = row.TextOrNull(8),
        ETag = row.TextOrNull(9),
        LastModified = row.TextOrNull(10),
        ContentType = row.TextOrNull(11),
        Digest = row.TextOrNull(12),
        Place = row.TextOrNull(13) is { } file ? new ArchivePlace(file, row.GetInt64(14)) : null,
        VisitedAt = Time(row, 15),
        NextVisit = Time(row, 16),
        Misses = row.GetInt32(17),
    };

    // Never earlier than it was.
    private static long? NextMillisecond(DateTimeOffset? time) => time?.AddTicks(TimeSpan.TicksPerMillisecond - 1).ToUnixTimeMilliseconds();

    private static DateTimeOffset? Time(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(column));
}
