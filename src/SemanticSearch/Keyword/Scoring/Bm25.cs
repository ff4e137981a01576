using SemanticSearch.Keyword.Postings;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>The BM25 formula (Robertson and Zaragoza 2009) over document lengths that are one byte:
/// score = weight · idf · f / (f + k1 (1 - b + b · length / average)).</summary>
internal sealed unsafe class Bm25
{
    /// <summary>Frequencies below this have their term part in a table.</summary>
    public const int TableFrequencies = 16;

    private readonly float[] _norms = GC.AllocateUninitializedArray<float>(256, pinned: true);
    private readonly float[] _parts = GC.AllocateUninitializedArray<float>(TableFrequencies * 256, pinned: true);

    public Bm25(double k1, double b, double averageLength)
    {
        K1 = k1;
        B = b;
        AverageLength = Math.Max(1, averageLength);
        for (var code = 0; code < 256; code++)
            _norms[code] = (float)(k1 * (1 - b + b * LengthCodes.Decode((byte)code) / AverageLength));
        for (var frequency = 0; frequency < TableFrequencies; frequency++)
        {
            for (var code = 0; code < 256; code++)
                _parts[frequency * 256 + code] = frequency == 0 ? 0 : frequency / (frequency + _norms[code]);
        }
        Norms = (float*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_norms, 0);
        Parts = (float*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_parts, 0);
    }

    public double K1 { get; }

    public double B { get; }

    public double AverageLength { get; }

    /// <summary>For each length code, what a frequency is saturated by.</summary>
    public float* Norms { get; }

    /// <summary>Term parts by frequency (below <see cref="TableFrequencies"/>) and length code.</summary>
    public float* Parts { get; }

    /// <summary>f / (f + norm), from 0 to 1.</summary>
    public float Part(uint frequency, byte lengthCode) =>
        frequency < TableFrequencies ? Parts[(frequency << 8) + lengthCode] : frequency / (frequency + Norms[lengthCode]);

    public static double Idf(long documents, long documentFrequency) =>
        Math.Log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5));

    /// <summary>How much larger a term part can be here than under <paramref name="other"/>: f / (f + n) grows by at most other n / n.</summary>
    public float GrowthOver(Bm25 other)
    {
        var growth = 1f;
        for (var code = 0; code < 256; code++)
            growth = Math.Max(growth, _norms[code] > 0 ? other._norms[code] / _norms[code] : float.PositiveInfinity);
        return growth == 1f ? 1f : growth * 1.00001f;
    }
}
