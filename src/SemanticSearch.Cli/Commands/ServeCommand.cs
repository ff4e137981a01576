using System.CommandLine;

namespace SemanticSearch.Cli.Commands;

/// <summary><c>serve</c>: web pages and HTTP API.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Address to listen on.",
        HelpName = "URL",
        DefaultValueFactory = _ => "http://127.0.0.1:5080",
    };

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "serve",
            "Serve the search page and the HTTP API until Ctrl-C. On an empty data directory the index of the built-in reading list is built first.",
            "serve",
            "serve --urls http://0.0.0.0:8080 --data /var/lib/semsearch");
        command.Options.Add(Urls);
        command.SetAction(parse => CommandContext.Run(parse, context => Run(context, parse.GetRequiredValue(Urls))));
        return command;
    }

    private static int Run(CommandContext context, string urls)
    {
        FirstStart.BuildIndexIfEmpty(context);
        throw new UsageException($"nothing listens on {urls}");
    }
}
