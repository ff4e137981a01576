using SemanticSearch.Documents;
using SemanticSearch.Storage;
using SemanticSearch.Tests.Keyword;

namespace SemanticSearch.Tests.Storage;

public class IndexFileTests
{
    [Fact]
    public void What_was_written_is_read_back()
    {
        using var folder = new TempFolder();
        var content = Write(folder.File("x"));
        Assert.Equal(content, IndexFile.ReadAll(folder.File("x"), "test", 1).ToArray());
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_found()
    {
        using var folder = new TempFolder();
        Write(folder.File("x"));
        var bytes = File.ReadAllBytes(folder.File("x"));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            File.WriteAllBytes(folder.File("x"), bytes);
            Assert.Throws<DataProblemException>(() => IndexFile.ReadAll(folder.File("x"), "test", 1));
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        using var folder = new TempFolder();
        Write(folder.File("x"));
        var bytes = File.ReadAllBytes(folder.File("x"));
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(folder.File("x"), bytes[..length]);
            Assert.Throws<DataProblemException>(() => IndexFile.ReadAll(folder.File("x"), "test", 1));
        }
    }

    [Fact]
    public void Another_kind_a_newer_version_and_a_missing_file_are_named()
    {
        using var folder = new TempFolder();
        Write(folder.File("x"));
        Assert.Contains("kind", Assert.Throws<DataProblemException>(() => IndexFile.ReadAll(folder.File("x"), "other", 1)).Message);
        Assert.Contains("newer", Assert.Throws<DataProblemException>(() => IndexFile.ReadAll(folder.File("x"), "test", 0)).Message);
        Assert.Contains(folder.File("y"), Assert.Throws<DataProblemException>(() => IndexFile.ReadAll(folder.File("y"), "test", 1)).Message);
    }

    private static byte[] Write(string path)
    {
        byte[] content = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
        using var file = IndexFileWriter.Create(path, "test", 1);
        file.Stream.Write(content);
        file.Complete();
        return content;
    }
}
