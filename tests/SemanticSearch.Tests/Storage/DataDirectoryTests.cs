using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Storage;

public class DataDirectoryTests
{
    [Fact]
    public void Naming_a_directory_creates_nothing()
    {
        using var folder = new TemporaryFolder();
        var directory = new DataDirectory(Path.Combine(folder.Path, "data"));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Assert.Throws<DataProblemException>(directory.RequireExists);
    }

    [Fact]
    public void Creating_makes_the_folders_and_can_be_repeated()
    {
        using var folder = new TemporaryFolder();
        var directory = new DataDirectory(Path.Combine(folder.Path, "deep", "data"));
        directory.Create();
        directory.Create();
        directory.RequireExists();
        Assert.True(Directory.Exists(directory.ArchiveFolder));
        Assert.True(Directory.Exists(directory.GenerationsFolder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("archive")]
    [InlineData("generations")]
    public void A_file_where_a_folder_must_be_is_named(string name)
    {
        using var folder = new TemporaryFolder();
        var root = Path.Combine(folder.Path, "data");
        if (name.Length > 0)
            Directory.CreateDirectory(root);
        var file = Path.Combine(root, name).TrimEnd(Path.DirectorySeparatorChar);
        File.WriteAllText(file, "here already");

        var problem = Assert.Throws<DataProblemException>(new DataDirectory(root).Create);

        Assert.Contains(file, problem.Message, StringComparison.Ordinal);
        Assert.Equal("here already", File.ReadAllText(file));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        // The kernel refuses new folders there to everyone, the superuser of a container included.
        const string place = "/proc/semantic-search";
        if (!Directory.Exists("/proc/self"))
            return;
        var problem = Assert.Throws<DataProblemException>(new DataDirectory(place).Create);
        Assert.Contains(place, problem.Message, StringComparison.Ordinal);
        Assert.Contains("--data", problem.Message, StringComparison.Ordinal);
    }
}
