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
    public static string Find(string name)
    {
        if (ModelFile.Exists(Path.Combine(name, ModelManifest.FileName)))
            return name;
        var folder = Path.Combine(Root, name);
        if (ModelFile.Exists(Path.Combine(folder, ModelManifest.FileName)))
            return folder;
        throw new DataProblemException($"There is no model {name} in {Root} (there: {string.Join(", ", ModelFile.FoldersIn(Root))}): name one of these, or a folder with a {ModelManifest.FileName}.");
    }

    /// <summary>Where the model with this identity is if it came with the program.</summary>
    public static string FolderOf(string identity) => Path.Combine(Root, identity.Split('@')[0]);

    /// <summary>The model that made vectors.</summary>
    /// <param name="identity"><see cref="EmbeddingModel.Identity"/>.</param>
    /// <param name="folder">Where it was; null: it came with the program.</param>
    /// <exception cref="DataProblemException">The model is not here, or it is another one under the same name.</exception>
    public static EmbeddingModel FindByIdentity(string identity, string? folder)
    {
        var here = EmbeddingModel.Load(Find(folder ?? identity.Split('@')[0]));
        return here.Identity == identity
            ? here
            : throw new DataProblemException($"The index holds vectors of the model {identity}, but {here.Folder} holds {here.Identity}: embed anew with `semsearch index`, or bring the old model back.");
    }

    /// <summary>Whether the model came with the program, so that its name finds it wherever the program is.</summary>
    public static bool Holds(EmbeddingModel model) => Path.GetDirectoryName(model.Folder) == Root;
}
