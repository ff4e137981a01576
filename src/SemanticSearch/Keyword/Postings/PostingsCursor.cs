using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Reads what <see cref="PostingsListWriter"/> wrote, one block at a time, or the articles of a term, which are gathered from its other lists
/// (<see cref="ArticleListWriter"/>). Reused from list to list; not thread-safe.</summary>
internal sealed unsafe class PostingsCursor
{
    private readonly uint[] _documents = GC.AllocateUninitializedArray<uint>(3 * BitPacking.BlockSize + BlockCodec.ScratchLength, pinned: true);
    private readonly uint* _contexts;
    private readonly uint* _scratch;
    private GatheredArticles? _articles;
    private bool _isGathered;
    private NumberTable _lasts;
    private NumberTable _ends;
    private bool _hasTables;
    private byte* _bounds;
    private byte* _blocks;
    private byte* _frequencyBlock;
    private bool _hasContexts;
    private int _bodiesBlock;

    public PostingsCursor()
    {
        Documents = (uint*)Marshal.UnsafeAddrOfPinnedArrayElement(_documents, 0);
        Frequencies = Documents + BitPacking.BlockSize;
        _contexts = Frequencies + BitPacking.BlockSize;
        _scratch = _contexts + BitPacking.BlockSize;
        Bodies = Frequencies;
    }

    /// <summary>Documents of the whole list.</summary>
    public int Count { get; private set; }

    public int BlockCount { get; private set; }

    /// <summary>The block that is loaded, or -1.</summary>
    public int Block { get; private set; }

    /// <summary>Documents in the loaded block.</summary>
    public int Loaded { get; private set; }

    /// <summary>Ascending documents of the loaded block.</summary>
    public uint* Documents { get; }

    /// <summary>Their frequencies, once <see cref="LoadFrequencies"/> was called.</summary>
    public uint* Frequencies { get; }

    /// <summary>How often the term stands in the bodies of the documents, once <see cref="LoadBodies"/> was called.</summary>
    public uint* Bodies { get; private set; }

    public void Open(byte* list, int count)
    {
        Start(list, count, isGathered: false);
    }

    /// <summary>Opens the articles of a term.</summary>
    /// <param name="count">Articles that hold it.</param>
    /// <param name="passages">Its passages and the articles they belong to.</param>
    /// <param name="headPostings">Its articles by other fields, <paramref name="heads"/> of them.</param>
    public void OpenArticles(byte* list, int count, in PassageSource passages, byte* headPostings, int heads)
    {
        Start(list, count, isGathered: true);
        (_articles ??= new GatheredArticles()).Open(passages, headPostings, heads);
    }

    private void Start(byte* list, int count, bool isGathered)
    {
        Count = count;
        Block = -1;
        Loaded = 0;
        _isGathered = isGathered;
        _bodiesBlock = -1;
        _frequencyBlock = null;
        _hasContexts = false;
        _hasTables = count >= BitPacking.BlockSize;
        BlockCount = (count + BitPacking.BlockSize - 1) / BitPacking.BlockSize;
        _blocks = list;
        if (!_hasTables)
            return;
        _lasts = new NumberTable(list, BlockCount);
        _bounds = _lasts.End;
        if (!isGathered)
        {
            _ends = new NumberTable(_bounds, BlockCount);
            _bounds = _ends.End;
        }
        _blocks = _bounds + BlockCount;
    }

    /// <summary>The last document of a block; of a list of one short block, the largest number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint LastDocument(int block) => _hasTables ? _lasts[block] : int.MaxValue;

    /// <summary>The largest term part in a block, in 255ths; nothing is known of a list of one short block.</summary>
    public byte Bound(int block) => _hasTables ? _bounds[block] : byte.MaxValue;

    /// <summary>The first block from <paramref name="block"/> on whose last document is at least <paramref name="document"/>, or <see cref="BlockCount"/>.</summary>
    public int FindBlock(int block, uint document)
    {
        var step = 1;
        var low = block;
        while (low < BlockCount && LastDocument(low) < document)
        {
            block = low + 1;
            low += step;
            step <<= 1;
        }
        var high = Math.Min(low, BlockCount);
        while (block < high)
        {
            var middle = (block + high) >> 1;
            if (LastDocument(middle) < document)
                block = middle + 1;
            else
                high = middle;
        }
        return block;
    }

    public void LoadBlock(int block)
    {
        if (block == Block)
            return;
        Block = block;
        var before = block == 0 ? -1 : (int)LastDocument(block - 1);
        Loaded = Math.Min(BitPacking.BlockSize, Count - block * BitPacking.BlockSize);
        if (_isGathered)
        {
            _articles!.Fill(before, Loaded, Documents, Frequencies);
            return;
        }
        var start = block == 0 ? _blocks : _blocks + _ends[block - 1];
        if (Loaded < BitPacking.BlockSize)
        {
            LoadTail(start, before);
            return;
        }
        _frequencyBlock = BlockCodec.DecodeDocuments(start, Documents, before, _scratch);
    }

    public void LoadFrequencies()
    {
        if (_frequencyBlock == null)
            return;
        _hasContexts = BlockCodec.IsMarked(_frequencyBlock);
        var end = BlockCodec.Decode(_frequencyBlock, Frequencies, _scratch);
        if (_hasContexts)
            BlockCodec.Decode(end, _contexts, _scratch);
        for (var i = 0; i < BitPacking.BlockSize; i += Vector256<uint>.Count)
            (Vector256.Load(Frequencies + i) + Vector256<uint>.One).Store(Frequencies + i);
        _frequencyBlock = null;
    }

