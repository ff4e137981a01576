using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Vectors;

/// <summary>
/// Integer dot products of many rows with one question. <see cref="DotPath.AvxVnni"/> comes first where the processor has it; whichever
/// path runs, the integers are the same, so answers do not depend on the machine.
/// </summary>
internal static unsafe class RowDots
{
    private const int LineBytes = 64;

    /// <summary>A scan waits for memory: a tenth less with rows asked for so early (AVX2, Zen 3; 4 KB is worth half of it, 16 KB nothing).</summary>
    private const int BytesAhead = 8192;

    public static DotPath Best { get; } =
        IsSupported(DotPath.AvxVnni) ? DotPath.AvxVnni
        : IsSupported(DotPath.Avx512) ? DotPath.Avx512
        : IsSupported(DotPath.Avx2) ? DotPath.Avx2
        : DotPath.Portable;

    public static bool IsSupported(DotPath path) => path switch
    {
        DotPath.AvxVnni => AvxVnni.IsSupported,
        DotPath.Avx512 => Avx512BW.IsSupported,
        DotPath.Avx2 => Avx2.IsSupported,
        _ => true,
    };

    /// <param name="rows">Rows that follow each other, <see cref="QueryCodes.Stride"/> bytes each.</param>
    /// <param name="dots">Gets count sums of code * query.</param>
    public static void InOrder(DotPath path, byte* rows, int count, QueryCodes query, int* dots)
    {
        switch (path)
        {
            case DotPath.AvxVnni when query.IsByte:
                InOrder<VnniByteKernel>(rows, count, query, dots);
                break;
            case DotPath.AvxVnni:
                InOrder<VnniKernel>(rows, count, query, dots);
                break;
            case DotPath.Avx512:
                InOrder<Avx512Kernel>(rows, count, query, dots);
                break;
            case DotPath.Avx2:
                InOrder<Avx2Kernel>(rows, count, query, dots);
                break;
            default:
                InOrder<PortableKernel>(rows, count, query, dots);
                break;
        }
    }

    /// <param name="rows">Row 0.</param>
    /// <param name="chosen">Which rows, count of them.</param>
    /// <param name="dots">Gets count sums of code * query.</param>
    public static void Chosen(DotPath path, byte* rows, int* chosen, int count, QueryCodes query, int* dots)
    {
        switch (path)
        {
            case DotPath.AvxVnni:
                Chosen<VnniKernel>(rows, chosen, count, query, dots);
                break;
            case DotPath.Avx512:
                Chosen<Avx512Kernel>(rows, chosen, count, query, dots);
                break;
            case DotPath.Avx2:
                Chosen<Avx2Kernel>(rows, chosen, count, query, dots);
                break;
            default:
                Chosen<PortableKernel>(rows, chosen, count, query, dots);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InOrder<TKernel>(byte* rows, int count, QueryCodes query, int* dots) where TKernel : struct, IDotKernel
    {
        nint stride = query.Stride;
        var i = 0;
        for (; i <= count - 4; i += 4, rows += 4 * stride)
        {
            for (nint line = 0; line < 4 * stride && typeof(TKernel) == typeof(Avx2Kernel); line += LineBytes)
                Sse.Prefetch0(rows + BytesAhead + line);
            TKernel.Four(rows, rows + stride, rows + 2 * stride, rows + 3 * stride, query, dots + i);
        }
        for (; i < count; i++, rows += stride)
            dots[i] = TKernel.One(rows, query);
        for (i = 0; i < count; i++)
            dots[i] -= query.Excess;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Chosen<TKernel>(byte* rows, int* chosen, int count, QueryCodes query, int* dots) where TKernel : struct, IDotKernel
    {
        nint stride = query.Stride;
        var i = 0;
        for (; i <= count - 4; i += 4)
        {
            TKernel.Four(rows + chosen[i] * stride, rows + chosen[i + 1] * stride, rows + chosen[i + 2] * stride, rows + chosen[i + 3] * stride,
                query, dots + i);
        }
        for (; i < count; i++)
            dots[i] = TKernel.One(rows + chosen[i] * stride, query);
        for (i = 0; i < count; i++)
            dots[i] -= query.Excess;
    }
}
