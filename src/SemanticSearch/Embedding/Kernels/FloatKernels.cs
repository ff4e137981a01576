namespace SemanticSearch.Embedding.Kernels;

/// <summary>What an encoder does with float32, for one vector width. A row's result does not depend on the rows beside it.</summary>
internal abstract unsafe class FloatKernels
{
    /// <summary>All widths that this processor has, the fastest first; the portable one is last.</summary>
    public static IReadOnlyList<FloatKernels> Supported { get; } = [.. Find()];

    public abstract string Name { get; }

    /// <summary>How many columns of B stand side by side.</summary>
    public abstract int PanelColumns { get; }

    public abstract void Multiply(in FloatProduct product);

    /// <summary>row = (row + addend - mean) / standard deviation * scale + shift. A null addend is zero.</summary>
    /// <param name="count">A multiple of 16.</param>
    public abstract void Normalise(float* row, float* addend, float* scale, float* shift, int count, float epsilon);

    /// <summary>x * Phi(x), exact to 4e-7 times the size of x (the error-function form, not its tanh approximation).</summary>
    /// <param name="count">A multiple of 16.</param>
    public abstract void Gelu(float* row, int count);

    /// <summary>row = exp(factor * (row - its largest number)): a softmax but for the division by the sum, which is returned. What stands after
    /// <paramref name="count"/> up to the next multiple of 16 becomes 0.</summary>
    public abstract float Exponentials(float* row, int count, float factor);

    /// <summary>row *= factor.</summary>
    /// <param name="count">A multiple of 16.</param>
    public abstract void Scale(float* row, int count, float factor);

    /// <summary>row ~ low + scale * bytes, with the smallest number at 0 and the largest at 255.</summary>
    /// <param name="count">A multiple of 16.</param>
    /// <param name="remainder">Receives row - (low + scale * bytes); may be null.</param>
    public abstract void Quantise(float* row, int count, byte* bytes, out float scale, out float low, float* remainder);

    /// <summary>row += factor * bytes.</summary>
    /// <param name="count">A multiple of 16.</param>
    public abstract void AddBytes(float* row, sbyte* bytes, float factor, int count);

    /// <summary>row += addend.</summary>
    /// <param name="count">A multiple of 16.</param>
    public abstract void Add(float* row, float* addend, int count);

    /// <summary>Divides by the Euclidean length.</summary>
    /// <param name="count">A multiple of 16.</param>
    public abstract void ToUnitLength(float* row, int count);

    private static IEnumerable<FloatKernels> Find()
    {
        if (Lanes512.IsSupported)
            yield return new FloatKernels<Lanes512, System.Runtime.Intrinsics.Vector512<float>>("Vector512", 12);
        if (Lanes256.IsSupported)
            yield return new FloatKernels<Lanes256, System.Runtime.Intrinsics.Vector256<float>>("Vector256", 6);
        yield return new FloatKernels<Lanes1, float>("portable", 4);
    }
}
