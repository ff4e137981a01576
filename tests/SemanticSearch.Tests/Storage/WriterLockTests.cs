using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests.Storage;

public class WriterLockTests
{
    [Fact]
    public void A_second_writer_is_told_the_file_and_the_holder()
    {
        using var folder = new TemporaryFolder();
        var directory = new DataDirectory(folder.Path);
        using var first = WriterLock.Take(directory);

        var problem = Assert.Throws<DirectoryInUseException>(() => WriterLock.Take(directory));

        Assert.Contains(directory.WriterLockFile, problem.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId} ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lock_is_free_again_when_its_holder_is_done()
    {
        using var folder = new TemporaryFolder();
        var directory = new DataDirectory(folder.Path);
        WriterLock.Take(directory).Dispose();
        Assert.False(File.Exists(directory.WriterInfoFile));
        using var second = WriterLock.Take(directory);
        Assert.Same(directory, second.Directory);
    }

    [Fact]
    public void What_a_crashed_holder_left_behind_locks_nothing()
    {
        using var folder = new TemporaryFolder();
        var directory = new DataDirectory(folder.Path);
        File.WriteAllText(directory.WriterLockFile, "");
        File.WriteAllText(directory.WriterInfoFile, "process 1 (gone) on elsewhere");
        using var taken = WriterLock.Take(directory);
        Assert.Contains($"process {Environment.ProcessId} ", File.ReadAllText(directory.WriterInfoFile), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_the_lock_file_is_named()
    {
        using var folder = new TemporaryFolder();
        var directory = new DataDirectory(folder.Path);
        Directory.CreateDirectory(directory.WriterLockFile);
        var problem = Assert.Throws<DataProblemException>(() => WriterLock.Take(directory));
        Assert.Contains(directory.WriterLockFile, problem.Message, StringComparison.Ordinal);
    }
}
