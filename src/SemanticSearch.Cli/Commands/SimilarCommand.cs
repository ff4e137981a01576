using System.CommandLine;
using SemanticSearch.Cli.Output;

namespace SemanticSearch.Cli.Commands;

/// <summary><c>similar URL_OR_ID ...</c>: liked articles -> more like them.</summary>
internal static class SimilarCommand
{
    private static readonly Argument<string[]> Liked = new("URL_OR_ID")
    {
        Description = "An article that is liked, by its address or id; several: like all of them.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string[]> Dislike = Options.Several("--dislike", "URL_OR_ID", "An article that the result is to be unlike; may be repeated.");

    private static readonly Option<int> Top = Options.Whole("--top", 10, 1, SearchRequest.MaxTop, "How many hits.");

    private static readonly Option<bool> Explain = new("--explain") { Description = "Show the numbers behind each score." };

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "similar",
            "More like an article, or like several; those that are named are left out.",
            "similar https://blog.doordash.com/avoiding-cache-stampede-at-doordash-55bbf596d94b",
            "similar URL1 URL2 --dislike URL3 --top 5 --kind talk");
        command.Arguments.Add(Liked);
        foreach (var option in (Option[])[Dislike, Top, .. FilterOptions.All, Explain])
            command.Options.Add(option);
        command.SetAction(parse => CommandContext.Run(parse, context => Run(context, parse)));
        return command;
    }

    private static int Run(CommandContext context, ParseResult parse)
    {
        var explain = parse.GetValue(Explain);
        var request = new SimilarRequest
        {
            Ids = parse.GetRequiredValue(Liked),
            Dislike = parse.GetValue(Dislike) ?? [],
            Top = parse.GetValue(Top),
            Filter = FilterOptions.Read(parse),
            // People are always told why a hit is there.
            Explain = explain || !context.Json,
        };
        FirstStart.BuildIndexIfEmpty(context, withVectors: true);
        using var engine = SearchEngine.Open(context.DataDirectory);
        var response = new Recommender(engine).Similar(request);
        if (context.Json)
        {
            Terminal.WriteJson(response);
            return ExitCode.Done;
        }
        foreach (var note in response.Notes)
            Terminal.Note($"Note: {note}");
        new HitList(Terminal.Out, Terminal.TextColumns).Write(response, explain);
        return ExitCode.Done;
    }
}
