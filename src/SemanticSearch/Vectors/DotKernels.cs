using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Vectors;

/// <summary>Multiplies unsigned by signed bytes and adds four products to each 32-bit lane in one instruction; two planes make 15 bits.</summary>
internal unsafe struct VnniKernel : IDotKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four(byte* a, byte* b, byte* c, byte* d, QueryCodes query, int* dots)
    {
        var high = query.High;
        var low = query.Low;
        var end = a + query.Stride;
        var aHigh = Vector256<int>.Zero;
        var aLow = Vector256<int>.Zero;
        var bHigh = Vector256<int>.Zero;
        var bLow = Vector256<int>.Zero;
        var cHigh = Vector256<int>.Zero;
        var cLow = Vector256<int>.Zero;
        var dHigh = Vector256<int>.Zero;
        var dLow = Vector256<int>.Zero;
        while (a < end)
        {
            var h = Vector256.Load(high);
            var l = Vector256.Load(low);
            var va = Vector256.Load(a);
            aHigh = AvxVnni.MultiplyWideningAndAdd(aHigh, va, h);
            aLow = AvxVnni.MultiplyWideningAndAdd(aLow, va, l);
            var vb = Vector256.Load(b);
            bHigh = AvxVnni.MultiplyWideningAndAdd(bHigh, vb, h);
            bLow = AvxVnni.MultiplyWideningAndAdd(bLow, vb, l);
            var vc = Vector256.Load(c);
            cHigh = AvxVnni.MultiplyWideningAndAdd(cHigh, vc, h);
            cLow = AvxVnni.MultiplyWideningAndAdd(cLow, vc, l);
            var vd = Vector256.Load(d);
            dHigh = AvxVnni.MultiplyWideningAndAdd(dHigh, vd, h);
            dLow = AvxVnni.MultiplyWideningAndAdd(dLow, vd, l);
            a += 32;
            b += 32;
            c += 32;
            d += 32;
            high += 32;
            low += 32;
        }
        DotSums.Four((aHigh << 7) + aLow, (bHigh << 7) + bLow, (cHigh << 7) + cLow, (dHigh << 7) + dLow).Store(dots);
    }

    public static int One(byte* row, QueryCodes query)
    {
        var (high, low) = (Vector256<int>.Zero, Vector256<int>.Zero);
        for (var i = 0; i < query.Stride; i += 32)
        {
            var v = Vector256.Load(row + i);
            high = AvxVnni.MultiplyWideningAndAdd(high, v, Vector256.Load(query.High + i));
            low = AvxVnni.MultiplyWideningAndAdd(low, v, Vector256.Load(query.Low + i));
        }
        return Vector256.Sum((high << 7) + low);
    }
}

/// <summary>The same for a question of int8 numbers: one plane.</summary>
internal unsafe struct VnniByteKernel : IDotKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four(byte* a, byte* b, byte* c, byte* d, QueryCodes query, int* dots)
    {
        var va = Vector256<int>.Zero;
        var vb = Vector256<int>.Zero;
        var vc = Vector256<int>.Zero;
        var vd = Vector256<int>.Zero;
        for (var i = 0; i < query.Stride; i += 32)
        {
            var q = Vector256.Load(query.Low + i);
            va = AvxVnni.MultiplyWideningAndAdd(va, Vector256.Load(a + i), q);
            vb = AvxVnni.MultiplyWideningAndAdd(vb, Vector256.Load(b + i), q);
            vc = AvxVnni.MultiplyWideningAndAdd(vc, Vector256.Load(c + i), q);
            vd = AvxVnni.MultiplyWideningAndAdd(vd, Vector256.Load(d + i), q);
        }
        DotSums.Four(va, vb, vc, vd).Store(dots);
    }

    public static int One(byte* row, QueryCodes query)
    {
        var sum = Vector256<int>.Zero;
        for (var i = 0; i < query.Stride; i += 32)
            sum = AvxVnni.MultiplyWideningAndAdd(sum, Vector256.Load(row + i), Vector256.Load(query.Low + i));
        return Vector256.Sum(sum);
    }
}

