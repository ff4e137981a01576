using System.Runtime.CompilerServices;

namespace SemanticSearch.Embedding.Kernels;

/// <summary>Elementary functions over vectors, by polynomials.</summary>
internal static class Functions<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    private const float GeluLimit = 5f;

    /// <summary>x * Phi(x), Phi being the normal distribution function.</summary>
    /// <remarks>Phi(x) - 1/2 = x * P(2 x^2 / 25 - 1) for |x| at most 5, P of degree 13 fitted by least squares, reweighted toward the smallest
    /// largest error: 3e-8 in exact arithmetic, 3e-7 in float32. Beyond 5 Phi is within 3e-7 of 0 or 1.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gelu(TVector x)
    {
        var y = TLanes.Min(TLanes.Max(x, TLanes.All(-GeluLimit)), TLanes.All(GeluLimit));
        var t = TLanes.MultiplyAdd(TLanes.Multiply(y, y), TLanes.All(2 / (GeluLimit * GeluLimit)), TLanes.All(-1));
        var p = TLanes.MultiplyAdd(TLanes.All(-0.000253393838647753f), t, TLanes.All(0.0007105059339664876f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(-0.0008407622808590531f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(0.0014429879374802113f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(-0.003587425919249654f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(0.006696583703160286f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(-0.010661490261554718f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(0.01626872830092907f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(-0.023404158651828766f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(0.031469959765672684f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(-0.040427062660455704f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(0.05151844024658203f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(-0.07029678672552109f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(0.14136381447315216f));
        return TLanes.Multiply(x, TLanes.MultiplyAdd(p, y, TLanes.All(0.5f)));
    }

    /// <summary>exp(x) for x at most 0; below -87 it stays at exp(-87).</summary>
    /// <remarks>x = n ln 2 + r; exp(r) by its Taylor series to the 6th power, whose rest is below 2e-7 for |r| at most ln 2 / 2.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpOfNegative(TVector x)
    {
        x = TLanes.Max(x, TLanes.All(-87));
        var n = TLanes.Round(TLanes.Multiply(x, TLanes.All(1.44269504f)));
        // ln 2 in two parts (Cody and Waite 1980): the first has few enough bits for an exact product.
        var r = TLanes.MultiplyAdd(n, TLanes.All(-0.693359375f), x);
        r = TLanes.MultiplyAdd(n, TLanes.All(2.12194440e-4f), r);
        var p = TLanes.MultiplyAdd(r, TLanes.All(1f / 720), TLanes.All(1f / 120));
        p = TLanes.MultiplyAdd(p, r, TLanes.All(1f / 24));
        p = TLanes.MultiplyAdd(p, r, TLanes.All(1f / 6));
        p = TLanes.MultiplyAdd(p, r, TLanes.All(0.5f));
        p = TLanes.MultiplyAdd(p, r, TLanes.All(1));
        p = TLanes.MultiplyAdd(p, r, TLanes.All(1));
        return TLanes.Scale(p, n);
    }
}
