using Microsoft.Data.Sqlite;
using SemanticSearch.Documents;
using SQLitePCL;

namespace SemanticSearch.Storage;

/// <summary>SQLite's errors in words that say which file and what to do.</summary>
internal static class LibraryProblem
{
    public static DataProblemException From(string path, SqliteException e)
    {
        var message = e.SqliteErrorCode switch
        {
            raw.SQLITE_NOTADB => $"{path} is not a library (no SQLite database): move it away, or choose another data directory with --data.",
            raw.SQLITE_CORRUPT => $"{path} is damaged ({Reason(e)}): restore it from a backup, or move it away and import or crawl again.",
            raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM =>
                $"{path} cannot be opened or written ({Reason(e)}): grant write permission on it and its folder, or choose another data directory with --data.",
            raw.SQLITE_FULL => $"{path} cannot grow: the disk is full. What was committed before is kept.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{path} is locked by another program: wait until it is done, or stop it.",
            raw.SQLITE_IOERR => $"{path} cannot be read or written ({Reason(e)}): check the disk and the permissions.",
            _ => $"{path} cannot be used ({Reason(e)}).",
        };
        return new DataProblemException(message, e);
    }

    // Microsoft.Data.Sqlite wraps SQLite's own words: "SQLite Error 11: 'database disk image is malformed'."
    private static string Reason(SqliteException e)
    {
        var open = e.Message.IndexOf('\'', StringComparison.Ordinal);
        var close = e.Message.LastIndexOf('\'');
        return close > open + 1 ? e.Message[(open + 1)..close] : e.Message.TrimEnd('.');
    }
}
