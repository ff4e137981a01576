namespace SemanticSearch.Vectors;

/// <summary>
/// Spherical k-means over int8 rows: which list does each row belong to? Seeded by position, summed in the order of rows, so that the
/// outcome depends neither on threads nor on the processor.
/// </summary>
internal sealed unsafe class ListTraining
{
    private const int Rounds = 8;
    private const int SampleRowsPerList = 40;
    private const int RowsPerTask = 256;

    private readonly ByteRows _rows;
    private readonly int[] _order;
    private readonly ParallelOptions _threads;

    /// <param name="order">Every row once, in the order of ordinals: rows are stored in the order of adding.</param>
    public ListTraining(ByteRows rows, int[] order, int lists, int threads)
    {
        (_rows, _order) = (rows, order);
        _threads = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Centres = new ListCentres(lists, rows.Dimension);
    }

    public ListCentres Centres { get; }

    /// <returns>For each place in the order the list of that row.</returns>
    public int[] Run()
    {
        var lists = Centres.Count;
        var sample = EveryNth(Math.Min(_order.Length, (int)Math.Min(int.MaxValue, (long)lists * SampleRowsPerList)));
        for (var list = 0; list < lists; list++)
        {
            var row = sample[(long)list * sample.Length / lists];
            Centres.SetRow(list, _rows.Row(row), _rows.Scale(row));
        }
        for (var round = 0; round < Rounds; round++)
            Move(sample, Assign(sample));
        var listOf = Assign(_order);
        Move(_order, listOf);
        return listOf;
    }

    private int[] EveryNth(int count)
    {
        var sample = new int[count];
        for (var i = 0; i < count; i++)
            sample[i] = _order[(long)i * _order.Length / count];
        return sample;
    }

    private int[] Assign(int[] rows)
    {
        var listOf = new int[rows.Length];
        Parallel.For(0, (rows.Length + RowsPerTask - 1) / RowsPerTask, _threads, () => new Assignment(Centres), (task, _, assignment) =>
        {
            for (var i = task * RowsPerTask; i < Math.Min(rows.Length, (task + 1) * RowsPerTask); i++)
                listOf[i] = assignment.Nearest(_rows.Row(rows[i]));
            return assignment;
        }, _ => { });
        return listOf;
    }

    private void Move(int[] rows, int[] listOf)
    {
        var members = new ListMembers(listOf, Centres.Count);
        Parallel.For(0, Centres.Count, _threads, () => (Sum: new float[_rows.Dimension], Vector: new float[_rows.Dimension]), (list, _, buffers) =>
        {
            SetToMean(list, members.Of(list), rows, buffers.Sum, buffers.Vector);
            return buffers;
        }, _ => { });
        SplitForEmpty(members, rows);
    }

    private void SetToMean(int list, ReadOnlySpan<int> members, int[] rows, float[] sum, float[] vector)
    {
        Array.Clear(sum);
        foreach (var member in members)
        {
            ByteRows.Decode(_rows.Row(rows[member]), _rows.Scale(rows[member]), vector);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += vector[i];
        }
        var largest = 0f;
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] /= Math.Max(1, members.Length);
            largest = MathF.Max(largest, MathF.Abs(sum[i]));
        }
        // Members that cancel each other out have no mean direction: the centre stays where it was.
        if (largest > 1e-6f)
            Centres.Set(list, sum);
    }

    // A list without members takes one from the middle of the list that is the largest after what was taken from it so far.
    private void SplitForEmpty(ListMembers members, int[] rows)
    {
        var bySize = new PriorityQueue<(int List, int Size), (int, int)>();
        for (var list = 0; list < Centres.Count; list++)
            bySize.Enqueue((list, members.Of(list).Length), (-members.Of(list).Length, list));
        for (var list = 0; list < Centres.Count; list++)
        {
            if (members.Of(list).Length > 0)
                continue;
            var (largest, size) = bySize.Dequeue();
            if (size < 2)
                return;
            var row = rows[members.Of(largest)[size / 2]];
            Centres.SetRow(list, _rows.Row(row), _rows.Scale(row));
            bySize.Enqueue((largest, size / 2), (-size / 2, largest));
        }
    }

    private sealed class Assignment(ListCentres centres)
    {
        private readonly QueryCodes _query = new(centres.Dimension);
        private readonly int[] _dots = new int[centres.Count];
        private readonly float[] _cosines = new float[centres.Count];

        public int Nearest(byte* row)
        {
            _query.SetRow(row, 1);
            centres.Compare(RowDots.Best, _query, _dots, _cosines);
            var best = 0;
            for (var list = 1; list < _cosines.Length; list++)
            {
                if (_cosines[list] > _cosines[best])
                    best = list;
            }
            return best;
        }
    }
}
