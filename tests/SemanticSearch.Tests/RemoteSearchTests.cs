using SemanticSearch.Documents;
using SemanticSearch.Tests.Embedding;

namespace SemanticSearch.Tests;

/// <summary>Searching an index whose model runs behind an endpoint.</summary>
public sealed class RemoteSearchTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly EmbeddingStub _stub = new();

    public RemoteSearchTests()
    {
        var file = Path.Combine(_data.Path, "articles.jsonl");
        File.WriteAllText(file, """{"_id":"a","title":"Leases","text":"A lease lets one caller refresh the key."}""");
        new Importer(_data.Path).ImportFile(file);
        new Indexer(_data.Path).Index();
        new Indexer(_data.Path).Embed(new EmbedOptions { Model = _stub.Folder });
    }

    public void Dispose()
    {
        _stub.Dispose();
        _data.Dispose();
    }

    [Fact]
    public void A_question_is_embedded_by_the_model_of_the_index()
    {
        _stub.Texts.Clear();
        using var engine = SearchEngine.Open(_data.Path);
        Assert.Equal(SearchMode.Hybrid, engine.Search(new SearchRequest { Query = "who may refresh" }).Mode);
        Assert.Equal(["who may refresh"], _stub.Texts);
    }

    [Fact]
    public void While_the_endpoint_is_down_keywords_answer_and_say_so()
    {
        using var engine = SearchEngine.Open(_data.Path);
        _stub.Instead.Enqueue(new(401, ""));
        var response = engine.Search(new SearchRequest { Query = "lease" });
        Assert.Equal((SearchMode.Keyword, 1), (response.Mode, response.Total));
        Assert.Contains("Answered by keywords", Assert.Single(response.Notes), StringComparison.Ordinal);
        Assert.Equal(SearchMode.Hybrid, engine.Search(new SearchRequest { Query = "lease" }).Mode);
    }

    [Fact]
    public void A_measurement_is_not_given_keywords_instead()
    {
        using var engine = SearchEngine.Open(_data.Path);
        _stub.Instead.Enqueue(new(401, ""));
        Assert.Throws<ModelUnavailableException>(() => engine.Search(new SearchRequest { Query = "lease", RankOnly = true }));
    }

    [Fact]
    public void A_server_swaps_to_a_new_generation_while_the_endpoint_is_down()
    {
        using var live = LiveSearch.Open(_data.Path, time: new ManualTime());
        var file = Path.Combine(_data.Path, "articles.jsonl");
        File.WriteAllText(file, """{"_id":"b","title":"Quorums","text":"A majority decides."}""");
        new Importer(_data.Path).ImportFile(file);
        new Indexer(_data.Path).Index();
        _stub.Instead.Enqueue(new(401, ""));
        live.Refresh();
        using var lease = live.Use();
        Assert.Equal(2, lease.Engine.Status.Articles);
    }
}
