using SemanticSearch.Chat;
using SemanticSearch.Documents;

namespace SemanticSearch.Tests.Chat;

public sealed class ChatManifestTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Address_and_model_are_enough()
    {
        var manifest = Load("""{"url":"https://models.example/v1/","model":"small"}""");
        Assert.Equal("https://models.example/v1/chat/completions", manifest.Endpoint.AbsoluteUri);
        Assert.Equal((0.0, 1_000, 60), (manifest.Temperature, manifest.MaximumTokens, manifest.TimeoutSeconds));
        Assert.Equal(manifest, Load(manifest.ToJson()));
        Assert.Null(Load("""{"url":"https://models.example/v1/chat/completions","model":"small","temperature":null}""").Temperature);
    }

    [Theory]
    [InlineData("", "is not a model manifest")]
    [InlineData("""{"url":"https://a.example/v1"}""", "model")]
    [InlineData("""{"url":"https://a.example/v1","model":""}""", "model is empty")]
    [InlineData("""{"url":"https://a.example/v1","model":"m","api_key":"secret"}""", "api_key")]
    [InlineData("""{"url":"file:///etc/passwd","model":"m"}""", "no http or https address")]
    [InlineData("""{"url":"https://a.example/v1?key=k","model":"m"}""", "holds a query")]
    [InlineData("""{"url":"http://a.example/v1","model":"m","keyVariable":"K"}""", "https only")]
    [InlineData("""{"url":"https://a.example/v1","model":"m","keyVariable":""}""", "keyVariable is empty")]
    [InlineData("""{"url":"https://a.example/v1","model":"m","family":"other"}""", "family is \"other\"")]
    [InlineData("""{"url":"https://a.example/v1","model":"m","temperature":3}""", "temperature is 3")]
    [InlineData("""{"url":"https://a.example/v1","model":"m","maximumTokens":1}""", "maximumTokens is 1")]
    [InlineData("""{"url":"https://a.example/v1","model":"m","timeoutSeconds":0}""", "timeoutSeconds is 0")]
    [InlineData("""{"url":"https://a.example/v1","model":"m","parallelRequests":0}""", "parallelRequests is 0")]
    [InlineData("""{"url":"https://a.example/v1","model":"m","tokensField":"n"}""", "tokensField is \"n\"")]
    public void A_manifest_that_cannot_be_is_refused_by_file_and_field(string json, string says)
    {
        var message = Assert.Throws<DataProblemException>(() => Load(json)).Message;
        Assert.Contains("chat.json", message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("nowhere.json", Assert.Throws<DataProblemException>(() => ChatManifest.Load(Path.Combine(_folder.Path, "nowhere.json"))).Message, StringComparison.Ordinal);

    private ChatManifest Load(string json)
    {
        var path = Path.Combine(_folder.Path, "chat.json");
        File.WriteAllText(path, json);
        return ChatManifest.Load(path);
    }
}
