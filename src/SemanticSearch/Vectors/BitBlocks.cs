namespace SemanticSearch.Vectors;

/// <summary>
/// The 1-bit form of vectors in a list (RaBitQ, Gao and Long, SIGMOD 2024): the signs of what is left after the list's centre is taken
/// away, with two floats that make an estimate of the cosine from them. Blocks of 32 vectors are laid out for table look-up in registers
/// (André, Kermarrec, Le Scouarnec, "Cache locality is not enough", VLDB 2015): for every four dimensions 16 bytes, byte 2k holding in
/// its lower half the four signs of vector k, in its upper half those of vector 16 + k, byte 2k + 1 those of 8 + k and 24 + k.
/// After the signs come 32 floats "offset" and 32 floats "factor": cosine = question * centre + offset + factor * (sum of +-question).
/// </summary>
internal static unsafe class BitBlocks
{
    public const int Vectors = 32;

    private const int FloatBytes = 2 * Vectors * sizeof(float);

    /// <summary>Groups of four dimensions, padding included.</summary>
    public static int Groups(int dimension) => ByteRows.StrideOf(dimension) / 4;

    public static int SignBytes(int dimension) => Groups(dimension) * 16;

    public static int BytesPerBlock(int dimension) => SignBytes(dimension) + FloatBytes;

    public static float* Offsets(byte* block, int dimension) => (float*)(block + SignBytes(dimension));

    public static float* Factors(byte* block, int dimension) => Offsets(block, dimension) + Vectors;

    /// <summary>Makes a block of 32 places that no search finds anything in.</summary>
    public static void Clear(Span<byte> block, int dimension)
    {
        block.Clear();
        fixed (byte* start = block)
            new Span<float>(Offsets(start, dimension), Vectors).Fill(float.NaN);
    }

    /// <param name="slot">Place in the block, 0 to 31.</param>
    /// <param name="vector">The unit vector.</param>
    /// <param name="centre">Of its list, not necessarily of length 1.</param>
    public static void Set(Span<byte> block, int slot, ReadOnlySpan<float> vector, ReadOnlySpan<float> centre)
    {
        var place = 2 * (slot % 8) + slot / 8 % 2;
        var shift = slot < 16 ? 0 : 4;
        var (squares, absolutes, withCentre, signsWithCentre) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < vector.Length; i++)
        {
            var rest = vector[i] - centre[i];
            squares += rest * rest;
            absolutes += Math.Abs(rest);
            withCentre += rest * centre[i];
            signsWithCentre += rest >= 0 ? centre[i] : -centre[i];
            if (rest >= 0)
                block[i / 4 * 16 + place] |= (byte)(1 << (i % 4 + shift));
        }
        // <rest, question> is estimated by |rest|^2 / sum |rest_i| * <signs, question>, after the part along the centre, which is known
        // exactly, was taken out of the question: the smaller the rest of the question, the smaller the error.
        var factor = absolutes > 0 ? squares / absolutes : 0;
        fixed (byte* start = block)
        {
            Offsets(start, vector.Length)[slot] = (float)(withCentre - factor * signsWithCentre);
            Factors(start, vector.Length)[slot] = (float)factor;
        }
    }
}
