using SemanticSearch.Documents;
using SemanticSearch.Storage;
using SemanticSearch.Vectors;

namespace SemanticSearch.Tests.Vectors;

public sealed class VectorFileTests : IDisposable
{
    private readonly VectorCase _case = new(300, 40);

    public void Dispose() => _case.Dispose();

    [Fact]
    public void A_whole_file_verifies()
    {
        using var index = _case.Build(_case.Options with { KeepFloats = true });
        index.Verify();
        Assert.Equal(new FileInfo(_case.File()).Length, index.Bytes);
    }

    [Fact]
    public void Any_changed_byte_is_found_on_opening_or_verifying_and_never_leads_outside_the_file()
    {
        _case.Build(_case.Options with { KeepFloats = true }).Dispose();
        var whole = File.ReadAllBytes(_case.File());
        var random = new Random(3);
        var (found, harmless) = (0, 0);
        for (var round = 0; round < 600; round++)
        {
            var damaged = (byte[])whole.Clone();
            // Half of the changes fall into header, manifest and the maps of ordinals, at the beginning.
            var place = round % 2 == 0 ? random.Next(3_000) : random.Next(whole.Length);
            damaged[place] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_case.File("damaged"), damaged);
            if (IsRefused(_case.File("damaged")))
                found++;
            else
                harmless++;
        }
        // Only the zeros that align sections are nobody's.
        Assert.InRange(harmless, 0, 30);
        Assert.InRange(found, 500, 600);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(5_000)]
    public void A_file_cut_short_is_refused_by_name(int length)
    {
        _case.Build().Dispose();
        File.WriteAllBytes(_case.File("cut"), File.ReadAllBytes(_case.File())[..length]);
        var problem = Assert.Throws<DataProblemException>(() => VectorIndexReader.Open(_case.File("cut")));
        Assert.Contains(_case.File("cut"), problem.Message, StringComparison.Ordinal);
        Assert.Contains("index --rebuild", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_foreign_one_are_refused_by_name()
    {
        File.WriteAllText(_case.File("foreign"), new string('x', 1_000));
        foreach (var name in new[] { "missing", "foreign" })
        {
            var problem = Assert.Throws<DataProblemException>(() => VectorIndexReader.Open(_case.File(name)));
            Assert.Contains(_case.File(name), problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_newer_format_is_refused_and_told_apart_from_damage()
    {
        using (var file = VectorFileWriter.Create(_case.File("newer"), VectorSections.FormatVersion + 1))
            file.Complete();
        var problem = Assert.Throws<DataProblemException>(() => VectorIndexReader.Open(_case.File("newer")));
        Assert.Contains("format version", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("damaged", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_completed_leaves_the_earlier_file_and_nothing_else()
    {
        _case.Build().Dispose();
        var before = File.ReadAllBytes(_case.File());
        using (var file = VectorFileWriter.Create(_case.File(), 1))
            file.Write<byte>("piece", new byte[100]);
        Assert.Equal(before, File.ReadAllBytes(_case.File()));
        Assert.Single(Directory.GetFiles(_case.Folder));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        var problem = Assert.Throws<DataProblemException>(() => VectorFileWriter.Create(Path.Combine(_case.Folder, "no", "such", "folder"), 1));
        Assert.Contains(Path.Combine("no", "such", "folder"), problem.Message, StringComparison.Ordinal);
    }

    private bool IsRefused(string path)
    {
        try
        {
            using var index = VectorIndexReader.Open(path);
            foreach (var query in _case.Queries.Take(3))
                Assert.All(index.Search(query, 10), hit => Assert.InRange(hit.Ordinal, 0, 299));
            index.Verify();
            return false;
        }
        catch (DataProblemException problem)
        {
            Assert.Contains(path, problem.Message, StringComparison.Ordinal);
            return true;
        }
    }
}