    public void LoadBodies()
    {
        LoadFrequencies();
        if (_bodiesBlock == Block)
            return;
        _bodiesBlock = Block;
        Bodies = _hasContexts ? _contexts : Frequencies;
        for (var i = 0; _hasContexts && i < BitPacking.BlockSize; i += Vector256<uint>.Count)
            (Vector256.Load(Frequencies + i) - Vector256.Load(_contexts + i)).Store(_contexts + i);
    }

    /// <summary>The index in the loaded block of the first document from <paramref name="from"/> on that is at least <paramref name="document"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindInBlock(int from, uint document)
    {
        var low = from;
        var length = Loaded - from;
        while (length > 0)
        {
            var half = length >> 1;
            var isLess = Documents[low + half] < document;
            low = isLess ? low + half + 1 : low;
            length = isLess ? length - half - 1 : half;
        }
        return low;
    }

    /// <summary>Where a document stands in the loaded block, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IndexOf(uint document)
    {
        // Comparing with all is quicker than the mispredicted branches of a search.
        if (Loaded == BitPacking.BlockSize && Vector512.IsHardwareAccelerated)
            return IndexOfBySixteen(document);
        if (Loaded == BitPacking.BlockSize && Vector256.IsHardwareAccelerated)
            return IndexOfByEight(document);
        var index = FindInBlock(0, document);
        return index < Loaded && Documents[index] == document ? index : -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int IndexOfBySixteen(uint document)
    {
        var wanted = Vector512.Create(document);
        var low = Mask(0) | Mask(16) << 16 | Mask(32) << 32 | Mask(48) << 48;
        var high = Mask(64) | Mask(80) << 16 | Mask(96) << 32 | Mask(112) << 48;
        if ((low | high) == 0)
            return -1;
        return low != 0 ? BitOperations.TrailingZeroCount(low) : 64 + BitOperations.TrailingZeroCount(high);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        ulong Mask(int at) => Vector512.Equals(Vector512.Load(Documents + at), wanted).ExtractMostSignificantBits();
    }

    private int IndexOfByEight(uint document)
    {
        var wanted = Vector256.Create(document);
        for (var i = 0; i < BitPacking.BlockSize; i += 32)
        {
            var a = Vector256.Equals(Vector256.Load(Documents + i), wanted);
            var b = Vector256.Equals(Vector256.Load(Documents + i + 8), wanted);
            var c = Vector256.Equals(Vector256.Load(Documents + i + 16), wanted);
            var d = Vector256.Equals(Vector256.Load(Documents + i + 24), wanted);
            if (((a | b) | (c | d)) == Vector256<uint>.Zero)
                continue;
            var mask = a.ExtractMostSignificantBits() | b.ExtractMostSignificantBits() << 8
                | c.ExtractMostSignificantBits() << 16 | d.ExtractMostSignificantBits() << 24;
            return i + BitOperations.TrailingZeroCount(mask);
        }
        return -1;
    }

    /// <summary>Turns 128 gaps minus one into documents.</summary>
    internal static void SumGaps(uint* gaps, int before)
    {
        if (Avx512F.IsSupported)
            SumGapsAvx512(gaps, before);
        else if (Avx2.IsSupported)
            SumGapsAvx2(gaps, before);
        else
            SumGapsPlain(gaps, before);
    }

    internal static void SumGapsPlain(uint* gaps, int before)
    {
        var sum = (uint)before;
        for (var i = 0; i < BitPacking.BlockSize; i++)
            gaps[i] = sum += gaps[i] + 1;
    }

    /// <summary>Each step adds to every number the sum that ends 1, 2, 4, 8 places before it.</summary>
    internal static void SumGapsAvx512(uint* gaps, int before)
    {
        var carry = Vector512.Create((uint)before);
        var last = Vector512.Create(15u);
        var zero = Vector512<uint>.Zero;
        for (var i = 0; i < BitPacking.BlockSize; i += 16)
        {
            var v = Vector512.Load(gaps + i) + Vector512<uint>.One;
            v += Avx512F.AlignRight32(v, zero, 15);
            v += Avx512F.AlignRight32(v, zero, 14);
            v += Avx512F.AlignRight32(v, zero, 12);
            v += Avx512F.AlignRight32(v, zero, 8);
            v += carry;
            v.Store(gaps + i);
            carry = Avx512F.PermuteVar16x32(v, last);
        }
    }

    internal static void SumGapsAvx2(uint* gaps, int before)
    {
        var carry = Vector256.Create((uint)before);
        var last = Vector256.Create(7u);
        for (var i = 0; i < BitPacking.BlockSize; i += 8)
        {
            var v = RunningSums(Vector256.Load(gaps + i) + Vector256<uint>.One);
            v += carry;
            v.Store(gaps + i);
            carry = Avx2.PermuteVar8x32(v, last);
        }
    }

    /// <summary>Adds to each number all before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> RunningSums(Vector256<uint> v)
    {
        v += Avx2.ShiftLeftLogical128BitLane(v, 4);
        v += Avx2.ShiftLeftLogical128BitLane(v, 8);
        // The upper four take the sum of the lower four.
        return v + Avx2.Shuffle(Avx2.Permute2x128(v, v, 0x08), 0xFF);
    }

    private void LoadTail(byte* at, int before)
    {
        var form = *at;
        var (width, hasFrequencies) = (TailForm.Width(form), TailForm.HasFrequencies(form));
        var source = new BitSource(at + 1);
        var document = (uint)before;
        _frequencyBlock = null;
        _hasContexts = TailForm.HasContexts(form);
        for (var i = 0; i < Loaded; i++)
        {
            Documents[i] = document += RiceCode.Read(ref source, width) + 1;
            Frequencies[i] = hasFrequencies ? RiceCode.Read(ref source, TailForm.FrequencyWidth) + 1 : 1;
            _contexts[i] = _hasContexts ? RiceCode.Read(ref source, TailForm.ContextWidth) : 0;
        }
    }
}
