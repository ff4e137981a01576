namespace SemanticSearch.Embedding.Kernels;

/// <summary>C = A B (+ bias), all float32. A and C are row-major. B lies in panels: <see cref="FloatKernels.PanelColumns"/> columns side by
/// side, row after row; a plain row-major matrix is one too.</summary>
internal unsafe struct FloatProduct
{
    public int Rows;

    /// <summary>Of B and C: a multiple of the panel's width.</summary>
    public int Columns;

    /// <summary>Columns of A, rows of B.</summary>
    public int Depth;

    public float* A;

    /// <summary>Numbers from one row of A to the next.</summary>
    public int AStride;

    public float* B;

    /// <summary>Numbers from one row of B to the next.</summary>
    public int BStride;

    /// <summary>Numbers from one panel of B to the next.</summary>
    public int PanelStride;

    public float* C;

    /// <summary>Numbers from one row of C to the next.</summary>
    public int CStride;

    /// <summary>One number a column, or null.</summary>
    public float* Bias;
}
