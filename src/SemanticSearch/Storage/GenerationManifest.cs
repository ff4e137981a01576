using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>What a generation says of itself. <see cref="LibraryChanges"/> tells whether the library has moved on since.</summary>
internal sealed record GenerationManifest
{
    /// <summary>The layout that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    /// <summary><see cref="Library.ChangeCount"/> when the generation was built.</summary>
    public required long LibraryChanges { get; init; }

    public required int Articles { get; init; }

    public required int Passages { get; init; }

    /// <summary>Outermost topics with the articles below them, in the order of the library.</summary>
    public IReadOnlyList<FacetCount> Topics { get; init; } = [];
}
