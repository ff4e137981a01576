using System.Security.Cryptography;

namespace SemanticSearch.Storage;

/// <summary>The digest that web archives carry: SHA-1 in base 32. It tells equal content from unequal and guards nothing.</summary>
internal static class ArchiveDigest
{
    private const string Prefix = "sha1:";

    private const int Chars = 37;

    public static string Of(ReadOnlySpan<byte> bytes) => Of(bytes, default);

    /// <summary>Of both, one after the other.</summary>
#pragma warning disable CA5350 // The WARC format and the tools that read it expect SHA-1; no secret depends on it.
    public static string Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sha.AppendData(first);
        sha.AppendData(second);
        return Prefix + Base32.Encode(sha.GetHashAndReset());
    }
#pragma warning restore CA5350

    /// <summary>False only when <paramref name="said"/> is such a digest and of other bytes.</summary>
    public static bool Fits(string? said, ReadOnlySpan<byte> bytes) =>
        said is not { Length: Chars } || !said.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        || said.Equals(Of(bytes), StringComparison.OrdinalIgnoreCase);
}
