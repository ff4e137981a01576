using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SemanticSearch.Embedding.Kernels;

namespace SemanticSearch.Benchmarks.Embedding;

/// <summary>What one core can do at most: multiply-adds on numbers that never leave its registers. Ten independent sums hide their latency.</summary>
internal static class ComputePeak
{
    private const int Rounds = 2_000_000;
    private const int Repetitions = 15;

    /// <summary>Multiply-adds a second, in thousand millions, in float32 of the widest vectors.</summary>
    public static double Float()
    {
        if (Lanes512.IsSupported)
            return Best(() => Float<Lanes512, Vector512<float>>(Rounds), 10 * 16);
        return Lanes256.IsSupported ? Best(() => Float<Lanes256, Vector256<float>>(Rounds), 10 * 8) : Best(() => Float<Lanes1, float>(Rounds), 10);
    }

    /// <summary>Multiply-adds a second, in thousand millions, in bytes; 0 without AVX-VNNI.</summary>
    public static double Bytes() => AvxVnni.IsSupported ? Best(() => Bytes(Rounds), 10 * 32) : 0;

    private static double Best(Func<float> work, int perRound)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Repetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            GC.KeepAlive(work());
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return (double)Rounds * perRound / best / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Float<TLanes, TVector>(int rounds)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        var (x, y) = (TLanes.All(0.5f), TLanes.All(0.25f));
        TVector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x;
        for (var round = 0; round < rounds; round++)
        {
            a = TLanes.MultiplyAdd(x, y, a);
            b = TLanes.MultiplyAdd(x, y, b);
            c = TLanes.MultiplyAdd(x, y, c);
            d = TLanes.MultiplyAdd(x, y, d);
            e = TLanes.MultiplyAdd(x, y, e);
            f = TLanes.MultiplyAdd(x, y, f);
            g = TLanes.MultiplyAdd(x, y, g);
            h = TLanes.MultiplyAdd(x, y, h);
            i = TLanes.MultiplyAdd(x, y, i);
            j = TLanes.MultiplyAdd(x, y, j);
        }
        var sum = TLanes.Add(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)), TLanes.Add(TLanes.Add(e, f), TLanes.Add(g, h)));
        return TLanes.Sum(TLanes.Add(sum, TLanes.Add(i, j)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Bytes(int rounds)
    {
        var (x, y) = (Vector256.Create((byte)3), Vector256.Create((sbyte)2));
        Vector256<int> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default, i = default, j = default;
        for (var round = 0; round < rounds; round++)
        {
            a = AvxVnni.MultiplyWideningAndAdd(a, x, y);
            b = AvxVnni.MultiplyWideningAndAdd(b, x, y);
            c = AvxVnni.MultiplyWideningAndAdd(c, x, y);
            d = AvxVnni.MultiplyWideningAndAdd(d, x, y);
            e = AvxVnni.MultiplyWideningAndAdd(e, x, y);
            f = AvxVnni.MultiplyWideningAndAdd(f, x, y);
            g = AvxVnni.MultiplyWideningAndAdd(g, x, y);
            h = AvxVnni.MultiplyWideningAndAdd(h, x, y);
            i = AvxVnni.MultiplyWideningAndAdd(i, x, y);
            j = AvxVnni.MultiplyWideningAndAdd(j, x, y);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
