using Microsoft.Data.Sqlite;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>The tables of reading lists and their entries.</summary>
internal static class LibraryEntries
{
    private const string Columns = "url, normalized_url, title, topics, kind, organisations, authors, parts, year, line, content_hash";

    /// <summary>Inside a transaction: the list becomes exactly <paramref name="entries"/>. What became of each, and how many old ones went.</summary>
    public static (StoreOutcome[] Outcomes, int Removed) Replace(LibraryConnection connection, string list, IReadOnlyList<Entry> entries)
    {
        var id = ListId(connection, list);
        var before = connection.Rows("SELECT normalized_url, content_hash FROM entries WHERE list = $list",
            row => (Url: row.GetString(0), Hash: row.Blob(1)), ("$list", id)).ToDictionary(row => row.Url, row => row.Hash, StringComparer.Ordinal);
        using (var delete = connection.Command("DELETE FROM entries WHERE list = $list", ("$list", id)))
            delete.ExecuteNonQuery();

        using var hashes = new LibraryHash();
        using var insert = connection.Prepared(
            $"INSERT INTO entries ({Columns}, list, ordinal) VALUES ($url, $normalized, $title, $topics, $kind, $organisations, $authors, $parts, $year, $line, $hash, $list, $ordinal)",
            "$url", "$normalized", "$title", "$topics", "$kind", "$organisations", "$authors", "$parts", "$year", "$line", "$hash", "$list", "$ordinal");
        var outcomes = new StoreOutcome[entries.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            var hash = hashes.Of(entries[i]);
            before.Remove(entries[i].NormalizedUrl, out var old);
            outcomes[i] = new StoreOutcome(old, hash);
            Bind(insert, entries[i], hash, id, i);
            insert.ExecuteNonQuery();
        }
        return (outcomes, before.Count);
    }

    /// <summary>Every entry, lists in the order of their first import, each in its own order.</summary>
    public static IEnumerable<StoredEntry> All(LibraryConnection connection) =>
        connection.Rows($"SELECT {Columns} FROM entries ORDER BY list, ordinal", Read);

    private static long ListId(LibraryConnection connection, string list)
    {
        using var insert = connection.Command("INSERT INTO lists (name) VALUES ($name) ON CONFLICT DO NOTHING", ("$name", list));
        insert.ExecuteNonQuery();
        using var find = connection.Command("SELECT id FROM lists WHERE name = $name", ("$name", list));
        return (long)find.ExecuteScalar()!;
    }

    private static void Bind(SqliteCommand command, Entry entry, byte[] hash, long list, int ordinal)
    {
        object?[] values =
        [
            entry.Url, entry.NormalizedUrl, entry.Title, LibraryColumns.Names(entry.Topics), (int)entry.Kind,
            LibraryColumns.Names(entry.Organisations), LibraryColumns.Names(entry.Authors), entry.Parts, entry.Year, entry.Line, hash, list, ordinal,
        ];
        command.Bind(values);
    }

    private static StoredEntry Read(SqliteDataReader row)
    {
        var entry = new Entry
        {
            Url = row.GetString(0),
            NormalizedUrl = row.GetString(1),
            Title = row.GetString(2),
            Topics = row.Names(3),
            Kind = (DocumentKind)row.GetInt32(4),
            Organisations = row.Names(5),
            Authors = row.Names(6),
            Parts = row.NumberOrNull(7),
            Year = row.NumberOrNull(8),
            Line = row.GetInt32(9),
        };
        return new StoredEntry(entry, row.Blob(10));
    }
}

/// <param name="Hash">Content hash.</param>
internal sealed record StoredEntry(Entry Entry, byte[] Hash);
