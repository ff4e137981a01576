namespace SemanticSearch.Embedding.Kernels;

/// <summary>The arithmetic of one vector width. Kernels are written once over it; the compiler makes a version for each width.</summary>
/// <typeparam name="TVector">So many float32 side by side.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>How many numbers a vector holds.</summary>
    static abstract int Count { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Load(float* from);

    static abstract TVector All(float value);

    static abstract void Store(float* to, TVector value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a * b + c, in one rounding where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Min(TVector a, TVector b);

    static abstract TVector Max(TVector a, TVector b);

    /// <summary>To the nearest integer, ties to even.</summary>
    static abstract TVector Round(TVector a);

    /// <summary>a * 2^n for integral n from -126 to 127.</summary>
    static abstract TVector Scale(TVector a, TVector n);

    static abstract float Sum(TVector a);

    static abstract float Smallest(TVector a);

    static abstract float Largest(TVector a);

    /// <summary>Writes numbers from 0 to 255, rounded to the nearest (ties to even), as bytes.</summary>
    static abstract void StoreBytes(byte* to, TVector value);

    /// <summary>Reads signed bytes.</summary>
    static abstract TVector LoadBytes(sbyte* from);
}
