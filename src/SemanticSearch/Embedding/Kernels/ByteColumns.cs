namespace SemanticSearch.Embedding.Kernels;

/// <summary>What belongs to 16 columns of a <see cref="ByteMatrix"/>. Passed by value, so that stores through pointers do not force
/// its fields to be read again.</summary>
internal readonly unsafe struct ByteColumns(in ByteMatrix matrix, int column)
{
    public readonly sbyte* Panel = matrix.Panels + (nint)column * matrix.Inputs;
    public readonly int Groups = matrix.Inputs / ByteMatrix.Group;
    public readonly float* Scales = matrix.Scales + column;
    public readonly float* Sums = matrix.Sums + column;
    public readonly float* Bias = matrix.Bias + column;

    /// <summary>4 rows of exact weights, or null.</summary>
    public readonly float* Exact = matrix.HasExact ? matrix.Exact + column : null;

    /// <summary>From one row of exact weights to the next.</summary>
    public readonly nint Stride = matrix.Outputs;
}
