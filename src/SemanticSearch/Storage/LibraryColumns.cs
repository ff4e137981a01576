using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace SemanticSearch.Storage;

/// <summary>Values as the library's columns hold them.</summary>
internal static class LibraryColumns
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Names(IReadOnlyList<string> names) => names.Count == 0 ? "[]" : JsonSerializer.Serialize(names, Json);

    /// <summary>Gives a prepared command's parameters their values, in order.</summary>
    public static void Bind(this SqliteCommand command, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }

    public static string[] Names(this SqliteDataReader row, int column)
    {
        var json = row.GetString(column);
        return json == "[]" ? [] : JsonSerializer.Deserialize<string[]>(json, Json)!;
    }

    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? NumberOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static byte[] Blob(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
