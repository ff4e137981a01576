using SemanticSearch.Storage;

namespace SemanticSearch.Vectors;

/// <summary>Trains lists over a writer's rows and writes them: centres, where each list's rows begin, and the 1-bit form of the rows.</summary>
internal sealed unsafe class ListBuild
{
    private const int BlocksPerPiece = 4096;

    private readonly ByteRows _rows;
    private readonly ListCentres _centres;
    private readonly ListMembers _members;
    private readonly ParallelOptions _threads;

    /// <param name="order">Rows in the order of their ordinals.</param>
    public ListBuild(ByteRows rows, int[] order, int lists, int threads)
    {
        _rows = rows;
        _threads = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var training = new ListTraining(rows, order, lists, threads);
        var listOf = training.Run();
        _centres = training.Centres;
        _members = new ListMembers(listOf, lists);
        Order = new int[order.Length];
        for (var place = 0; place < order.Length; place++)
            Order[place] = order[_members.All[place]];
        Probes = new ProbeTuning(rows, order, _centres, listOf, _threads).Run();
        for (var list = 0; list < lists; list++)
            CodeBlocks += BlocksOf(list);
    }

    /// <summary>Rows list by list, within a list in the order of their ordinals.</summary>
    public int[] Order { get; }

    public int CodeBlocks { get; }

    /// <summary>Lists that a search needs to look at, found by trying.</summary>
    public int Probes { get; }

    public int Lists => _centres.Count;

    public void Write(VectorFileWriter file)
    {
        file.Write(VectorSections.ListCentres, _centres.AllCodes);
        file.Write<float>(VectorSections.ListScales, _centres.Scales);
        file.Write<float>(VectorSections.ListLengths, _centres.Lengths);
        file.Write<int>(VectorSections.ListStarts, _members.Starts);
        file.Begin(VectorSections.ListCodes);
        var list = 0;
        while (list < Lists)
        {
            var (first, blocks) = (list, 0);
            while (list < Lists && (blocks == 0 || blocks + BlocksOf(list) <= BlocksPerPiece))
                blocks += BlocksOf(list++);
            WritePiece(file, first, list, blocks);
        }
    }

    private int BlocksOf(int list) => (_members.Of(list).Length + BitBlocks.Vectors - 1) / BitBlocks.Vectors;

    private void WritePiece(VectorFileWriter file, int first, int end, int blocks)
    {
        var bytesPerBlock = BitBlocks.BytesPerBlock(_rows.Dimension);
        var piece = new byte[blocks * bytesPerBlock];
        var starts = new int[end - first + 1];
        for (var list = first; list < end; list++)
            starts[list - first + 1] = starts[list - first] + BlocksOf(list) * bytesPerBlock;
        Parallel.For(first, end, _threads, list => Encode(list, piece.AsSpan(starts[list - first]..starts[list - first + 1])));
        file.Write<byte>(piece);
    }

    private void Encode(int list, Span<byte> blocks)
    {
        var (centre, vector) = (new float[_rows.Dimension], new float[_rows.Dimension]);
        var bytesPerBlock = BitBlocks.BytesPerBlock(_rows.Dimension);
        _centres.Decode(list, centre);
        var (start, end) = (_members.Starts[list], _members.Starts[list + 1]);
        for (var place = start; place < end; place++)
        {
            var (block, slot) = Math.DivRem(place - start, BitBlocks.Vectors);
            var bytes = blocks.Slice(block * bytesPerBlock, bytesPerBlock);
            if (slot == 0)
                BitBlocks.Clear(bytes, _rows.Dimension);
            ByteRows.Decode(_rows.Row(Order[place]), _rows.Scale(Order[place]), vector);
            BitBlocks.Set(bytes, slot, vector, centre);
        }
    }
}
