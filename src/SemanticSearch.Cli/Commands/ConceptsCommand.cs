using System.CommandLine;
using System.Globalization;
using SemanticSearch.Cli.Output;
using SemanticSearch.Documents;

namespace SemanticSearch.Cli.Commands;

/// <summary><c>concepts [NAME]</c>: the glossary, or one concept with its best articles.</summary>
internal static class ConceptsCommand
{
    private static readonly Argument<string[]> Name = new("NAME")
    {
        Description = "A concept's name or alias; several words need no quotes (default: all names).",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> Check = new("--check") { Description = "Show what breaks the glossary's rules and where it is thin." };

    private static readonly Option<int> Top = Options.Whole("--top", 10, 0, SearchRequest.MaxTop, "How many articles.");

    /// <summary>Also of every command that searches.</summary>
    public static Option<string?> Glossary { get; } = new("--glossary") { Description = "A glossary of your own beside the one that ships, in the same format.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new CommandWithExamples(
            "concepts",
            "Look up what engineers call something: definition, other names, related concepts, and the best articles with the sentence that names it.",
            "concepts",
            "concepts cache stampede",
            "concepts k8s --json",
            "concepts --check --glossary own.md");
        command.Arguments.Add(Name);
        foreach (var option in new Option[] { Check, Top, Glossary })
            command.Options.Add(option);
        command.SetAction(parse => CommandContext.Run(parse, context => Run(context, parse)));
        return command;
    }

    private static int Run(CommandContext context, ParseResult parse)
    {
        var guide = ConceptGuide.Open(parse.GetValue(Glossary));
        var name = string.Join(' ', parse.GetValue(Name) ?? []).Trim();
        if (parse.GetValue(Check))
            return Review(context, guide.Review([.. Importer.ReadList().Entries.SelectMany(entry => entry.Topics)]));
        if (name.Length == 0)
            return List(context, guide);
        var found = guide.Find(name);
        if (found.Count == 0)
            throw new UsageException(guide.Near(name) is { Count: > 0 } near ? $"There is no concept {name}. Near to it: {string.Join(", ", near)}." : $"There is no concept {name}. All of them: semsearch concepts");
        using var engine = FirstStart.IsEmpty(context.DataDirectory) ? null : SearchEngine.Open(context.DataDirectory, new SearchOptions { Glossary = parse.GetValue(Glossary) });
        var overviews = found.Select(concept => engine is null || parse.GetValue(Top) == 0 ? new ConceptOverview(concept, [], []) : guide.Overview(concept, engine, parse.GetValue(Top))).ToList();
        if (context.Json)
            Terminal.WriteJson(new { concepts = overviews });
        else
            overviews.ForEach(Write);
        if (engine is null)
            Terminal.Note($"{context.DataDirectory} is empty, so no articles are shown: `semsearch search` builds an index.");
        return ExitCode.Done;
    }

    private static int List(CommandContext context, ConceptGuide guide)
    {
        if (context.Json)
        {
            Terminal.WriteJson(new { concepts = guide.All });
            return ExitCode.Done;
        }
        var rows = guide.All.Select(concept => new[] { PlainText.OneLine(concept.Area), PlainText.OneLine(concept.Name), PlainText.OneLine(string.Join(", ", concept.Aliases.Take(3))) });
        foreach (var line in Columns.Align([["area", "concept", "also"], .. rows], leftColumns: 3))
            Console.Out.WriteLine(line);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{guide.All.Count:N0} concepts"));
        return ExitCode.Done;
    }

    private static void Write(ConceptOverview overview)
    {
        var concept = overview.Concept;
        Console.Out.WriteLine($"{concept.Name} ({concept.Area})");
        Line(concept.Definition);
        if (concept.Aliases.Count > 0)
            Line($"Also: {string.Join(", ", concept.Aliases)}");
        if (concept.Related.Count > 0)
            Line($"Related: {string.Join(", ", concept.Related)}");
        foreach (var topic in concept.Topics)
            Line($"Topic: {topic}");
        Console.Out.WriteLine();
        foreach (var organisation in overview.Articles.GroupBy(article => article.Organisations is [var first, ..] ? first : ""))
        {
            foreach (var article in organisation)
                Write(organisation.Key, article);
        }
    }

    private static void Write(string organisation, ConceptArticle article)
    {
        Line($"{(organisation.Length > 0 ? organisation + ": " : "")}{article.Title}{(article.Year is { } year ? $" ({year.ToString(CultureInfo.InvariantCulture)})" : "")}");
        if (article.Sentence is { } sentence)
            Line($"  \"{sentence}\"");
        Line($"  {article.Url ?? article.Id}");
    }

    private static int Review(CommandContext context, GlossaryReview review)
    {
        if (context.Json)
        {
            Terminal.WriteJson(review);
        }
        else
        {
            review.Findings.ToList().ForEach(finding => Console.Out.WriteLine(PlainText.OneLine(finding)));
            Counts("Areas, smallest first", review.Areas);
            Counts($"Topics with fewer than {GlossaryReview.FewConcepts} concepts", review.ThinTopics);
            Console.Out.WriteLine($"Related to from nowhere ({review.Unlinked.Count}): {string.Join(", ", review.Unlinked)}");
            Console.Out.WriteLine($"Without aliases ({review.WithoutAliases.Count}): {string.Join(", ", review.WithoutAliases)}");
        }
        return review.Findings.Count == 0 ? ExitCode.Done : ExitCode.DoneWithFailures;
    }

    private static void Counts(string title, IReadOnlyList<FacetCount> counts)
    {
        Console.Out.WriteLine($"{title}:");
        foreach (var line in Columns.Align([.. counts.Select(count => new[] { "  " + PlainText.OneLine(count.Value), count.Count.ToString(CultureInfo.InvariantCulture) })], leftColumns: 1))
            Console.Out.WriteLine(line);
    }

    private static void Line(string text) => Console.Out.WriteLine("  " + (text.StartsWith("  ", StringComparison.Ordinal) ? "  " : "") + PlainText.OneLine(text.TrimStart()));
}
