using Microsoft.Data.Sqlite;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>
/// The tables of <c>library.db</c> and how older files become newer ones. A migration that was published is never edited:
/// a change is a new one at the end. The file's <c>user_version</c> counts those that were applied.
/// </summary>
internal static class LibrarySchema
{
    /// <summary>"SEMS": marks the file as ours (SQLite's application_id).</summary>
    public const int ApplicationId = 0x53454D53;

    // Lists of names are JSON arrays. The long text stands last in its row: SQLite then reads the columns before it
    // without touching its overflow pages.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE lists (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        );
        CREATE TABLE entries (
            list INTEGER NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            url TEXT NOT NULL,
            normalized_url TEXT NOT NULL,
            title TEXT NOT NULL,
            topics TEXT NOT NULL,
            kind INTEGER NOT NULL,
            organisations TEXT NOT NULL,
            authors TEXT NOT NULL,
            parts INTEGER,
            year INTEGER,
            line INTEGER NOT NULL,
            content_hash BLOB NOT NULL,
            PRIMARY KEY (list, ordinal)
        ) WITHOUT ROWID;
        CREATE INDEX entries_by_normalized_url ON entries (normalized_url);
        CREATE TABLE articles (
            id TEXT PRIMARY KEY NOT NULL,
            url TEXT,
            normalized_url TEXT,
            title TEXT NOT NULL,
            topics TEXT NOT NULL,
            organisations TEXT NOT NULL,
            authors TEXT NOT NULL,
            tags TEXT NOT NULL,
            kind INTEGER NOT NULL,
            site TEXT,
            published TEXT,
            year INTEGER,
            license TEXT,
            source TEXT NOT NULL,
            content_hash BLOB NOT NULL,
            text TEXT NOT NULL
        );
        CREATE INDEX articles_by_normalized_url ON articles (normalized_url);
        CREATE TABLE counters (
            name TEXT PRIMARY KEY NOT NULL,
            value INTEGER NOT NULL
        ) WITHOUT ROWID;
        INSERT INTO counters VALUES ('changes', 0);
        """,
        // Times are seconds since 1970, UTC. rowid keeps the order in which the lists named the links.
        """
        CREATE TABLE pages (
            normalized_url TEXT PRIMARY KEY NOT NULL,
            url TEXT NOT NULL,
            host TEXT NOT NULL,
            status INTEGER NOT NULL DEFAULT 0,
            reason TEXT,
            http_status INTEGER,
            moved_to TEXT,
            final_url TEXT,
            archived_url TEXT,
            etag TEXT,
            last_modified TEXT,
            content_type TEXT,
            digest TEXT,
            warc_file TEXT,
            warc_offset INTEGER,
            visited_at INTEGER,
            next_visit INTEGER,
            misses INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE hosts (
            host TEXT PRIMARY KEY NOT NULL,
            rests_until INTEGER,
            reason TEXT
        ) WITHOUT ROWID;
        CREATE TABLE robots (
            authority TEXT PRIMARY KEY NOT NULL,
            fetched_at INTEGER NOT NULL,
            http_status INTEGER NOT NULL,
            body BLOB NOT NULL
        );
        INSERT INTO counters VALUES ('archive_file', 0), ('archive_end', 0);
        """,
        // next_request: milliseconds since 1970, UTC. crawling: 1 while a crawl runs, and after one that was killed.
        """
        ALTER TABLE hosts ADD COLUMN next_request INTEGER;
        CREATE TABLE fingerprints (
            article TEXT PRIMARY KEY NOT NULL,
            bits INTEGER NOT NULL
        ) WITHOUT ROWID;
        INSERT INTO counters VALUES ('crawling', 0);
        """,
    ];

    /// <summary>The newest version that this program knows.</summary>
    public static int Version => Migrations.Length;

    /// <summary>Brings an opened file up to <see cref="Version"/>; each step is a transaction.</summary>
    /// <exception cref="DataProblemException">The file is newer, or of another program.</exception>
    public static void Migrate(SqliteConnection connection, string path)
    {
        var version = Inspect(connection, path);
        for (; version < Version; version++)
        {
            using var transaction = connection.BeginTransaction();
            Execute(connection, Migrations[version]);
            Execute(connection, $"PRAGMA application_id = {ApplicationId}");
            Execute(connection, $"PRAGMA user_version = {version + 1}");
            transaction.Commit();
        }
    }

    /// <summary>For a reader, which cannot migrate.</summary>
    /// <exception cref="DataProblemException">The file is newer, older, or of another program.</exception>
    public static void RequireCurrent(SqliteConnection connection, string path)
    {
        var version = Inspect(connection, path);
        if (version == 0)
            throw new DataProblemException($"{path} is empty: import or crawl something first.");
        if (version < Version)
            throw new DataProblemException($"{path} has the older format {version}: run `index` once, which brings it to format {Version}.");
    }

    private static int Inspect(SqliteConnection connection, string path)
    {
        var version = (int)Number(connection, "PRAGMA user_version");
        var application = Number(connection, "PRAGMA application_id");
        var tables = Number(connection, "SELECT count(*) FROM sqlite_master");
        if (application != ApplicationId && (application != 0 || version != 0 || tables != 0))
            throw new DataProblemException($"{path} is a database of another program: move it away, or choose another data directory with --data.");
        if (version > Version)
        {
            throw new DataProblemException(
                $"{path} has format {version}, written by a newer version of this program, which knows formats up to {Version}: update the program.");
        }
        return version;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