/// <summary>Widens 32 bytes to 16 bits and adds pairs of products: no product of 15 by 8 bits saturates.</summary>
internal unsafe struct Avx512Kernel : IDotKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four(byte* a, byte* b, byte* c, byte* d, QueryCodes query, int* dots)
    {
        var va = Vector512<int>.Zero;
        var vb = Vector512<int>.Zero;
        var vc = Vector512<int>.Zero;
        var vd = Vector512<int>.Zero;
        for (var i = 0; i < query.Stride; i += 32)
        {
            var q = Vector512.Load(query.Words + i);
            va += Products(a + i, q);
            vb += Products(b + i, q);
            vc += Products(c + i, q);
            vd += Products(d + i, q);
        }
        DotSums.Four(Fold(va), Fold(vb), Fold(vc), Fold(vd)).Store(dots);
    }

    public static int One(byte* row, QueryCodes query)
    {
        var sum = Vector512<int>.Zero;
        for (var i = 0; i < query.Stride; i += 32)
            sum += Products(row + i, Vector512.Load(query.Words + i));
        return Vector512.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Products(byte* codes, Vector512<short> query) =>
        Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.Load(codes)), query);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Fold(Vector512<int> v) => v.GetLower() + v.GetUpper();
}

/// <summary>The same on 16 bytes at a time.</summary>
internal unsafe struct Avx2Kernel : IDotKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four(byte* a, byte* b, byte* c, byte* d, QueryCodes query, int* dots)
    {
        var va = Vector256<int>.Zero;
        var vb = Vector256<int>.Zero;
        var vc = Vector256<int>.Zero;
        var vd = Vector256<int>.Zero;
        for (var i = 0; i < query.Stride; i += 16)
        {
            var q = Vector256.Load(query.Words + i);
            va += Products(a + i, q);
            vb += Products(b + i, q);
            vc += Products(c + i, q);
            vd += Products(d + i, q);
        }
        DotSums.Four(va, vb, vc, vd).Store(dots);
    }

    public static int One(byte* row, QueryCodes query)
    {
        var sum = Vector256<int>.Zero;
        for (var i = 0; i < query.Stride; i += 16)
            sum += Products(row + i, Vector256.Load(query.Words + i));
        return Vector256.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(byte* codes, Vector256<short> query) =>
        Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Load(codes)), query);
}

/// <summary>For any processor: 8 bytes at a time through the portable vectors.</summary>
internal unsafe struct PortableKernel : IDotKernel
{
    public static void Four(byte* a, byte* b, byte* c, byte* d, QueryCodes query, int* dots)
    {
        dots[0] = One(a, query);
        dots[1] = One(b, query);
        dots[2] = One(c, query);
        dots[3] = One(d, query);
    }

    public static int One(byte* row, QueryCodes query)
    {
        var sum = Vector128<int>.Zero;
        for (var i = 0; i < query.Stride; i += 16)
        {
            var codes = Vector128.Load(row + i);
            var (first, second) = (Vector128.WidenLower(codes).AsInt16(), Vector128.WidenUpper(codes).AsInt16());
            sum += Products(first, Vector128.Load(query.Words + i)) + Products(second, Vector128.Load(query.Words + i + 8));
        }
        return Vector128.Sum(sum);
    }

    private static Vector128<int> Products(Vector128<short> codes, Vector128<short> query) =>
        Vector128.WidenLower(codes) * Vector128.WidenLower(query) + Vector128.WidenUpper(codes) * Vector128.WidenUpper(query);
}

internal static class DotSums
{
    /// <summary>The sums of four vectors, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Four(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        var sums = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
        return sums.GetLower() + sums.GetUpper();
    }
}
