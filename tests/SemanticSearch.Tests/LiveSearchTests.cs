using SemanticSearch.Documents;

namespace SemanticSearch.Tests;

public sealed class LiveSearchTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly ManualTime _time = new();
    private int _imported;

    public void Dispose() => _data.Dispose();

    [Fact]
    public void A_new_generation_is_picked_up_within_a_second()
    {
        Commit("leases");
        using var live = LiveSearch.Open(_data.Path, time: _time);
        Assert.Equal(0, Total(live, "quorums"));
        Commit("quorums");
        Assert.Equal(0, Total(live, "quorums"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Total(live, "quorums"));
        Assert.Null(live.Problem);
    }

    [Fact]
    public void A_lease_keeps_its_generation_open_until_it_is_returned()
    {
        Commit("leases");
        using var live = LiveSearch.Open(_data.Path, time: _time);
        var before = live.Use();
        var old = before.Engine;
        Commit("quorums");
        live.Refresh();
        Assert.Equal((1, 0), (Total(old, "leases"), Total(old, "quorums")));
        before.Dispose();
        before.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Total(old, "leases"));
        Assert.Equal(1, Total(live, "leases"));
    }

    [Fact]
    public void A_generation_that_cannot_be_opened_leaves_the_one_before_answering_and_is_told()
    {
        Commit("leases");
        using var live = LiveSearch.Open(_data.Path, time: _time);
        Commit("quorums");
        var current = Path.Combine(_data.Path, "CURRENT");
        var name = File.ReadAllText(current);
        File.WriteAllText(current, "000999\n");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 0), (Total(live, "leases"), Total(live, "quorums")));
        Assert.Contains("000999", live.Problem, StringComparison.Ordinal);
        File.WriteAllText(current, name);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Total(live, "quorums"));
        Assert.Null(live.Problem);
    }

    [Fact]
    public async Task No_question_fails_while_generation_after_generation_is_committed()
    {
        Commit("leases");
        using var live = LiveSearch.Open(_data.Path);
        using var stop = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var asked = 0;
            do
            {
                Assert.Equal(1, Total(live, "leases"));
                asked++;
            }
            while (!stop.IsCancellationRequested);
            return asked;
        })).ToList();
        for (var i = 0; i < 8; i++)
        {
            Commit($"word{i}");
            live.Refresh();
            Assert.Equal(1, Total(live, $"word{i}"));
        }
        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(asking), asked => Assert.True(asked > 0));
    }

    [Fact]
    public void A_generation_that_is_replaced_while_it_is_opened_gives_way_to_its_successor()
    {
        Commit("leases");
        var directory = new SemanticSearch.Storage.DataDirectory(_data.Path);
        var opened = SemanticSearch.Storage.GenerationStore.OpenLive(directory, generation =>
        {
            if (_imported == 1)
                Commit("quorums");
            return File.ReadAllText(Path.Combine(generation.Folder, "manifest.json"));
        });
        Assert.Contains("\"articles\": 2", opened, StringComparison.Ordinal);
    }

    [Fact]
    public void After_disposal_nothing_is_lent()
    {
        Commit("leases");
        var live = LiveSearch.Open(_data.Path, time: _time);
        live.Dispose();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Throws<ObjectDisposedException>(() => live.Use());
    }

    private static int Total(LiveSearch live, string query)
    {
        using var lease = live.Use();
        return Total(lease.Engine, query);
    }

    private static int Total(SearchEngine engine, string query) =>
        engine.Search(new SearchRequest { Query = $"\"{query}\"", Mode = SearchMode.Keyword }).Total;

    private void Commit(string word)
    {
        var file = Path.Combine(_data.Path, "articles.jsonl");
        File.WriteAllText(file, $$"""{"_id":"{{++_imported}}","title":"About {{word}}","text":"All about {{word}}."}""");
        new Importer(_data.Path).ImportFile(file);
        new Indexer(_data.Path).Index();
    }
}
