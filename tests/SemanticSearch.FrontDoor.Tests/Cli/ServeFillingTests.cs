using System.Diagnostics;
using System.Text.Json;

namespace SemanticSearch.FrontDoor.Tests.Cli;

/// <summary>A server that answers while its index grows: by its own embedding, or by another process.</summary>
public sealed class ServeFillingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_on_an_empty_directory_answers_keywords_at_once_and_fills_vectors_in_behind()
    {
        await Serve(_folder["data"], [], async client =>
        {
            var first = await Get(client, "/api/search?q=cache+stampede");
            Assert.Contains("Avoiding Cache Stampede at DoorDash", Titles(first));
            var wanted = (await Get(client, "/health/ready")).GetProperty("vectorsWanted").GetInt32();
            Assert.True(wanted > 800);
            await Until(client, ready => ready.GetProperty("vectors").GetInt32() == wanted);
            var ready = await Get(client, "/health/ready");
            Assert.StartsWith("all-MiniLM-L6-v2@", ready.GetProperty("model").GetString(), StringComparison.Ordinal);
            Assert.Contains("Avoiding Cache Stampede at DoorDash", Titles(await Get(client, "/api/search?q=cache+stampede")));
        });
    }

    [Fact]
    public async Task What_another_process_indexes_is_served_without_a_failed_request()
    {
        var data = _folder["data"];
        Semsearch.Run(data, "import", Article("leases", "Leases against herds")).Ends(0);
        Semsearch.Run(data, "index", "--no-vectors").Ends(0);
        await Serve(data, ["--no-vectors"], async client =>
        {
            Assert.Equal(0, (await Get(client, "/health/ready")).GetProperty("vectors").GetInt32());
            Assert.Empty(Titles(await Get(client, "/api/search?q=%22quorums%22")));
            Semsearch.Run(data, "import", Article("quorums", "Quorums and their cost")).Ends(0);
            Semsearch.Run(data, "index").Ends(0);
            await Until(client, ready => ready.GetProperty("vectors").GetInt32() == 4);
            Assert.Equal(["Quorums and their cost"], Titles(await Get(client, "/api/search?q=%22quorums%22")));
        });
    }

    private static async Task Serve(string data, string[] options, Func<HttpClient, Task> visit)
    {
        using var server = Semsearch.Start(["serve", "--urls", "http://127.0.0.1:0", "--data", data, .. options]);
        try
        {
            var ready = await server.StandardOutput.ReadLineAsync();
            Assert.StartsWith("Ready: http://127.0.0.1:", ready, StringComparison.Ordinal);
            using var client = new HttpClient { BaseAddress = new Uri(ready!.Split(' ')[1]) };
            await visit(client);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    /// <summary>Asks again and again until the server is so far; every answer on the way must be one.</summary>
    private static async Task Until(HttpClient client, Func<JsonElement, bool> isSo)
    {
        var started = Stopwatch.GetTimestamp();
        while (!isSo(await Get(client, "/health/ready")))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"not after {Patience}");
            await Get(client, "/api/search?q=cost+of+a+cache");
            await Task.Delay(50);
        }
    }

    private static async Task<JsonElement> Get(HttpClient client, string path) => JsonDocument.Parse(await client.GetStringAsync(path)).RootElement;

    private static List<string?> Titles(JsonElement response) =>
        [.. response.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("title").GetString())];

    private string Article(string id, string title) =>
        _folder.Write($"{id}.jsonl", JsonSerializer.Serialize(new { _id = id, title, text = $"Everything about {id} in one sentence." }) + "\n");
}
