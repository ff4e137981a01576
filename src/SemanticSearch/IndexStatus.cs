using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>What is searchable.</summary>
/// <param name="Topics">Outermost topics with the articles below them, in the order of the library.</param>
public sealed record IndexStatus(string Generation, int Articles, int Passages, IReadOnlyList<FacetCount> Topics)
{
    /// <summary>Vectors that are there.</summary>
    public int Vectors { get; init; }

    /// <summary>Vectors that there are once all is embedded: one a passage and one a title.</summary>
    public int VectorsWanted { get; init; }

    /// <summary>Identity of the model that made them: its name and the start of its hash; null without vectors.</summary>
    public string? Model { get; init; }

    internal static IndexStatus Of(Generation generation)
    {
        var manifest = generation.Manifest;
        return new IndexStatus(generation.Name, manifest.Articles, manifest.Passages, manifest.Topics)
        {
            Vectors = manifest.Vectors,
            VectorsWanted = manifest.VectorsWanted,
            Model = manifest.Model,
        };
    }
}
