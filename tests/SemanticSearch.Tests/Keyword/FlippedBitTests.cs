using SemanticSearch.Documents;
using SemanticSearch.Keyword;

namespace SemanticSearch.Tests.Keyword;

/// <summary>A bit that turns over anywhere in an index is found, and never changes an answer.</summary>
public class FlippedBitTests
{
    private const int Flips = 2_500;

    [Fact]
    public void A_flipped_bit_is_found_by_the_check_and_never_gives_another_answer()
    {
        var random = new Random(3);
        var corpus = new RandomCorpus(random, 300, 2, 60);
        using var index = Index.Of(Enumerable.Range(0, 60).Select(i => corpus.Article($"a{i}")));
        index.Update(writer => writer.Remove("a7"));
        Assert.Empty(KeywordIndexCheck.Check(index.Folder));
        var query = new KeywordQuery { Text = "w1 w5 w9" };
        var expected = Answer(index.Folder, query);
        var files = Directory.GetFiles(index.Folder).Select(path => (Path: path, Bytes: File.ReadAllBytes(path))).ToArray();
        // Linked files are shared with the state before; a copy of its own is what is damaged.
        foreach (var (path, bytes) in files)
        {
            File.Delete(path);
            File.WriteAllBytes(path, bytes);
        }
        var refused = 0;
        for (var i = 0; i < Flips; i++)
        {
            var (path, bytes) = files[i % files.Length];
            var (at, mask) = (random.Next(bytes.Length), (byte)(1 << random.Next(8)));
            Flip(path, at, mask);
            var problem = Assert.Single(KeywordIndexCheck.Check(index.Folder));
            Assert.Contains(Path.GetFileName(path), problem, StringComparison.Ordinal);
            refused += IsRefused(index.Folder, query, expected) ? 1 : 0;
            Flip(path, at, mask);
        }
        Assert.True(refused > Flips / 2, $"{refused} refused when opened or read");
        Assert.Empty(KeywordIndexCheck.Check(index.Folder));
    }

    /// <summary>Either a clear refusal, or the very same answer (a text that the query does not show may be damaged).</summary>
    private static bool IsRefused(string folder, KeywordQuery query, List<string> expected)
    {
        try
        {
            Assert.Equal(expected, Answer(folder, query));
            return false;
        }
        catch (DataProblemException)
        {
            return true;
        }
    }

    private static List<string> Answer(string folder, KeywordQuery query)
    {
        using var reader = KeywordIndexReader.Open(folder);
        return [.. reader.Search(query, KeywordLevel.Passage, 10).Documents.Select(d => $"{d.Score} {reader.PassageText(d.Ordinal)}")];
    }

    private static void Flip(string path, int at, byte mask)
    {
        using var file = new FileStream(path, FileMode.Open);
        file.Position = at;
        var value = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(value ^ mask));
    }
}
