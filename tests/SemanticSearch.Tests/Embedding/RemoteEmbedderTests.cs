using Microsoft.Extensions.AI;
using SemanticSearch.Documents;
using SemanticSearch.Embedding;
using SemanticSearch.Tests.Endpoints;

namespace SemanticSearch.Tests.Embedding;

public sealed class RemoteEmbedderTests : IDisposable
{
    private readonly EmbeddingStub _stub = new();

    public void Dispose() => _stub.Dispose();

    [Fact]
    public void Texts_go_out_in_batches_and_vectors_come_back_in_their_order_with_length_1()
    {
        _stub.Write(_stub.Manifest() with { BatchItems = 4, ParallelRequests = 1 });
        using var embedder = Open();
        string[] texts = [.. Enumerable.Range(0, 10).Select(i => $"text number {i}")];
        var vectors = new float[10 * embedder.Dimension];
        embedder.EmbedPassages(texts, vectors);
        Assert.Equal([4, 4, 2], _stub.Requests.Select(request => request.Body.GetProperty("input").GetArrayLength()));
        Assert.Equal(texts, _stub.Texts);
        var alone = new float[embedder.Dimension];
        for (var i = 0; i < 10; i++)
        {
            embedder.EmbedQuery(texts[i], alone);
            Assert.Equal(alone, vectors.AsSpan(i * embedder.Dimension, embedder.Dimension).ToArray());
            Assert.Equal(1, alone.Sum(x => x * x), 5);
        }
    }

    [Fact]
    public void A_request_is_what_the_interface_says()
    {
        const string variable = "SEMSEARCH_TEST_KEY_OF_STUB";
        Environment.SetEnvironmentVariable(variable, " secret-1 ");
        _stub.Write(_stub.Manifest() with { KeyVariable = variable, SendDimension = true, QueryPrefix = "query: ", PassagePrefix = "passage: " });
        using var embedder = Open();
        embedder.EmbedQuery("why?", new float[32]);
        embedder.EmbedPassages(["because"], new float[32]);
        Assert.Equal(["query: why?", "passage: because"], _stub.Texts);
        var request = _stub.Requests.First();
        Assert.Equal(("/v1/embeddings", "Bearer secret-1"), (request.Path, request.Authorization));
        Assert.Equal("""{"model":"stub-embedding","input":["query: why?"],"encoding_format":"float","dimensions":32}""", request.Body.GetRawText());
    }

