namespace SemanticSearch.Embedding.Kernels;

/// <summary>Weights of one linear layer in signed bytes: weight[k, n] ~ Scales[n] * byte, 127 being the largest weight of a column.
/// A few inputs ("exact" ones: those that are so large, or whose weights are so large, that they would coarsen all others) have zero
/// weights here and float32 weights in <see cref="Exact"/>.</summary>
internal readonly unsafe struct ByteMatrix
{
    /// <summary>Columns of a panel, and weights that stand together of one column.</summary>
    public const int PanelColumns = 16;
    public const int Group = 4;

    /// <summary>Numbers of one row of <see cref="ByteRows.Info"/>: scale, low, the exact inputs if there are any, and 2 for alignment.</summary>
    public const int ExactInputs = 4;
    public const int InfoStride = 8;

    /// <summary>A multiple of 16.</summary>
    public int Outputs { get; init; }

    /// <summary>A multiple of 4.</summary>
    public int Inputs { get; init; }

    /// <summary>Panels of 16 columns; in a panel, for each 4 inputs, column after column their 4 weights: 64 bytes.</summary>
    public sbyte* Panels { get; init; }

    /// <summary>One a column.</summary>
    public float* Scales { get; init; }

    /// <summary>One a column: Scales[n] times the sum of its bytes. Multiplied by an input row's low value it adds what the row's bytes leave out.</summary>
    public float* Sums { get; init; }

    /// <summary>One a column.</summary>
    public float* Bias { get; init; }

    /// <summary>Whether 4 inputs are exact; else none is.</summary>
    public bool HasExact { get; init; }

    /// <summary>Which inputs are exact: 4 numbers.</summary>
    public int* ExactIndex { get; init; }

    /// <summary>4 rows of Outputs weights.</summary>
    public float* Exact { get; init; }
}

/// <summary>Input rows in unsigned bytes: value ~ low + scale * byte, each row with its own two numbers.</summary>
internal readonly unsafe struct ByteRows
{
    /// <summary>Row-major, Inputs of the matrix wide.</summary>
    public byte* Values { get; init; }

    /// <summary>For each row <see cref="ByteMatrix.InfoStride"/> numbers: scale, low, exact inputs.</summary>
    public float* Info { get; init; }

    public int Count { get; init; }
}
