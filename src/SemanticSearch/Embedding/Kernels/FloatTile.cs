using System.Runtime.CompilerServices;

namespace SemanticSearch.Embedding.Kernels;

/// <summary>The innermost loop of a float product: up to 12 rows by two vectors, all sums in registers. Each sum is added up in the order of
/// the depth, so a row's result does not depend on its neighbours.</summary>
internal static unsafe class FloatTile<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    // Four pointers and one distance reach 12 rows: more would not fit the registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TRows>(float* a, nint aStride, float* b, nint bStride, int depth, float* bias, float* c, nint cStride)
        where TRows : struct, IRowCount
    {
        var l0 = bias == null ? TLanes.Zero : TLanes.Load(bias);
        var r0 = bias == null ? TLanes.Zero : TLanes.Load(bias + TLanes.Count);
        TVector l1 = l0, l2 = l0, l3 = l0, l4 = l0, l5 = l0, l6 = l0, l7 = l0, l8 = l0, l9 = l0, l10 = l0, l11 = l0;
        TVector r1 = r0, r2 = r0, r3 = r0, r4 = r0, r5 = r0, r6 = r0, r7 = r0, r8 = r0, r9 = r0, r10 = r0, r11 = r0;
        float* a3 = a + 3 * aStride, a6 = a + 6 * aStride, a9 = a + 9 * aStride;
        var twice = 2 * aStride;
        for (var k = 0; k < depth; k++)
        {
            var left = TLanes.Load(b);
            var right = TLanes.Load(b + TLanes.Count);
            Add(a, left, right, ref l0, ref r0);
            if (TRows.Value > 1) Add(a + aStride, left, right, ref l1, ref r1);
            if (TRows.Value > 2) Add(a + twice, left, right, ref l2, ref r2);
            if (TRows.Value > 3) Add(a3, left, right, ref l3, ref r3);
            if (TRows.Value > 4) Add(a3 + aStride, left, right, ref l4, ref r4);
            if (TRows.Value > 5) Add(a3 + twice, left, right, ref l5, ref r5);
            if (TRows.Value > 6) Add(a6, left, right, ref l6, ref r6);
            if (TRows.Value > 7) Add(a6 + aStride, left, right, ref l7, ref r7);
            if (TRows.Value > 8) Add(a6 + twice, left, right, ref l8, ref r8);
            if (TRows.Value > 9) Add(a9, left, right, ref l9, ref r9);
            if (TRows.Value > 10) Add(a9 + aStride, left, right, ref l10, ref r10);
            if (TRows.Value > 11) Add(a9 + twice, left, right, ref l11, ref r11);
            a++;
            a3++;
            a6++;
            a9++;
            b += bStride;
        }
        Store(c, l0, r0);
        if (TRows.Value > 1) Store(c + cStride, l1, r1);
        if (TRows.Value > 2) Store(c + 2 * cStride, l2, r2);
        if (TRows.Value > 3) Store(c + 3 * cStride, l3, r3);
        if (TRows.Value > 4) Store(c + 4 * cStride, l4, r4);
        if (TRows.Value > 5) Store(c + 5 * cStride, l5, r5);
        if (TRows.Value > 6) Store(c + 6 * cStride, l6, r6);
        if (TRows.Value > 7) Store(c + 7 * cStride, l7, r7);
        if (TRows.Value > 8) Store(c + 8 * cStride, l8, r8);
        if (TRows.Value > 9) Store(c + 9 * cStride, l9, r9);
        if (TRows.Value > 10) Store(c + 10 * cStride, l10, r10);
        if (TRows.Value > 11) Store(c + 11 * cStride, l11, r11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* a, TVector left, TVector right, ref TVector leftSum, ref TVector rightSum)
    {
        var value = TLanes.All(*a);
        leftSum = TLanes.MultiplyAdd(value, left, leftSum);
        rightSum = TLanes.MultiplyAdd(value, right, rightSum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, TVector left, TVector right)
    {
        TLanes.Store(c, left);
        TLanes.Store(c + TLanes.Count, right);
    }
}
