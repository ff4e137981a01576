namespace SemanticSearch.Vectors;

/// <summary>
/// The best so many of an array of cosines, asked one after the other in the array's order: of equal ones the first. Two passes over the array instead
/// of a heap, whose cost grows with how many are wanted.
/// </summary>
internal ref struct NearestScores
{
    /// <summary>A vector that is not there; never among the best.</summary>
    public const float Absent = -1;

    private const int Buckets = 4096;

    private readonly float _least;
    private int _equals;

    private NearestScores(float least, int equals) => (_least, _equals) = (least, equals);

    /// <param name="cosines">From -1 to 1, a little more by rounding.</param>
    public static NearestScores Of(ReadOnlySpan<float> cosines, int top)
    {
        Span<int> counts = stackalloc int[Buckets];
        counts.Clear();
        var present = 0;
        foreach (var cosine in cosines)
        {
            if (cosine <= Absent)
                continue;
            counts[BucketOf(cosine)]++;
            present++;
        }
        if (present <= top || top == 0)
            return new NearestScores(top == 0 ? float.PositiveInfinity : Absent, 0);
        var bucket = Buckets;
        var wanted = top;
        while (wanted > counts[--bucket])
            wanted -= counts[bucket];
        return LeastOf(cosines, bucket, counts[bucket], wanted);
    }

    /// <summary>To be asked of each cosine once, in order.</summary>
    public bool Holds(float cosine) => cosine > _least || cosine == _least && _equals-- > 0;

    /// <summary>Of what lies in one bucket so many are wanted.</summary>
    private static NearestScores LeastOf(ReadOnlySpan<float> cosines, int bucket, int count, int wanted)
    {
        var held = new float[count];
        var next = 0;
        foreach (var cosine in cosines)
        {
            if (cosine > Absent && BucketOf(cosine) == bucket)
                held[next++] = cosine;
        }
        Array.Sort(held);
        var least = held[count - wanted];
        var better = count - (Array.LastIndexOf(held, least) + 1);
        return new NearestScores(least, wanted - better);
    }

    /// <summary>Grows with the cosine.</summary>
    private static int BucketOf(float cosine) => Math.Clamp((int)((cosine + 1) * (Buckets / 2)), 0, Buckets - 1);
}
