using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>
/// Hashes that tell changed content from unchanged: the first 128 bits of SHA-256 over the fields, each led by its length.
/// They are stored and compared; another field order or form would make everything count as changed once.
/// </summary>
internal sealed class LibraryHash : IDisposable
{
    public const int Bytes = 16;

    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public byte[] Of(Article article)
    {
        Add(article.Url);
        Add(article.Title);
        Add(article.Text);
        Add(article.Topics);
        Add(article.Organisations);
        Add(article.Authors);
        Add(article.Tags);
        Add((int)article.Kind);
        Add(article.Site);
        Add(article.Published?.ToString("O", CultureInfo.InvariantCulture));
        Add(article.Year ?? -1);
        Add(article.License);
        return Finish();
    }

    /// <summary>Of what the entry says; not of its place in the list, which moves whenever a line is added above it.</summary>
    public byte[] Of(Entry entry)
    {
        Add(entry.Url);
        Add(entry.NormalizedUrl);
        Add(entry.Title);
        Add(entry.Topics);
        Add((int)entry.Kind);
        Add(entry.Organisations);
        Add(entry.Authors);
        Add(entry.Parts ?? -1);
        Add(entry.Year ?? -1);
        return Finish();
    }

    /// <summary>Of a stored article and its copy in a web archive, which is kept elsewhere; without one, the article's own.</summary>
    public byte[] Of(StoredArticle stored)
    {
        if (stored.Article.ArchivedUrl is null)
            return stored.Hash;
        _sha.AppendData(stored.Hash);
        Add(stored.Article.ArchivedUrl);
        return Finish();
    }

    /// <summary>Of two contents joined.</summary>
    public byte[] Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        _sha.AppendData(first);
        _sha.AppendData(second);
        return Finish();
    }

    public void Dispose() => _sha.Dispose();

    private void Add(IReadOnlyList<string> values)
    {
        Add(values.Count);
        foreach (var value in values)
            Add(value);
    }

    private void Add(string? value)
    {
        if (value is null)
        {
            Add(-1);
            return;
        }
        var utf8 = Encoding.UTF8.GetBytes(value);
        Add(utf8.Length);
        _sha.AppendData(utf8);
    }

    private void Add(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _sha.AppendData(bytes);
    }

    private byte[] Finish() => _sha.GetHashAndReset()[..Bytes];
}
