namespace SemanticSearch.Keyword.Postings;

/// <summary>A text as what it adds to another: a byte, of which four bits are the number of bytes that it shares with the other and four the number
/// of its own, 15 for more, which follow as varints; then its own bytes.</summary>
internal static unsafe class FrontCode
{
    private const int More = 15;

    public static void Write(ByteSink target, ReadOnlySpan<byte> text, ReadOnlySpan<byte> other)
    {
        var shared = text.CommonPrefixLength(other);
        var own = text.Length - shared;
        target.Add((byte)(Math.Min(shared, More) << 4 | Math.Min(own, More)));
        if (shared >= More)
            target.AddVarint((uint)(shared - More));
        if (own >= More)
            target.AddVarint((uint)(own - More));
        target.Add(text[shared..]);
    }

    /// <summary>Moves to the text's own bytes.</summary>
    public static (int Shared, int Own) Read(ref byte* at)
    {
        var both = *at++;
        var shared = both >> 4;
        var own = both & More;
        if (shared == More)
            shared += (int)Varint.Read(ref at);
        if (own == More)
            own += (int)Varint.Read(ref at);
        return (shared, own);
    }
}
