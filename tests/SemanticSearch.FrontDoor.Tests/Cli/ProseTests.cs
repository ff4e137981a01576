namespace SemanticSearch.FrontDoor.Tests.Cli;

/// <summary>The answer that a chat model writes, on the command line.</summary>
[Collection(ChatCollection.Name)]
public class ProseTests(ChatServerFixture server)
{
    private const string Key = "secret-5-of-many-letters";
    private const string KeyVariable = "SEMSEARCH_TEST_KEY_OF_CLI";

    [Fact]
    public async Task Hits_come_first_then_the_answer_with_its_sources()
    {
        await Say();
        var text = Search("--chat", server.ManifestFile).Ends(0).Out;
        Assert.Contains("In other words, by stub-chat", text, StringComparison.Ordinal);
        Assert.Matches("    Netflix spreads expiry\\. \\[1\\]\n", text);
        Assert.Contains("[1] \"add jitter to expiry times\" Caching <b>at scale</b>, Netflix", text, StringComparison.Ordinal);
        Assert.Contains("https://netflix.example/caching#:~:text=add%20jitter%20to%20expiry", text, StringComparison.Ordinal);
        Assert.Contains("1 sentence failed this check and was left out", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("articles, ", StringComparison.Ordinal) < text.IndexOf("In other words", StringComparison.Ordinal));
        Assert.DoesNotContain("All is well", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_carries_the_prose_only_where_it_is_asked_for()
    {
        await Say();
        Assert.Equal("Netflix spreads expiry.", Search("--json", "--chat", server.ManifestFile).Ends(0).Json.GetProperty("answer").GetProperty("prose").GetProperty("sentences")[0].GetProperty("text").GetString());
        var asked = server.Stub.Requests.Count;
        var plain = Semsearch.RunIn(server.DataDirectory, ["search", ChatServerFixture.Question, "--json", "--data", server.DataDirectory], ("SEMSEARCH_CHAT", server.ManifestFile)).Ends(0);
        Assert.False(plain.Json.GetProperty("answer").TryGetProperty("prose", out _));
        Assert.Equal(asked, server.Stub.Requests.Count);
    }

    [Fact]
    public async Task The_environment_can_name_file_or_address_model_and_key()
    {
        await Say();
        string[] arguments = ["search", ChatServerFixture.Question, "--prose", "--data", server.DataDirectory];
        Assert.Contains("Netflix spreads expiry.", Semsearch.RunIn(server.DataDirectory, arguments, ("SEMSEARCH_CHAT", server.ManifestFile)).Ends(0).Out, StringComparison.Ordinal);
        var outcome = Semsearch.RunIn(server.DataDirectory, arguments, ("SEMSEARCH_CHAT_URL", server.Stub.Manifest.Url), ("SEMSEARCH_CHAT_MODEL", "other-chat"), ("SEMSEARCH_CHAT_KEY", Key)).Ends(0);
        Assert.Contains("In other words, by other-chat", outcome.Out, StringComparison.Ordinal);
        Assert.Equal($"Bearer {Key}", server.Stub.Requests.Last().Authorization);
        server.Stub.Instead.Enqueue(new(401, ""));
        Assert.Contains("a key is wanted (401): set SEMSEARCH_CHAT_KEY", Semsearch.RunIn(server.DataDirectory, arguments, ("SEMSEARCH_CHAT_URL", server.Stub.Manifest.Url), ("SEMSEARCH_CHAT_MODEL", "other-chat")).Ends(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_endpoint_is_a_note_beside_the_hits_and_the_key_stays_secret()
    {
        await Say();
        server.WriteManifest(server.Stub.Manifest with { KeyVariable = KeyVariable });
        server.Stub.Instead.Enqueue(new(401, $$$"""{"error":{"message":"wrong key: {{{Key}}}"}}"""));
        var outcome = Semsearch.RunIn(server.DataDirectory, ["search", ChatServerFixture.Question, "--chat", server.ManifestFile, "--data", server.DataDirectory], (KeyVariable, Key)).Ends(0);
        server.WriteManifest(server.Stub.Manifest);
        Assert.Contains($"the key in {KeyVariable} is refused (401: wrong key: ***)", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("we let one request refresh the key", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, outcome.Out + outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--prose needs a chat model", "--prose")]
    [InlineData(3, "nowhere.json", "--chat", "nowhere.json")]
    public void What_cannot_be_asked_is_refused(int exitCode, string says, params string[] arguments) => Search(arguments).IsRefused(exitCode, says);

    [Fact]
    public void A_key_that_is_not_set_is_told_before_a_server_starts()
    {
        server.WriteManifest(server.Stub.Manifest with { KeyVariable = "SEMSEARCH_TEST_NO_SUCH_KEY" });
        var outcome = Semsearch.Run(server.DataDirectory, "serve", "--no-vectors", "--urls", "http://127.0.0.1:0", "--chat", server.ManifestFile);
        server.WriteManifest(server.Stub.Manifest);
        outcome.IsRefused(3, "set the environment variable SEMSEARCH_TEST_NO_SUCH_KEY");
    }

    [Fact]
    public async Task A_server_is_given_the_model_by_its_option()
    {
        await Say();
        using var process = Semsearch.Start(["serve", "--no-vectors", "--urls", "http://127.0.0.1:0", "--chat", server.ManifestFile, "--data", server.DataDirectory]);
        try
        {
            var ready = await process.StandardOutput.ReadLineAsync();
            using var client = new HttpClient { BaseAddress = new Uri(ready!.Split(' ')[1]) };
            Assert.Contains("Netflix spreads expiry.", await client.GetStringAsync($"/api/search?prose=true&q={Uri.EscapeDataString(ChatServerFixture.Question)}"), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private async Task Say()
    {
        var number = await server.NumberOf(ChatServerFixture.Quote);
        server.Stub.Reply = $"Netflix spreads expiry. [{number}: \"{ChatServerFixture.Quote}\"]\nAll is well.";
    }

    private Outcome Search(params string[] arguments) => Semsearch.Run(server.DataDirectory, ["search", ChatServerFixture.Question, .. arguments]);
}
