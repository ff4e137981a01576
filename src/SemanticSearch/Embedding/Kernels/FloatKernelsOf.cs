using System.Runtime.CompilerServices;

namespace SemanticSearch.Embedding.Kernels;

/// <param name="name">As shown in measurements.</param>
/// <param name="tileRows">How many rows fit the registers: at most 12.</param>
internal sealed unsafe class FloatKernels<TLanes, TVector>(string name, int tileRows) : FloatKernels
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    public override string Name => name;

    public override int PanelColumns => 2 * TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(in FloatProduct product)
    {
        // Tiles as equal as can be: a rest of one row would wait for its own sums.
        var tiles = (product.Rows + tileRows - 1) / tileRows;
        for (var column = 0; column < product.Columns; column += PanelColumns)
        {
            var panel = product.B + (nint)(column / PanelColumns) * product.PanelStride;
            var bias = product.Bias == null ? null : product.Bias + column;
            for (int tile = 0, row = 0; tile < tiles; tile++)
            {
                var rows = RowsOf(tile, tiles, product.Rows);
                var a = product.A + (nint)row * product.AStride;
                MultiplyTile(rows, a, panel, product, bias, product.C + (nint)row * product.CStride + column);
                row += rows;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Normalise(float* row, float* addend, float* scale, float* shift, int count, float epsilon)
    {
        var sums = TLanes.Zero;
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var value = TLanes.Load(row + i);
            if (addend != null)
            {
                value = TLanes.Add(value, TLanes.Load(addend + i));
                TLanes.Store(row + i, value);
            }
            sums = TLanes.Add(sums, value);
        }
        var mean = TLanes.All(TLanes.Sum(sums) / count);
        var squares = TLanes.Zero;
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var centred = TLanes.Subtract(TLanes.Load(row + i), mean);
            squares = TLanes.MultiplyAdd(centred, centred, squares);
        }
        var factor = TLanes.All(1 / MathF.Sqrt(TLanes.Sum(squares) / count + epsilon));
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var centred = TLanes.Subtract(TLanes.Load(row + i), mean);
            TLanes.Store(row + i, TLanes.MultiplyAdd(TLanes.Multiply(centred, factor), TLanes.Load(scale + i), TLanes.Load(shift + i)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Gelu(float* row, int count)
    {
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(row + i, Functions<TLanes, TVector>.Gelu(TLanes.Load(row + i)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Exponentials(float* row, int count, float factor)
    {
        var end = (count + 15) / 16 * 16;
        for (var i = count; i < end; i++)
            row[i] = float.NegativeInfinity;
        var largest = TLanes.Load(row);
        for (var i = TLanes.Count; i < end; i += TLanes.Count)
            largest = TLanes.Max(largest, TLanes.Load(row + i));
        var times = TLanes.All(factor);
        var shift = TLanes.All(-factor * TLanes.Largest(largest));
        var sums = TLanes.Zero;
        for (var i = 0; i < end; i += TLanes.Count)
        {
            var power = Functions<TLanes, TVector>.ExpOfNegative(TLanes.MultiplyAdd(TLanes.Load(row + i), times, shift));
            TLanes.Store(row + i, power);
            sums = TLanes.Add(sums, power);
        }
        for (var i = count; i < end; i++)
            row[i] = 0;
        return TLanes.Sum(sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Scale(float* row, int count, float factor)
    {
        var times = TLanes.All(factor);
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(row + i, TLanes.Multiply(TLanes.Load(row + i), times));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Quantise(float* row, int count, byte* bytes, out float scale, out float low, float* remainder)
    {
        var smallest = TLanes.Load(row);
        var largest = smallest;
        for (var i = TLanes.Count; i < count; i += TLanes.Count)
        {
            var value = TLanes.Load(row + i);
            smallest = TLanes.Min(smallest, value);
            largest = TLanes.Max(largest, value);
        }
        low = TLanes.Smallest(smallest);
        var range = TLanes.Largest(largest) - low;
        scale = range / 255;
        var inverse = TLanes.All(range > 0 ? 255 / range : 0);
        var start = TLanes.All(low);
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.StoreBytes(bytes + i, TLanes.Multiply(TLanes.Subtract(TLanes.Load(row + i), start), inverse));
        if (remainder == null)
            return;
        for (var i = 0; i < count; i++)
            remainder[i] = row[i] - (low + scale * bytes[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddBytes(float* row, sbyte* bytes, float factor, int count)
    {
        var times = TLanes.All(factor);
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(row + i, TLanes.MultiplyAdd(TLanes.LoadBytes(bytes + i), times, TLanes.Load(row + i)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(float* row, float* addend, int count)
    {
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(row + i, TLanes.Add(TLanes.Load(row + i), TLanes.Load(addend + i)));
    }

    public override void ToUnitLength(float* row, int count)
    {
        var squares = TLanes.Zero;
        for (var i = 0; i < count; i += TLanes.Count)
            squares = TLanes.MultiplyAdd(TLanes.Load(row + i), TLanes.Load(row + i), squares);
        var length = MathF.Sqrt(TLanes.Sum(squares));
        Scale(row, count, length > 0 ? 1 / length : 0);
    }

    private static int RowsOf(int tile, int tiles, int rows) => rows / tiles + (tile < rows % tiles ? 1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTile(int rows, float* a, float* panel, in FloatProduct product, float* bias, float* c)
    {
        var (aStride, stride, depth, cStride) = (product.AStride, product.BStride, product.Depth, product.CStride);
        switch (rows)
        {
            case 1: FloatTile<TLanes, TVector>.Multiply<Rows1>(a, aStride, panel, stride, depth, bias, c, cStride); break;
            case 2: FloatTile<TLanes, TVector>.Multiply<Rows2>(a, aStride, panel, stride, depth, bias, c, cStride); break;
            case 3: FloatTile<TLanes, TVector>.Multiply<Rows3>(a, aStride, panel, stride, depth, bias, c, cStride); break;
            case 4: FloatTile<TLanes, TVector>.Multiply<Rows4>(a, aStride, panel, stride, depth, bias, c, cStride); break;
            case 5: FloatTile<TLanes, TVector>.Multiply<Rows5>(a, aStride, panel, stride, depth, bias, c, cStride); break;
            case 6: FloatTile<TLanes, TVector>.Multiply<Rows6>(a, aStride, panel, stride, depth, bias, c, cStride); break;
            case 7: FloatTile<TLanes, TVector>.Multiply<Rows7>(a, aStride, panel, stride, depth, bias, c, cStride); break;
            case 8: FloatTile<TLanes, TVector>.Multiply<Rows8>(a, aStride, panel, stride, depth, bias, c, cStride); break;
            case 9: FloatTile<TLanes, TVector>.Multiply<Rows9>(a, aStride, panel, stride, depth, bias, c, cStride); break;
            case 10: FloatTile<TLanes, TVector>.Multiply<Rows10>(a, aStride, panel, stride, depth, bias, c, cStride); break;
            case 11: FloatTile<TLanes, TVector>.Multiply<Rows11>(a, aStride, panel, stride, depth, bias, c, cStride); break;
            default: FloatTile<TLanes, TVector>.Multiply<Rows12>(a, aStride, panel, stride, depth, bias, c, cStride); break;
        }
    }
}
