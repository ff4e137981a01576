using System.Text.Json;

namespace SemanticSearch.Vectors;

/// <summary>What a vector file says about itself. Vectors of two models are never mixed: name and hash tell them apart.</summary>
/// <param name="Model">Name of the embedding model, for messages.</param>
/// <param name="ModelHash">Identifies its weights and its preparation of texts; compared exactly.</param>
/// <param name="Dimension">Numbers in a vector.</param>
/// <param name="Ordinals">Ordinals run from 0 to this, exclusive; some may have no vector yet.</param>
/// <param name="Vectors">Vectors present.</param>
/// <param name="HasFloats">The float form is kept beside the int8 form.</param>
/// <param name="RotationSeed">Of <see cref="RandomRotation"/>; int8 rows are in the rotated basis.</param>
/// <param name="Lists">Lists of the inverted file; 0 without one.</param>
/// <param name="CodeBlocks">Blocks of 1-bit codes over all lists; 0 without lists.</param>
/// <param name="Probes">Lists that a search looks at unless told otherwise, chosen by measuring when the file was built.</param>
internal sealed record VectorManifest(
    string Model,
    string ModelHash,
    int Dimension,
    int Ordinals,
    int Vectors,
    bool HasFloats,
    ulong RotationSeed,
    int Lists = 0,
    int CodeBlocks = 0,
    int Probes = 0)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <returns>Null when the text is no manifest or its numbers cannot be.</returns>
    public static VectorManifest? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize<VectorManifest>(utf8) is { IsPossible: true } manifest ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsPossible =>
        Model is not null && ModelHash is not null && Dimension is > 0 and <= VectorLimits.MaxDimension
        && Vectors >= 0 && Vectors <= Ordinals && Lists >= 0 && Lists <= Vectors && CodeBlocks >= 0 && Probes >= 0;
}
