using System.Diagnostics;
using System.Text.Json;

namespace SemanticSearch.FrontDoor.Tests.Cli;

/// <summary>An indexing process that is killed leaves what it has embedded.</summary>
public sealed class KilledTests : IDisposable
{
    private const int Articles = 900;

    /// <summary>Header and record of the file of vectors that were made: 384 numbers of 2 bytes, key and checksum before them.</summary>
    private const int HeaderBytes = 32;

    private const int RecordBytes = 24 + 2 * 384;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Killed_in_the_middle_and_begun_again_nothing_is_embedded_twice()
    {
        var data = _folder["data"];
        Semsearch.Run(data, "import", WriteArticles()).Ends(0);
        Semsearch.Run(data, "index", "--no-vectors").Ends(0);
        KillOnceSomeAreEmbedded(data);
        var before = Records(data);
        Assert.InRange(before, 1, 2 * Articles - 1);
        var report = Semsearch.Run(data, "index", "--json").Ends(0).Json.GetProperty("vectors");
        Assert.Equal(2 * Articles - before, report.GetProperty("embedded").GetInt32());
        Assert.Equal(2 * Articles, report.GetProperty("vectors").GetInt32());
        Assert.Equal(2 * Articles, Records(data));
        Assert.Equal(0, Semsearch.Run(data, "index", "--json").Ends(0).Json.GetProperty("vectors").GetProperty("embedded").GetInt32());
    }

    private static void KillOnceSomeAreEmbedded(string data)
    {
        using var process = Semsearch.Start(["index", "--data", data]);
        var started = Stopwatch.GetTimestamp();
        while (Records(data) == 0)
        {
            Assert.False(process.HasExited, "it ended before it could be killed");
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience);
            Thread.Sleep(5);
        }
        process.Kill();
        process.WaitForExit();
    }

    private static int Records(string data)
    {
        var folder = new DirectoryInfo(Path.Combine(data, "embeddings"));
        var bytes = folder.Exists ? folder.GetFiles("*.cache").Sum(file => file.Length) : 0;
        return (int)(Math.Max(0, bytes - HeaderBytes) / RecordBytes);
    }

    private string WriteArticles() => _folder.Write("articles.jsonl", string.Concat(Enumerable.Range(0, Articles).Select(i =>
        JsonSerializer.Serialize(new { _id = $"a{i}", title = $"Article number {i}", text = $"What number {i} says about queues, caches and the cost of both." }) + "\n")));
}
