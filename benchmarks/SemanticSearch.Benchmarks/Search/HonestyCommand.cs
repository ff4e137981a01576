using System.Globalization;
using System.Text.Json;
using SemanticSearch.Benchmarks.Embedding;

namespace SemanticSearch.Benchmarks.Search;

/// <summary>
/// <c>honesty DATA [QUESTIONS ...]</c>: off-topic queries that get an answer, real questions (<c>queries.jsonl</c> of each folder) that get none, rare
/// terms whose article is not first, over a data directory; shares, targets, and every failure. Exit code 1 when a target is missed.
/// </summary>
public static class HonestyCommand
{
    private const int RareCount = 200;
    private const int Seed = 1;

    private static readonly int[] Percents = [0, 5, 25, 50, 75, 95, 100];

    /// <summary>Queries that no engineering article answers, one a line: nonsense, keyboard mash, symbols, stop words, everyday life, other languages,
    /// other meanings of the field's words.</summary>
    public static string OffTopicPath => Path.Combine(Repository.Root, "tests/SemanticSearch.Tests/Data/off-topic.txt");

    public static int Run(string[] args)
    {
        if (args.Length == 0 || args.Any(arg => !Directory.Exists(arg)))
        {
            Console.Error.WriteLine("usage: honesty DATA [QUESTIONS ...]   (DATA: a data directory; QUESTIONS: folders with a queries.jsonl)");
            return 2;
        }
        using var engine = SearchEngine.Open(args[0]);
        var status = engine.Status;
        Print($"{status.Articles:N0} articles, {status.Vectors:N0} of {status.VectorsWanted:N0} vectors");
        var honesty = new Honesty(engine);
        var holds = OffTopic(honesty.Ask(File.ReadAllLines(OffTopicPath)));
        foreach (var folder in args[1..])
            holds &= Asked(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), honesty.Ask(Questions(folder)));
        holds &= Rare(honesty.Find(RareTerms.Pick(engine, RareCount, Seed)));
        return holds ? 0 : 1;
    }

    /// <summary>The texts of a question set in BEIR layout.</summary>
    public static IReadOnlyList<string> Questions(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, "queries.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)];

    private static bool OffTopic(IReadOnlyList<ToldQuery> queries)
    {
        var answered = queries.Where(query => query.Told == Told.Strong).ToList();
        var share = 1 - (double)answered.Count / queries.Count;
        Print($"\noff-topic: {share:P1} of {queries.Count} get nothing ({Share(queries, Told.Nothing):P1}) or are called weak ({Share(queries, Told.Weak):P1}); target {Honesty.OffTopicTarget:P0}");
        PrintNearest(queries);
        foreach (var query in answered)
            Print($"  answered  {query.Nearest:F2}  {query.Query}  ->  {query.First}");
        return share >= Honesty.OffTopicTarget;
    }

    private static bool Asked(string name, IReadOnlyList<ToldQuery> queries)
    {
        Print($"\n{name}: {Share(queries, Told.Nothing):P1} of {queries.Count} get nothing, {Share(queries, Told.Weak):P1} are called weak; target at most {Honesty.LostTarget:P0} nothing");
        PrintNearest(queries);
        foreach (var query in queries.Where(query => query.Told != Told.Strong).OrderBy(query => query.Told))
            Print($"  {query.Told,-7}  {query.Nearest:F2}  {query.Query}  ->  {query.First}");
        return Share(queries, Told.Nothing) <= Honesty.LostTarget;
    }

    private static bool Rare(IReadOnlyList<FoundTerm> terms)
    {
        if (terms.Count == 0)
            return true;
        var share = terms.Average(term => term.Rank == 1 ? 1.0 : 0);
        Print($"\nrare terms: the article of {share:P1} of {terms.Count} is first, {terms.Average(term => term.Told == Told.Weak ? 1.0 : 0):P1} are called weak; target {Honesty.RareTarget:P0}");
        foreach (var shape in terms.GroupBy(term => term.Asked.Shape))
        {
            var (bare, asked) = (shape.Where(IsBare).ToList(), shape.Where(term => !IsBare(term)).ToList());
            Print($"  {shape.Key,-10}  bare {bare.Count(term => term.Rank == 1)} of {bare.Count}, in a question {asked.Count(term => term.Rank == 1)} of {asked.Count}");
        }
        foreach (var term in terms.Where(term => term.Rank != 1))
            Print($"  {(term.Rank == 0 ? "absent" : $"rank {term.Rank}"),-8}  {term.Told,-7}  {term.Asked.Query}  ({term.Asked.Article})  first: {term.First}");
        return share >= Honesty.RareTarget;

        static bool IsBare(FoundTerm term) => term.Asked.Query == term.Asked.Term;
    }

    private static void PrintNearest(IReadOnlyList<ToldQuery> queries)
    {
        var sorted = queries.Select(query => query.Nearest).Order().ToArray();
        var percentiles = Percents.Select(percent => string.Create(CultureInfo.InvariantCulture, $"p{percent} {sorted[percent * (sorted.Length - 1) / 100]:F2}"));
        Print($"  cosine of the nearest text: {string.Join(", ", percentiles)}");
    }

    private static double Share(IReadOnlyList<ToldQuery> queries, Told told) => queries.Count == 0 ? 0 : (double)queries.Count(query => query.Told == told) / queries.Count;

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
