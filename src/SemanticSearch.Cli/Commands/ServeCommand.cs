using System.CommandLine;
using SemanticSearch.Cli.Output;
using SemanticSearch.Web;

namespace SemanticSearch.Cli.Commands;

/// <summary><c>serve</c>: web pages and HTTP API.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Addresses to listen on, separated by semicolons; port 0 takes a free one.",
        HelpName = "URLS",
        DefaultValueFactory = _ => SearchServer.DefaultUrl,
    };

    private static readonly Option<bool> NoVectors = new("--no-vectors")
    {
        Description = "Make no vectors while serving; those that the index has, or gets from `semsearch index`, are used.",
    };

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "serve",
            "Serve the search page and the HTTP API until Ctrl-C. On an empty data directory the index of the built-in reading list is built first. "
                + "Keywords answer at once; vectors that are missing are made meanwhile.",
            "serve",
            "serve --urls http://127.0.0.1:8080 --data my-index");
        command.Options.Add(Urls);
        command.Options.Add(NoVectors);
        command.Options.Add(ConceptsCommand.Glossary);
        command.Options.Add(ProseOptions.Chat);
        command.SetAction(parse => CommandContext.Run(parse, context => Run(context, parse)));
        return command;
    }

    private static int Run(CommandContext context, ParseResult parse)
    {
        string[] addresses = parse.GetRequiredValue(Urls).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (addresses.Length == 0)
            throw new UsageException($"--urls is empty: write an address such as {SearchServer.DefaultUrl}.");
        using var chat = ProseOptions.Open(parse);
        var options = new ServeOptions { FillsVectors = !parse.GetValue(NoVectors), Glossary = parse.GetValue(ConceptsCommand.Glossary), Chat = chat };
        FirstStart.BuildIndexIfEmpty(context, withVectors: false);
        try
        {
            SearchServer.RunAsync(context.DataDirectory, addresses, options, ready => Announce(context, ready), context.Cancel).GetAwaiter().GetResult();
        }
        catch (ServeException e)
        {
            throw new UsageException(e.Message, e);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how a server ends.
        }
        return ExitCode.Done;
    }

    /// <summary>On stdout, as the one result of this command: whoever started it may wait for this line.</summary>
    private static void Announce(CommandContext context, IReadOnlyCollection<string> addresses)
    {
        if (context.Json)
            Terminal.WriteJson(new { urls = addresses });
        else
            Console.Out.WriteLine($"Ready: {string.Join(", ", addresses)} (Ctrl-C ends it)");
    }
}
