using Microsoft.Data.Sqlite;
using SemanticSearch.Documents;
using SQLitePCL;

namespace SemanticSearch.Storage;

/// <summary>One connection to <c>library.db</c>. Turns SQLite's errors into <see cref="DataProblemException"/>s that name the file. Not thread-safe.</summary>
internal sealed class LibraryConnection : IDisposable
{
    private const int BusySeconds = 10;

    private readonly SqliteConnection _connection;

    static LibraryConnection() => Batteries_V2.Init();

    private LibraryConnection(string path, SqliteConnection connection)
    {
        FilePath = path;
        _connection = connection;
    }

    public string FilePath { get; }

    /// <summary>Opens or creates the file and brings its schema up to date.</summary>
    public static LibraryConnection OpenForWriting(string path)
    {
        // A committed transaction survives a power cut (FULL); the library is what everything else is rebuilt from.
        var opened = Connect(path, Source(path, SqliteOpenMode.ReadWriteCreate),
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384;");
        return opened.Checked(LibrarySchema.Migrate);
    }

    /// <summary>Opens an existing file, also in a directory that cannot be written.</summary>
    public static LibraryConnection OpenForReading(string path)
    {
        if (!File.Exists(path))
            throw new DataProblemException($"There is no {path}: import or crawl something first, or name another data directory with --data.");
        const string first = "PRAGMA query_only = ON; PRAGMA cache_size = -16384;";
        try
        {
            return Connect(path, Source(path, SqliteOpenMode.ReadOnly), first).Checked(LibrarySchema.RequireCurrent);
        }
        catch (DataProblemException e) when (IsCannotOpen(e) && !HasWriteAheadLog(path))
        {
            // WAL needs a shared-memory file beside the library. Where none can be made and no log waits, nobody writes: read it as it is.
            var immutable = "file:" + Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal) + "?immutable=1";
            return Connect(path, Source(immutable, SqliteOpenMode.ReadOnly), first).Checked(LibrarySchema.RequireCurrent);
        }
    }

    public SqliteCommand Command(string sql, params (string Name, object? Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    /// <summary>A command whose parameters are set again and again: prepared once.</summary>
    public SqliteCommand Prepared(string sql, params string[] parameters)
    {
        var command = Command(sql);
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    public long Number(string sql) => Guard(() =>
    {
        using var command = Command(sql);
        return (long)command.ExecuteScalar()!;
    });

    public void Execute(string sql) => Guard(() =>
    {
        using var command = Command(sql);
        return command.ExecuteNonQuery();
    });

    /// <summary>Runs <paramref name="work"/> in a write transaction; an exception undoes it.</summary>
    public T Write<T>(Func<T> work) => Guard(() =>
    {
        using var command = Command("BEGIN IMMEDIATE");
        command.ExecuteNonQuery();
        try
        {
            var result = work();
            command.CommandText = "COMMIT";
            command.ExecuteNonQuery();
            return result;
        }
        catch
        {
            RollBack();
            throw;
        }
    });

    public IEnumerable<T> Rows<T>(string sql, Func<SqliteDataReader, T> map, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = Guard(() => command.ExecuteReader());
        while (Guard(reader.Read))
            yield return Guard(() => map(reader));
    }

    public T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw LibraryProblem.From(FilePath, e);
        }
    }

    public void Dispose() => _connection.Dispose();

    private static LibraryConnection Connect(string path, string source, string first)
    {
        if (Directory.Exists(path))
            throw new DataProblemException($"{path} is a folder where the library file must be: move it away.");
        var opened = new LibraryConnection(path, new SqliteConnection(source));
        try
        {
            opened.Guard(() =>
            {
                opened._connection.Open();
                return 0;
            });
            opened.Execute(first);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private LibraryConnection Checked(Action<SqliteConnection, string> check)
    {
        try
        {
            Guard(() =>
            {
                check(_connection, FilePath);
                return 0;
            });
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    // Pooling would keep the file open after Dispose.
    private static string Source(string path, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = mode,
        Pooling = false,
        DefaultTimeout = BusySeconds,
    }.ToString();

    private static bool IsCannotOpen(DataProblemException e) =>
        e.InnerException is SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY };

    private static bool HasWriteAheadLog(string path) => new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };

    private void RollBack()
    {
        try
        {
            using var command = Command("ROLLBACK");
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (disk full, damaged file); the first error is the one to tell.
        }
    }
}
