namespace SemanticSearch.Embedding;

/// <summary>Rows that a linear layer is applied to.</summary>
/// <param name="x">Row-major, the layer's inputs wide.</param>
/// <param name="y">Row-major, the layer's outputs wide: receives the product.</param>
internal readonly unsafe struct LinearRows(Workspace workspace, float* x, int count, float* y)
{
    public Workspace Workspace { get; } = workspace;

    public float* X { get; } = x;

    public int Count { get; } = count;

    public float* Y { get; } = y;
}

/// <summary>y = x W + b for rows of float32, whatever the form of W.</summary>
internal abstract unsafe class LinearLayer
{
    public abstract int Inputs { get; }

    /// <summary>A multiple of <see cref="PanelColumns"/>.</summary>
    public abstract int Outputs { get; }

    /// <summary>Columns that are multiplied together.</summary>
    public abstract int PanelColumns { get; }

    /// <param name="x">Row-major, Inputs wide.</param>
    /// <param name="y">Row-major, Outputs wide.</param>
    /// <param name="fineRows">Rows that need full precision (see <see cref="ByteLayer"/>); at most <see cref="Workspace.MostSequences"/>.</param>
    public void Apply(Workspace workspace, float* x, int rows, ReadOnlySpan<int> fineRows, float* y)
    {
        var all = new LinearRows(workspace, x, Prepare(workspace, x, rows, fineRows), y);
        if (workspace.Crew is { } crew)
            crew.Multiply(this, all);
        else
            Multiply(all, 0, Outputs);
        Complete(y, rows, fineRows);
    }

    /// <summary>Columns of y; others may be multiplied at the same time.</summary>
    /// <param name="from">A multiple of <see cref="PanelColumns"/>, as is <paramref name="to"/>.</param>
    public abstract void Multiply(in LinearRows rows, int from, int to);

    /// <summary>Brings the rows into the form that is multiplied.</summary>
    /// <returns>How many rows are multiplied.</returns>
    protected abstract int Prepare(Workspace workspace, float* x, int rows, ReadOnlySpan<int> fineRows);

    /// <summary>What is left to do when all columns are there.</summary>
    protected abstract void Complete(float* y, int rows, ReadOnlySpan<int> fineRows);
}
