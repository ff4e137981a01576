namespace SemanticSearch.Storage;

/// <summary>RFC 4648 section 6, for lengths that need no padding: the form that web archives write digests in.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="bytes">A multiple of 5 bytes.</param>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[bytes.Length / 5 * 8];
        for (var i = 0; i < text.Length; i++)
        {
            var bit = i * 5;
            var pair = bytes[bit / 8] << 8 | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text[i] = Alphabet[pair >> (11 - bit % 8) & 31];
        }
        return new string(text);
    }
}
