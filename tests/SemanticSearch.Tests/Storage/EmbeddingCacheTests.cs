using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Storage;

public sealed class EmbeddingCacheTests : IDisposable
{
    private const int Dimension = 8;
    private const int HeaderBytes = 32;
    private const int RecordBytes = 24 + 2 * Dimension;

    private readonly TemporaryFolder _folder = new();
    private readonly WriterLock _writer;

    public EmbeddingCacheTests() => _writer = WriterLock.Take(new DataDirectory(_folder.Path));

    private string FilePath => Path.Combine(_folder.Path, "embeddings", "model.cache");

    public void Dispose()
    {
        _writer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_is_appended_is_read_after_opening_again_to_half_precision()
    {
        using (var cache = Open())
            cache.Append([Key(1), Key(2)], [.. Vector(1), .. Vector(2)]);
        using var again = Open();
        Assert.Equal(2, again.Count);
        var vector = new float[Dimension];
        Assert.True(again.TryRead(Key(2), vector));
        Assert.Equal(Vector(2).Select(x => (float)(Half)x), vector);
        Assert.False(again.TryRead(Key(3), vector));
    }

    [Fact]
    public void The_key_of_a_text_is_the_first_half_of_its_hash()
    {
        // SHA-256("abc") begins ba7816bf 8f01cfea 414140de 5dae2223 (FIPS 180-4, example).
        Assert.Equal(UInt128.Parse("2322ae5dde404141eacf018fbf1678ba", System.Globalization.NumberStyles.HexNumber, null), EmbeddingCache.KeyOf("abc"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(RecordBytes - 1)]
    public void A_torn_record_is_cut_away_and_the_next_one_takes_its_place(int tornBytes)
    {
        Fill(3);
        using (var file = new FileStream(FilePath, FileMode.Open))
            file.SetLength(HeaderBytes + 2 * RecordBytes + tornBytes);
        using (var cache = Open())
        {
            Assert.Equal(2, cache.Count);
            cache.Append([Key(9)], Vector(9));
        }
        Assert.Equal(HeaderBytes + 3 * RecordBytes, new FileInfo(FilePath).Length);
        using var again = Open();
        Assert.True(again.Contains(Key(9)) && again.Contains(Key(2)) && !again.Contains(Key(3)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(RecordBytes - 1)]
    public void A_record_with_a_flipped_bit_is_not_served(int at)
    {
        Fill(3);
        Flip(HeaderBytes + 2 * RecordBytes + at);
        using var cache = Open();
        Assert.Equal(2, cache.Count);
        Assert.False(cache.Contains(Key(3)));
    }

    [Fact]
    public void Records_behind_a_damaged_one_are_not_lost()
    {
        Fill(5);
        Flip(HeaderBytes + RecordBytes + 30);
        using var cache = Open();
        Assert.Equal([true, false, true, true, true], Enumerable.Range(1, 5).Select(i => cache.Contains(Key(i))));
        cache.Append([Key(2)], Vector(2));
        var vector = new float[Dimension];
        Assert.True(cache.TryRead(Key(2), vector) && cache.TryRead(Key(5), vector));
        Assert.Equal(Vector(5).Select(x => (float)(Half)x), vector);
    }

    [Fact]
    public void A_file_of_something_else_is_begun_anew()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, string.Concat(Enumerable.Repeat("not a cache at all ", 20)));
        using var cache = Open();
        Assert.Equal(0, cache.Count);
        cache.Append([Key(1)], Vector(1));
        Assert.Equal(HeaderBytes + RecordBytes, new FileInfo(FilePath).Length);
    }

    [Fact]
    public void Another_dimension_shares_nothing()
    {
        Fill(2);
        using var cache = EmbeddingCache.Open(_writer, "model", 2 * Dimension);
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void More_records_than_are_read_at_once_come_back()
    {
        Fill(2_500);
        using var cache = Open();
        Assert.Equal(2_500, cache.Count);
        Assert.True(cache.Contains(Key(1)) && cache.Contains(Key(1_024)) && cache.Contains(Key(1_025)) && cache.Contains(Key(2_500)));
    }

    [Fact]
    public void Compaction_keeps_what_is_wanted_once_most_is_not()
    {
        Fill(3_000);
        EmbeddingCache.Compact(_writer, "model", Dimension, new HashSet<UInt128> { Key(7), Key(8), Key(100_000) });
        Assert.Equal(HeaderBytes + 2 * RecordBytes, new FileInfo(FilePath).Length);
        using var cache = Open();
        var vector = new float[Dimension];
        Assert.True(cache.TryRead(Key(8), vector));
        Assert.Equal(Vector(8).Select(x => (float)(Half)x), vector);
    }

    [Fact]
    public void Compaction_leaves_a_file_that_is_mostly_wanted()
    {
        Fill(1_500);
        EmbeddingCache.Compact(_writer, "model", Dimension, Enumerable.Range(1, 1_000).Select(Key).ToHashSet());
        Assert.Equal(HeaderBytes + 1_500 * RecordBytes, new FileInfo(FilePath).Length);
    }

    private EmbeddingCache Open() => EmbeddingCache.Open(_writer, "model", Dimension);

    private void Fill(int count)
    {
        using var cache = Open();
        for (var i = 1; i <= count; i++)
            cache.Append([Key(i)], Vector(i));
    }

    private void Flip(long at)
    {
        using var file = new FileStream(FilePath, FileMode.Open);
        file.Position = at;
        var value = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(value ^ 0x10));
    }

    private static UInt128 Key(int i) => EmbeddingCache.KeyOf($"text {i}");

    private static float[] Vector(int i) => [.. Enumerable.Range(0, Dimension).Select(k => MathF.Sin(i * 10 + k))];
}
