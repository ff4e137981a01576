using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Storage;

public class IndexFileTests
{
    [Fact]
    public void Sections_are_read_back_as_they_were_written()
    {
        using var folder = new TemporaryFolder();
        Write(folder["x"]);
        using var file = Open(folder["x"]);
        Assert.Equal([1, 2, 3, 4, 5], file.Section<byte>(0).ToArray());
        Assert.Equal([1L, -1L, long.MaxValue], file.Section<long>(1).ToArray());
        Assert.True(file.Section<byte>(2).IsEmpty);
        Assert.Equal(3, file.SectionCount);
    }

    [Fact]
    public void A_file_larger_than_the_buffer_is_read_back()
    {
        using var folder = new TemporaryFolder();
        var numbers = Enumerable.Range(0, 100_000).ToArray();
        using (var file = IndexFileWriter.Create(folder["x"], "test", 1))
        {
            file.WriteSection<int>(numbers);
            file.Complete();
        }
        using var read = Open(folder["x"]);
        Assert.Equal(numbers, read.Section<int>(0).ToArray());
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_found()
    {
        using var folder = new TemporaryFolder();
        Write(folder["x"]);
        var bytes = File.ReadAllBytes(folder["x"]);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            File.WriteAllBytes(folder["x"], bytes);
            Assert.Throws<DataProblemException>(() => Open(folder["x"]));
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        using var folder = new TemporaryFolder();
        Write(folder["x"]);
        var bytes = File.ReadAllBytes(folder["x"]);
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(folder["x"], bytes[..length]);
            Assert.Throws<DataProblemException>(() => Open(folder["x"]));
        }
    }

    [Fact]
    public void Random_bytes_are_refused()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(400)];
            random.NextBytes(bytes);
            File.WriteAllBytes(folder["x"], bytes);
            Assert.Throws<DataProblemException>(() => Open(folder["x"]));
        }
    }

    [Fact]
    public void A_wrong_kind_a_newer_format_another_file_and_a_missing_one_are_told_apart()
    {
        using var folder = new TemporaryFolder();
        var stamp = Write(folder["x"]);
        Check("kind", () => MappedIndexFile.Open(folder["x"], "other", 1));
        Check("format 1", () => MappedIndexFile.Open(folder["x"], "test", 2));
        Check("not the file", () => MappedIndexFile.Open(folder["x"], "test", 1, stamp with { Checksum = stamp.Checksum + 1 }));
        Check(folder["y"], () => Open(folder["y"]));

        static void Check(string expected, Func<object> open) =>
            Assert.Contains(expected, Assert.Throws<DataProblemException>(open).Message);
    }

    private static MappedIndexFile Open(string path) => MappedIndexFile.Open(path, "test", 1);

    private static IndexFileStamp Write(string path)
    {
        File.Delete(path);
        using var file = IndexFileWriter.Create(path, "test", 1);
        file.WriteSection<byte>([1, 2, 3, 4, 5]);
        file.WriteSection<long>([1, -1, long.MaxValue]);
        file.BeginSection();
        return file.Complete();
    }
}
