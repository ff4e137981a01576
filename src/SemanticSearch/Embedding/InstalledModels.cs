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

    /// <summary>The folder of the model that made vectors.</summary>
    /// <param name="identity"><see cref="ModelManifest.Identity"/>.</param>
    /// <exception cref="DataProblemException">The model is not here, or it is another one under the same name.</exception>
    public static string FindByIdentity(string identity)
    {
        var folder = Find(identity.Split('@')[0]);
        var here = ModelManifest.Load(folder).Identity;
        return here == identity
            ? folder
            : throw new DataProblemException($"The index holds vectors of the model {identity}, but {folder} holds {here}: embed anew with `semsearch index`, or bring the old model back.");
    }
}
