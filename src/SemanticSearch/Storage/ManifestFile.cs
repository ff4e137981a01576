using System.Text.Json;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>Reading and checking what all manifests share.</summary>
internal static class ManifestFile
{
    /// <exception cref="DataProblemException">The file is missing, no JSON, or a field is missing or unknown; names file and field.</exception>
    public static T Read<T>(string path, JsonSerializerOptions json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(ModelFile.ReadText(path), json) ?? throw new DataProblemException($"{path} is empty");
        }
        catch (JsonException problem)
        {
            throw new DataProblemException($"{path} is not a model manifest: {problem.Message}", problem);
        }
    }

    /// <exception cref="DataProblemException">It does not hold.</exception>
    public static void Require(string path, bool holds, string otherwise)
    {
        if (!holds)
            throw new DataProblemException($"{path}: {otherwise}");
    }

    /// <exception cref="DataProblemException">The value is out of its range.</exception>
    public static void RequireRange(string path, int value, int min, int max, string field) =>
        Require(path, value >= min && value <= max, FormattableString.Invariant($"{field} is {value}; it must be from {min} to {max}"));

    /// <summary>A name becomes part of file names and of an index's record of its model.</summary>
    public static void RequireName(string path, string name) => Require(
        path, name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'), "name has other characters than letters, digits, - _ .");
}
