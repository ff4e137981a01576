using System.Text.Json.Serialization;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>What a generation says of itself. <see cref="LibraryChanges"/> tells whether the library has moved on since.</summary>
internal sealed record GenerationManifest
{
    /// <summary>The layout that this program writes and reads.</summary>
    public const int CurrentFormat = 2;

    public int Format { get; init; } = CurrentFormat;

    /// <summary><see cref="Library.ChangeCount"/> when the generation was built.</summary>
    public required long LibraryChanges { get; init; }

    public required int Articles { get; init; }

    public required int Passages { get; init; }

    /// <summary>Identity of the model whose vectors the generation holds; null without vectors.</summary>
    public string? Model { get; init; }

    /// <summary>Where that model is, unless it came with the program.</summary>
    public string? ModelFolder { get; init; }

    /// <summary>Numbers in a vector; 0 without vectors.</summary>
    public int Dimension { get; init; }

    /// <summary>Vectors that are there, of one for each passage and one for each title.</summary>
    public int Vectors { get; init; }

    /// <summary>Vectors that there are once all is embedded.</summary>
    [JsonIgnore]
    public int VectorsWanted => Articles + Passages;

    /// <summary>Outermost topics with the articles below them, in the order of the library.</summary>
    public IReadOnlyList<FacetCount> Topics { get; init; } = [];
}
