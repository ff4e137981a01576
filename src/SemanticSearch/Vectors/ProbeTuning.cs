namespace SemanticSearch.Vectors;

/// <summary>
/// How many lists must a search look at? For a sample of rows, disturbed to lie as far from their neighbours as questions do, the true
/// nearest rows are found by comparing with all; the answer covers the lists of all but a few of them.
/// </summary>
internal sealed unsafe class ProbeTuning(ByteRows rows, int[] order, ListCentres centres, int[] listOf, ParallelOptions threads)
{
    private const int Samples = 256;
    private const int Top = 10;
    private const double Covered = 0.985;

    /// <summary>Length of the noise added to a unit vector: the cosine to the original becomes about 0.9.</summary>
    private const float Noise = 0.5f;

    public int Run()
    {
        var samples = Math.Min(Samples, order.Length);
        var needed = new int[samples * Top];
        Array.Fill(needed, 1);
        Parallel.For(0, samples, threads, sample => Measure(sample, (int)((long)sample * order.Length / samples), needed.AsSpan(sample * Top, Top)));
        Array.Sort(needed);
        return needed[(int)(Covered * (needed.Length - 1))];
    }

    private void Measure(int seed, int place, Span<int> needed)
    {
        var query = new QueryCodes(rows.Dimension);
        query.Set(Disturbed(new Random(seed), order[place]));
        var best = new TopHits();
        best.Reset(Top);
        for (var other = 0; other < order.Length; other++)
        {
            int dot;
            RowDots.InOrder(RowDots.Best, rows.Row(order[other]), 1, query, &dot);
            if (other != place)
                best.Offer(other, dot * rows.Scale(order[other]));
        }
        var hits = new VectorHit[Top];
        var found = best.Drain(hits, 1);
        var cosines = new float[centres.Count];
        centres.Compare(RowDots.Best, query, new int[centres.Count], cosines);
        for (var i = 0; i < found; i++)
        {
            var list = listOf[hits[i].Ordinal];
            for (var rival = 0; rival < cosines.Length; rival++)
            {
                if (cosines[rival] > cosines[list] || cosines[rival] == cosines[list] && rival < list)
                    needed[i]++;
            }
        }
    }

    private float[] Disturbed(Random random, int row)
    {
        var vector = new float[rows.Dimension];
        ByteRows.Decode(rows.Row(row), rows.Scale(row), vector);
        // Uniform numbers have a variance of 1/12.
        var each = Noise * MathF.Sqrt(12f / rows.Dimension);
        for (var i = 0; i < vector.Length; i++)
            vector[i] += each * (random.NextSingle() - 0.5f);
        return vector;
    }
}
