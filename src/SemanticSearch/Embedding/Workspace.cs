using SemanticSearch.Embedding.Kernels;

namespace SemanticSearch.Embedding;

/// <summary>The memory that one thread needs to encode, allocated once and used again for every batch.</summary>
internal sealed unsafe class Workspace : IDisposable
{
    /// <summary>Rows that go through the feed-forward part at a time: so few that what lies between two products stays in the second-level cache.</summary>
    public const int BlockRows = 48;

    /// <summary>Rows that go through one head's attention at a time: their scores stay in the first-level cache, or near it.</summary>
    public const int AttentionRows = 24;

    /// <summary>How many sequences a group may hold.</summary>
    public const int MostSequences = 64;

    private readonly List<IDisposable> _buffers = [];

    /// <param name="groupTokens">The most tokens that are encoded at a time; at least the longest sequence.</param>
    public Workspace(EncoderShape shape, int groupTokens)
    {
        GroupTokens = groupTokens;
        var rows = groupTokens + MostSequences;
        Hidden = Floats((long)groupTokens * shape.Width);
        QueryKeyValue = Floats((long)rows * 3 * shape.Width);
        Context = Floats((long)groupTokens * shape.Width);
        Projected = Floats((long)groupTokens * shape.Width);
        Inner = Floats((long)BlockRows * shape.Inner);
        Keys = Floats((long)shape.HeadWidth * PaddedTokens(groupTokens));
        Queries = Floats((long)shape.HeadWidth * groupTokens);
        Values = Floats((long)shape.HeadWidth * groupTokens);
        Scores = Floats((long)AttentionRows * PaddedTokens(groupTokens));
        var widestRow = Math.Max(shape.Width, shape.Inner);
        Bytes = Allocate<byte>(Math.Max((long)rows * shape.Width, (long)BlockRows * shape.Inner));
        Info = Floats((long)rows * ByteMatrix.InfoStride);
        Remainder = Floats(widestRow);
        Tokens = new int[groupTokens];
        Starts = new int[MostSequences + 1];
    }

    /// <summary>Who helps with what is encoded now; null: nobody.</summary>
    public Crew? Crew { get; set; }

    public int GroupTokens { get; }

    /// <summary>The ids of a group's sequences, one after the other.</summary>
    public int[] Tokens { get; }

    /// <summary>Where in <see cref="Tokens"/> each sequence begins; one more for the end.</summary>
    public int[] Starts { get; }

    /// <summary>One row a token, as wide as the model.</summary>
    public float* Hidden { get; }

    public float* QueryKeyValue { get; }

    public float* Context { get; }

    public float* Projected { get; }

    public float* Inner { get; }

    /// <summary>One head's queries: one row a token.</summary>
    public float* Queries { get; }

    /// <summary>One head's keys: panels of tokens.</summary>
    public float* Keys { get; }

    /// <summary>One head's values: panels of columns.</summary>
    public float* Values { get; }

    public float* Scores { get; }

    public byte* Bytes { get; }

    public float* Info { get; }

    public float* Remainder { get; }

    /// <summary>The next multiple of the widest panel.</summary>
    public static int PaddedTokens(int tokens) => (tokens + 31) / 32 * 32;

    public void Dispose()
    {
        foreach (var buffer in _buffers)
            buffer.Dispose();
        _buffers.Clear();
    }

    private float* Floats(long length) => Allocate<float>(length);

    private T* Allocate<T>(long length)
        where T : unmanaged
    {
        var buffer = new AlignedBuffer<T>(length);
        _buffers.Add(buffer);
        return buffer.Start;
    }
}
