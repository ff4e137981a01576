using System.CommandLine;
using Microsoft.Extensions.AI;
using SemanticSearch.Cli.Output;

namespace SemanticSearch.Cli.Commands;

/// <summary><c>search QUERY</c>: question -> ranked list.</summary>
internal static class SearchCommand
{
    private static readonly Argument<string[]> Query = new("QUERY")
    {
        Description = "The question; several words need no quotes. Knows \"exact phrase\", -exclude, topic:, org:, kind:, site:, concept:, year:2018..2021.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<SearchMode?> Mode = Options.OneOf<SearchMode>("--mode", "Which legs answer (default: hybrid).");

    private static readonly Option<int> Top = Options.Whole("--top", 10, 1, SearchRequest.MaxTop, "How many hits.");

    private static readonly Option<int> Offset =
        Options.Whole("--offset", 0, 0, SearchRequest.MaxDepth - 1, "Hits to skip before the first one shown.");

    private static readonly Option<string[]> Except =
        Options.Several("--except", "NAME", "What the question does not mean, of what it was understood as; may be repeated.");

    private static readonly Option<bool> Exact = new("--exact") { Description = "Search every word as it is typed, unknown ones too: correct no spelling." };

    private static readonly Option<bool> Explain = new("--explain") { Description = "Show the numbers behind each score." };

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "search",
            "Ask a question, get articles, best first. On an empty data directory the index of the built-in reading list is built first.",
            "search how do companies avoid cache stampede",
            "search \"exactly once\" --org uber --top 5 --explain",
            "search rate limiting --kind talk --year 2016..2020 --json");
        command.Arguments.Add(Query);
        foreach (var option in (Option[])[Mode, Top, Offset, .. FilterOptions.All, Except, Exact, Explain, ConceptsCommand.Glossary, ProseOptions.Chat, ProseOptions.Prose])
            command.Options.Add(option);
        command.SetAction(parse => CommandContext.Run(parse, context => Run(context, parse)));
        return command;
    }

    private static int Run(CommandContext context, ParseResult parse)
    {
        var explain = parse.GetValue(Explain);
        var request = Request(parse, explain: explain || !context.Json);
        using var chat = ProseOptions.OpenIfAsked(parse);
        FirstStart.BuildIndexIfEmpty(context, withVectors: true);
        using var engine = SearchEngine.Open(context.DataDirectory, new SearchOptions { Glossary = parse.GetValue(ConceptsCommand.Glossary) });
        var response = engine.Search(request);
        if (context.Json)
        {
            Terminal.WriteJson(chat is null ? response : Written(context, chat, response));
            return ExitCode.Done;
        }
        foreach (var note in response.Notes)
            Terminal.Note($"Note: {note}");
        new HitList(Terminal.Out, Terminal.TextColumns).Write(response, request.Offset, explain);
        // The hits stand already; whoever reads them does not wait for the model.
        if (chat is not null && Written(context, chat, response).Answer.Prose is { } prose)
        {
            ProseText.Write(Terminal.Out, prose);
            if (prose.Note is { } note)
                Terminal.Note($"Note: {note}");
        }
        return ExitCode.Done;
    }

    private static SearchResponse Written(CommandContext context, IChatClient chat, SearchResponse response) =>
        new AnswerWriter(chat).WriteAsync(response, context.Cancel).GetAwaiter().GetResult();

    /// <summary>People are always told why a hit matched, so their request is explained too.</summary>
    private static SearchRequest Request(ParseResult parse, bool explain)
    {
        var query = string.Join(' ', parse.GetRequiredValue(Query));
        if (string.IsNullOrWhiteSpace(query))
            throw new UsageException("QUERY is empty. See: semsearch search --help");
        return new SearchRequest
        {
            Query = query,
            Mode = parse.GetValue(Mode) ?? SearchMode.Hybrid,
            Top = parse.GetValue(Top),
            Offset = parse.GetValue(Offset),
            Filter = FilterOptions.Read(parse),
            Except = (parse.GetValue(Except) ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase),
            Exact = parse.GetValue(Exact),
            Explain = explain,
        };
    }
}