    [Fact]
    public async Task It_is_a_generator_like_any_other()
    {
        IEmbeddingGenerator<string, Embedding<float>>[] generators = [Open()];
        using var generator = generators[0];
        Assert.Same(generator, generator.GetService<RemoteEmbedder>());
        var result = await generator.GenerateAsync(["one", "two"]);
        Assert.Equal([32, 32], result.Select(embedding => embedding.Vector.Length));
        var metadata = generator.GetService<EmbeddingGeneratorMetadata>()!;
        Assert.Equal(("stub-embedding", 32), (metadata.DefaultModelId, metadata.DefaultModelDimensions));
        await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync(["one"], new EmbeddingGenerationOptions { Dimensions = 8 }));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(503)]
    public void A_busy_endpoint_is_asked_again(int status)
    {
        _stub.Instead.Enqueue(new(status, ""));
        _stub.Instead.Enqueue(new(status, ""));
        using var embedder = Open();
        embedder.EmbedPassages(["patience"], new float[32]);
        Assert.Equal(3, _stub.Requests.Count);
        Assert.Equal([0.5, 1.0], _time.Pauses);
    }

    [Fact]
    public void Retry_after_says_how_long_the_pause_is()
    {
        _stub.Instead.Enqueue(new(429, "") { Headers = [("Retry-After", "7")] });
        using var embedder = Open();
        embedder.EmbedPassages(["patience"], new float[32]);
        Assert.Equal([7.0], _time.Pauses);
    }

    [Fact]
    public void A_pause_of_an_hour_is_the_users_decision()
    {
        _stub.Instead.Enqueue(new(429, """{"error":{"message":"quota exceeded"}}""") { Headers = [("Retry-After", "3600")] });
        Assert.Contains("429: quota exceeded", Refusal(), StringComparison.Ordinal);
        Assert.Single(_stub.Requests);
    }

    [Fact]
    public void An_endpoint_that_stays_busy_is_given_up()
    {
        for (var i = 0; i < 6; i++)
            _stub.Instead.Enqueue(new(503, "overloaded"));
        Assert.EndsWith("is busy or broken (503) (after 6 attempts)", Refusal(), StringComparison.Ordinal);
        Assert.Equal([0.5, 1, 2, 4, 8], _time.Pauses);
    }

    [Fact]
    public void A_question_is_not_kept_waiting()
    {
        for (var i = 0; i < 6; i++)
            _stub.Instead.Enqueue(new(503, ""));
        using var embedder = Open();
        Assert.Throws<ModelUnavailableException>(() => embedder.EmbedQuery("now?", new float[32]));
        Assert.Equal(2, _stub.Requests.Count);
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided"}}""", "a key is wanted (401: Incorrect API key provided)", "keyVariable")]
    [InlineData(404, "", "no model stub-embedding (404)", "url or model")]
    [InlineData(400, """{"error":"too many inputs"}""", "refuses the request (400: too many inputs)", "")]
    [InlineData(302, "", "leads to http://127.0.0.1/elsewhere (302)", "final address")]
    [InlineData(200, "<html>Welcome</html>", "answers no JSON: \"<html>Welcome</html>\"", "")]
    [InlineData(200, "[]", "answers without \"data\"", "")]
    [InlineData(200, """{"data":[]}""", "answers 0 vectors to 1 texts", "")]
    [InlineData(200, """{"data":[{"index":0,"embedding":[1,2,3]}]}""", "vectors of 3 numbers, the manifest says 32", "correct dimension")]
    [InlineData(200, """{"data":[{"index":1,"embedding":[1,2,3]}]}""", "without an index", "")]
    [InlineData(200, """{"data":[{"index":0,"embedding":"AAAA"}]}""", "without an array", "")]
    [InlineData(200, """{"data":[7]}""", "of another shape", "")]
    public void What_waiting_cannot_mend_is_told_at_once(int status, string body, string says, string mend)
    {
        _stub.Instead.Enqueue(new(status, body) { Headers = status == 302 ? [("Location", "http://127.0.0.1/elsewhere")] : [] });
        var message = Refusal();
        Assert.StartsWith("http://127.0.0.1:", message, StringComparison.Ordinal);
        Assert.Contains("/v1/embeddings: ", message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.Contains(mend, message, StringComparison.Ordinal);
        Assert.Single(_stub.Requests);
        Assert.Empty(_time.Pauses);
    }

    [Fact]
    public void A_vector_of_zeros_is_refused()
    {
        _stub.Instead.Enqueue(new(200, $$"""{"data":[{"index":0,"embedding":[{{string.Join(',', Enumerable.Repeat("0", 32))}}]}]}"""));
        Assert.Contains("zero or not finite", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_without_end_is_not_read()
    {
        _stub.Write(_stub.Manifest() with { BatchItems = 1 });
        _stub.Instead.Enqueue(new(200, new string(' ', 100_000)));
        Assert.Contains("longer than 66,560 bytes", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_key_is_named_by_its_variable_and_never_shown()
    {
        const string variable = "SEMSEARCH_TEST_WRONG_KEY";
        Environment.SetEnvironmentVariable(variable, "secret-2");
        _stub.Write(_stub.Manifest() with { KeyVariable = variable });
        _stub.Instead.Enqueue(new(403, """{"error":{"message":"no such key: secret-2"}}"""));
        var message = Refusal();
        Assert.Contains($"the key in {variable} is refused (403: no such key: ***)", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_not_set_is_asked_for()
    {
        _stub.Write(_stub.Manifest() with { KeyVariable = "SEMSEARCH_TEST_NO_SUCH_KEY" });
        Assert.Contains("SEMSEARCH_TEST_NO_SUCH_KEY", Assert.Throws<ModelUnavailableException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_that_does_not_answer_in_time_is_named()
    {
        _stub.Write(_stub.Manifest() with { TimeoutSeconds = 1 });
        _stub.Instead.Enqueue(new(200, "") { DelayMs = 1_500 });
        using var embedder = Open(attempts: 1);
        var problem = Assert.Throws<ModelUnavailableException>(() => embedder.EmbedPassages(["slow"], new float[32]));
        Assert.Contains("no answer within 1 s", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_that_is_not_there_is_named()
    {
        _stub.Write(_stub.Manifest() with { Url = "http://127.0.0.1:1/v1/embeddings" });
        Assert.StartsWith("http://127.0.0.1:1/v1/embeddings: cannot be reached (", Refusal(), StringComparison.Ordinal);
        Assert.Equal(5, _time.Pauses.Count);
    }

    [Fact]
    public void Long_texts_are_cut_empty_ones_become_a_blank_and_half_characters_are_mended()
    {
        _stub.Write(_stub.Manifest() with { MaximumCharacters = 16 });
        using var embedder = Open();
        embedder.EmbedPassages([new string('a', 40), "", "fifteen letters\uD83D\uDE80", "half \uD83D of it"], new float[4 * 32]);
        Assert.Equal([new string('a', 16), " ", "fifteen letters", "half \uFFFD of it"], _stub.Texts);
    }

    [Fact]
    public void A_cancelled_call_ends()
    {
        _stub.Instead.Enqueue(new(200, "") { DelayMs = 2_000 });
        using var embedder = Open();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.ThrowsAny<OperationCanceledException>(() => embedder.EmbedPassages(["late"], new float[32], stop.Token));
    }

    [Theory]
    [InlineData("\"url\"", "\"address\"", "address")]
    [InlineData("\"dimension\": 32", "\"dimension\": 0", "dimension is 0")]
    [InlineData("\"dimension\": 32", "\"dimension\": 9999", "from 1 to 4096")]
    [InlineData("http://127", "ftp://127", "no http or https address")]
    [InlineData("/v1", "/v1?key=abc", "holds a query")]
    [InlineData("\"keyVariable\": null", "\"keyVariable\": \"\"", "keyVariable is empty")]
    [InlineData("\"batchItems\": 64", "\"batchItems\": 0", "batchItems is 0")]
    [InlineData("\"name\": \"stub\"", "\"name\": \"../stub\"", "name has other characters")]
    public void A_manifest_that_cannot_be_is_refused_by_field(string field, string instead, string says)
    {
        var path = Path.Combine(_stub.Folder, ModelManifest.FileName);
        var text = File.ReadAllText(path);
        Assert.Contains(field, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(field, instead, StringComparison.Ordinal));
        var message = Assert.Throws<DataProblemException>(() => EmbeddingModel.Load(_stub.Folder)).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_never_sent_in_the_clear_to_another_machine()
    {
        _stub.Write(_stub.Manifest() with { Url = "http://models.example/v1", KeyVariable = "KEY" });
        Assert.Contains("https only", Assert.Throws<DataProblemException>(() => RemoteManifest.Load(_stub.Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_decides_what_a_vector_is_changes_the_identity()
    {
        var manifest = _stub.Manifest();
        RemoteManifest[] others =
        [
            manifest with { Model = "other" }, manifest with { Dimension = 16 }, manifest with { QueryPrefix = "q" }, manifest with { PassagePrefix = "q" },
            manifest with { Url = "http://127.0.0.1:2/v1" }, manifest with { MaximumCharacters = 100 },
        ];
        Assert.Equal(others.Length + 1, others.Append(manifest).Select(other => other.Identity).Distinct().Count());
        Assert.Equal(manifest.Identity, (manifest with { TimeoutSeconds = 5, BatchItems = 3, KeyVariable = "K" }).Identity);
    }

    private readonly ImpatientTime _time = new();

    private RemoteEmbedder Open(int attempts = 6) => RemoteEmbedder.Open(_stub.Folder, new RemoteEmbedderOptions { Attempts = attempts, Time = _time });

    private string Refusal()
    {
        using var embedder = Open();
        return Assert.Throws<ModelUnavailableException>(() => embedder.EmbedPassages(["text"], new float[32])).Message;
    }
}
