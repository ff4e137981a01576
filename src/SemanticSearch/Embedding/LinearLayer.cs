namespace SemanticSearch.Embedding;

/// <summary>y = x W + b for rows of float32, whatever the form of W.</summary>
internal abstract unsafe class LinearLayer
{
    public abstract int Inputs { get; }

    public abstract int Outputs { get; }

    /// <param name="x">Row-major, Inputs wide.</param>
    /// <param name="y">Row-major, Outputs wide.</param>
    /// <param name="fineRows">Rows that need full precision (see <see cref="ByteLayer"/>); at most <see cref="Workspace.MostSequences"/>.</param>
    public abstract void Apply(Workspace workspace, float* x, int rows, ReadOnlySpan<int> fineRows, float* y);
}
