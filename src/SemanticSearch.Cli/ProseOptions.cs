using System.CommandLine;
using SemanticSearch.Chat;

namespace SemanticSearch.Cli;

/// <summary>Which chat model writes answers: a manifest file, else what the environment says. Without either nobody does.</summary>
internal static class ProseOptions
{
    public static Option<string?> Chat { get; } = new("--chat")
    {
        Description = $"A manifest of an OpenAI-compatible chat model that writes an answer from the passages found; every quote is checked (default: ${ChatManifest.FileVariable}, or ${ChatManifest.UrlVariable} with ${ChatManifest.ModelVariable}; never without).",
        HelpName = "FILE",
    };

    public static Option<bool> Prose { get; } = new("--prose")
    {
        Description = "Let the chat model of the environment write an answer too; --chat says so as well.",
    };

    /// <summary>The model that the command line, else the environment, names; null: none.</summary>
    public static RemoteChatClient? Open(ParseResult parse)
    {
        var manifest = parse.GetValue(Chat) is { Length: > 0 } file ? ChatManifest.Load(file) : ChatManifest.FromEnvironment();
        return manifest is null ? null : new RemoteChatClient(manifest);
    }

    /// <summary>The model for one answer; null: none is asked for.</summary>
    /// <exception cref="UsageException">One is asked for and none is named.</exception>
    public static RemoteChatClient? OpenIfAsked(ParseResult parse)
    {
        if (!parse.GetValue(Prose) && parse.GetValue(Chat) is null)
            return null;
        return Open(parse) ?? throw new UsageException(
            $"--prose needs a chat model: name its manifest with --chat FILE or {ChatManifest.FileVariable}, or set {ChatManifest.UrlVariable} and {ChatManifest.ModelVariable}.");
    }
}
