using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Embedding;

/// <summary>The models that came with the program: the folders below <c>models</c> beside it.</summary>
internal static class InstalledModels
{
    public const string DefaultName = "all-MiniLM-L6-v2";

    private static string Root => Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>The folder of the model with this name; a path to a folder with a manifest is taken as it is.</summary>
    /// <exception cref="DataProblemException">There is none; names those that there are.</exception>
    public static string Find(string name) => TryFind(name)
        ?? throw new DataProblemException($"There is no model {name} in {Root} (there: {string.Join(", ", ModelFile.FoldersIn(Root))}): name one of these, or a folder with a {ModelManifest.FileName}.");

    /// <summary>Where the model with this identity is if it came with the program.</summary>
    public static string FolderOf(string identity) => Path.Combine(Root, identity.Split('@')[0]);

    /// <summary>The model that made vectors.</summary>
    /// <param name="identity"><see cref="EmbeddingModel.Identity"/>.</param>
    /// <param name="folder">Where it was; null: it came with the program.</param>
    /// <exception cref="ModelUnavailableException">No model is there; says what to do.</exception>
    /// <exception cref="DataProblemException">It is another one under the same name.</exception>
    public static EmbeddingModel FindByIdentity(string identity, string? folder)
    {
        var name = folder ?? identity.Split('@')[0];
        var here = EmbeddingModel.Load(TryFind(name) ?? throw new ModelUnavailableException(
            $"the index's vectors are of the model {identity}, which is neither {name} nor in {Root}; bring it back, or embed anew with `semsearch index --model {DefaultName}`."));
        return here.Identity == identity
            ? here
            : throw new DataProblemException($"The index holds vectors of the model {identity}, but {here.Folder} holds {here.Identity}: embed anew with `semsearch index`, or bring the old model back.");
    }

    /// <summary>Whether the model came with the program, so that its name finds it wherever the program is.</summary>
    public static bool Holds(EmbeddingModel model) => Path.GetDirectoryName(model.Folder) == Root;

    private static string? TryFind(string name) => ((string[])[name, Path.Combine(Root, name)])
        .FirstOrDefault(folder => ModelFile.Exists(Path.Combine(folder, ModelManifest.FileName)));
}
