using SemanticSearch.Documents;
using SemanticSearch.Embedding;
using SemanticSearch.Storage;
using SemanticSearch.Tests.Embedding;
using SemanticSearch.Vectors;

namespace SemanticSearch.Tests;

/// <summary>Embedding beside a live index: what is asked of the model, how often, and what is left after every kind of end.</summary>
public sealed class IndexerVectorTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly EmbeddingStub _stub = new();

    public void Dispose()
    {
        _stub.Dispose();
        _data.Dispose();
    }

    [Fact]
    public void Every_title_and_every_passage_gets_a_vector_and_each_text_is_embedded_once()
    {
        Import(("a", "Leases", "One about leases."), ("b", "Quorums", "One about quorums."), ("c", "Leases", "Another about leases."));
        var report = Embed();
        Assert.Equal((6, 5), (report.Vectors, report.Embedded));
        Assert.Equal(5, _stub.Texts.Distinct().Count());
        Assert.Equal(5, _stub.Texts.Count);
        Assert.Equal(6, Live().Manifest.Vectors);
    }

    [Fact]
    public void A_second_run_with_nothing_new_embeds_nothing_and_commits_nothing()
    {
        Import(("a", "Leases", "One about leases."));
        Embed();
        var (asked, generation) = (_stub.Requests.Count, Live().Name);
        new Indexer(_data.Path).Index();
        Assert.Equal(0, Embed().Embedded);
        Assert.Equal((asked, generation), (_stub.Requests.Count, Live().Name));
    }

    [Fact]
    public void A_changed_article_embeds_only_its_own_texts_and_the_others_keep_their_vectors_meanwhile()
    {
        Import(("a", "Leases", "One about leases."), ("b", "Quorums", "One about quorums."));
        Embed();
        _stub.Texts.Clear();
        Import(("b", "Quorums", "Now about majorities."));
        Assert.Equal((3, 4), (Live().Manifest.Vectors, Live().Manifest.VectorsWanted));
        Assert.Equal(1, Embed().Embedded);
        Assert.Equal(["Quorums\nNow about majorities."], _stub.Texts);
        Assert.Equal(4, Live().Manifest.Vectors);
    }

    [Fact]
    public void Cancelled_half_way_and_begun_again_nothing_is_embedded_twice()
    {
        Import([.. Enumerable.Range(0, 300).Select(i => ($"id{i}", $"Title {i}", $"Text number {i}."))]);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Embed(new Watch(progress =>
        {
            if (progress.Done >= 256)
                stop.Cancel();
        }), stop.Token));
        var before = _stub.Texts.Count;
        Assert.InRange(before, 256, 599);
        var report = Embed();
        Assert.Equal(600, report.Vectors);
        Assert.Equal(600, before + report.Embedded);
        Assert.Equal(600, _stub.Texts.Distinct().Count());
        Assert.Equal(600, _stub.Texts.Count);
    }

    [Fact]
    public void An_endpoint_that_fails_half_way_loses_nothing_that_was_embedded()
    {
        Import([.. Enumerable.Range(0, 100).Select(i => ($"id{i}", $"Title {i}", $"Text number {i}."))]);
        _stub.Write(_stub.Manifest() with { ParallelRequests = 1, BatchItems = 128 });
        Assert.Throws<ModelUnavailableException>(() => Embed(new Watch(progress =>
        {
            if (progress.Done >= 128)
                _stub.Instead.Enqueue(new(401, ""));
        })));
        Assert.Equal(72, Embed().Embedded);
        Assert.Equal(200, Live().Manifest.Vectors);
    }

    [Fact]
    public void Titles_come_first_so_that_a_little_of_everything_is_known_early()
    {
        Import(("a", "Leases", "One about leases."), ("b", "Quorums", "One about quorums."));
        Embed();
        Assert.Equal(["Leases", "Quorums", "Leases\nOne about leases.", "Quorums\nOne about quorums."], _stub.Texts);
    }

    [Fact]
    public void A_torn_tail_of_the_cache_is_embedded_again_and_nothing_else()
    {
        Import(("a", "Leases", "One about leases."), ("b", "Quorums", "One about quorums."));
        Embed();
        using (var file = new FileStream(CacheFile(), FileMode.Open))
            file.SetLength(file.Length - 5);
        new Indexer(_data.Path).Index(rebuild: true);
        Assert.Equal(3, Live().Manifest.Vectors);
        _stub.Texts.Clear();
        Assert.Equal(1, Embed().Embedded);
        Assert.Equal(["Quorums\nOne about quorums."], _stub.Texts);
    }

    [Fact]
    public void A_flipped_bit_in_the_cache_is_embedded_again_not_served()
    {
        Import(("a", "Leases", "One about leases."), ("b", "Quorums", "One about quorums."));
        Embed();
        using (var file = new FileStream(CacheFile(), FileMode.Open))
        {
            file.Position = 32 + 24 + 3;
            var value = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(value ^ 1));
        }
        new Indexer(_data.Path).Index(rebuild: true);
        _stub.Texts.Clear();
        Embed();
        Assert.Equal(["Leases"], _stub.Texts);
        Assert.Equal(4, Live().Manifest.Vectors);
    }

    [Fact]
    public void Another_model_embeds_beside_the_live_generation_and_swaps_when_it_is_complete()
    {
        Import([.. Enumerable.Range(0, 150).Select(i => ($"id{i}", $"Title {i}", $"Text number {i}."))]);
        var first = Embed().Model;
        using var other = new EmbeddingStub("other");
        var seen = new List<string>();
        var report = new Indexer(_data.Path).Embed(
            new EmbedOptions { Model = other.Folder }, new Watch(_ => seen.Add($"{Live().Manifest.Model} {Live().Manifest.Vectors}")));
        Assert.Equal(3, seen.Count);
        Assert.All(seen, state => Assert.Equal($"{first} 300", state));
        Assert.Equal((report.Model, 300, 300), (Live().Manifest.Model, Live().Manifest.Vectors, report.Embedded));
        using var vectors = VectorIndexReader.Open(Path.Combine(Live().Folder, IndexVectors.FileName));
        vectors.RequireModel("other", report.Model);
    }

    [Fact]
    public void Changing_back_to_the_former_model_embeds_nothing()
    {
        Import(("a", "Leases", "One about leases."));
        Embed();
        using var other = new EmbeddingStub("other");
        new Indexer(_data.Path).Embed(new EmbedOptions { Model = other.Folder });
        Assert.Equal(0, Embed().Embedded);
        Assert.StartsWith("stub@", Live().Manifest.Model, StringComparison.Ordinal);
    }

    [Fact]
    public void The_index_remembers_where_its_model_is()
    {
        Import(("a", "Leases", "One about leases."));
        Embed();
        Import(("b", "Quorums", "One about quorums."));
        var report = new Indexer(_data.Path).Embed();
        Assert.StartsWith("stub@", report.Model, StringComparison.Ordinal);
        Assert.Equal(4, report.Vectors);
        using var engine = SearchEngine.Open(_data.Path);
        Assert.Equal((4, 4), (engine.Status.Vectors, engine.Status.VectorsWanted));
    }

    [Fact]
    public void A_model_that_is_not_the_one_of_the_vectors_is_refused()
    {
        Import(("a", "Leases", "One about leases."));
        var model = Embed().Model;
        _stub.Write(_stub.Manifest() with { QueryPrefix = "changed since: " });
        var message = Assert.Throws<DataProblemException>(OpenLeg).Message;
        Assert.Contains(model, message, StringComparison.Ordinal);
        Assert.Contains("embed anew", message, StringComparison.Ordinal);
        Assert.Equal(2, Embed().Embedded);
        OpenLeg();
    }

    [Fact]
    public void While_the_folder_of_the_model_is_gone_keywords_answer_and_say_what_to_do()
    {
        Import(("a", "Leases", "One about leases."));
        var model = Embed().Model;
        File.Delete(Path.Combine(_stub.Folder, "manifest.json"));
        using var engine = SearchEngine.Open(_data.Path);
        var response = engine.Search(new SearchRequest { Query = "leases" });
        Assert.Equal((SearchMode.Keyword, 1), (response.Mode, response.Total));
        var note = Assert.Single(response.Notes);
        Assert.Contains(model, note, StringComparison.Ordinal);
        Assert.Contains("embed anew", note, StringComparison.Ordinal);
        Assert.Throws<ModelUnavailableException>(() => engine.Search(new SearchRequest { Query = "leases", RankOnly = true }));
    }

    [Fact]
    public void A_file_of_a_model_that_differs_from_its_manifest_is_refused_before_anything_is_embedded()
    {
        Import(("a", "Leases", "One about leases."));
        using var copy = new TemporaryDirectory();
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "models", InstalledModels.DefaultName)))
            File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
        var vocabulary = Path.Combine(copy.Path, "vocab.txt");
        File.WriteAllText(vocabulary, File.ReadAllText(vocabulary).Replace("\nking\n", "\nkinq\n", StringComparison.Ordinal));
        var message = Assert.Throws<DataProblemException>(() => new Indexer(_data.Path).Embed(new EmbedOptions { Model = copy.Path })).Message;
        Assert.Contains(vocabulary, message, StringComparison.Ordinal);
        Assert.Contains("SHA-256", message, StringComparison.Ordinal);
        Assert.Equal(0, Live().Manifest.Vectors);
    }

    [Fact]
    public void A_model_that_is_nowhere_is_told_with_those_that_are_there()
    {
        Import(("a", "Leases", "One about leases."));
        var message = Assert.Throws<DataProblemException>(() => new Indexer(_data.Path).Embed(new EmbedOptions { Model = "no-such-model" })).Message;
        Assert.Contains("no-such-model", message, StringComparison.Ordinal);
        Assert.Contains(InstalledModels.DefaultName, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70)]
    [InlineData(-1)]
    public void A_damaged_vector_file_is_named_with_what_to_do(int at)
    {
        Import(("a", "Leases", "One about leases."));
        Embed();
        var path = Path.Combine(Live().Folder, IndexVectors.FileName);
        var bytes = File.ReadAllBytes(path);
        bytes[at < 0 ? bytes.Length - 20 : at] ^= 0x40;
        File.WriteAllBytes(path, bytes);
        var message = Assert.Throws<DataProblemException>(OpenLeg).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("semsearch index --rebuild", message, StringComparison.Ordinal);
        new Indexer(_data.Path).Index(rebuild: true);
        Assert.Equal(2, Live().Manifest.Vectors);
        OpenLeg();
    }

    [Fact]
    public void While_another_writer_is_at_work_nothing_is_begun()
    {
        Import(("a", "Leases", "One about leases."));
        using var writer = WriterLock.Take(new DataDirectory(_data.Path));
        Assert.Throws<DirectoryInUseException>(() => Embed());
        Assert.Empty(_stub.Requests);
    }

    [Fact]
    public void The_model_that_ships_embeds_without_being_named()
    {
        Import(("a", "Leases", "One about leases."));
        var report = new Indexer(_data.Path).Embed();
        Assert.StartsWith("all-MiniLM-L6-v2@", report.Model, StringComparison.Ordinal);
        Assert.Null(Live().Manifest.ModelFolder);
        Assert.Equal(2, report.Embedded);
    }

    private EmbedReport Embed(IProgress<WorkProgress>? progress = null, CancellationToken cancel = default) =>
        new Indexer(_data.Path).Embed(new EmbedOptions { Model = _stub.Folder }, progress, cancel);

    private void Import(params (string Id, string Title, string Text)[] articles)
    {
        var file = Path.Combine(_data.Path, "articles.jsonl");
        File.WriteAllLines(file, articles.Select(article => $$"""{"_id":"{{article.Id}}","title":"{{article.Title}}","text":"{{article.Text}}"}"""));
        new Importer(_data.Path).ImportFile(file);
        new Indexer(_data.Path).Index();
    }

    private Generation Live() => GenerationStore.FindLive(new DataDirectory(_data.Path))!;

    private string CacheFile() => Assert.Single(Directory.GetFiles(Path.Combine(_data.Path, "embeddings"), "stub@*.cache"));

    private void OpenLeg()
    {
        using var keywords = SemanticSearch.Keyword.KeywordIndexReader.Open(Live().Folder);
        using var leg = VectorLeg.Open(Live(), new PassageMap(keywords));
        Assert.NotNull(leg);
    }

    private sealed class Watch(Action<WorkProgress> report) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => report(value);
    }
}
