using SemanticSearch.Storage;
using SemanticSearch.Text;

namespace SemanticSearch.Embedding;

/// <summary>The whole words among the pieces of the model that ships: so common that whoever types one means it, whatever an index holds.</summary>
internal static class CommonVocabulary
{
    /// <summary>Shorter pieces are fragments as often as words.</summary>
    private const int MinChars = 4;

    private static readonly Lazy<HashSet<string>> Known = new(Read);

    /// <param name="term">Folded and stemmed, so that every form of a word counts.</param>
    /// <returns>False for every term where no model came with the program.</returns>
    public static bool Holds(string term) => Known.Value.Contains(term);

    private static HashSet<string> Read()
    {
        var path = Path.Combine(InstalledModels.FolderOf(InstalledModels.DefaultName), "vocab.txt");
        if (!ModelFile.Exists(path))
            return [];
        var pieces = ModelFile.ReadText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return pieces.Where(piece => piece.Length >= MinChars && piece.All(char.IsLetter)).Select(word => Terms.Of(word)).ToHashSet(StringComparer.Ordinal);
    }
}
