using System.Globalization;
using SemanticSearch.Evaluation;

namespace SemanticSearch.Benchmarks.Search;

/// <summary>
/// <c>ablation DATA=QUESTIONS ...</c>: what each part of the hybrid ranking is worth: nDCG@10 with the part and without it, of all questions and of each style, with the p of
/// a paired randomisation test.
/// </summary>
public static class AblationCommand
{
    private const int Depth = 100;

    private static readonly (string Name, SearchOptions Options)[] Without =
    [
        ("concepts", new SearchOptions { ConceptWeight = 0 }),
        ("feedback", new SearchOptions { FeedbackWeight = 0 }),
        ("diversity", new SearchOptions { DiversityWeight = 0 }),
        ("wanted", new SearchOptions { WantedWeight = 0 }),
        ("rare words", new SearchOptions { RareWeight = 0 }),
        ("best passage by keywords", new SearchOptions { PassageWeight = 0 }),
    ];

    public static int Run(string[] args)
    {
        var pairs = args.Select(arg => arg.Split('=', 2)).ToList();
        if (pairs.Count == 0 || pairs.Exists(pair => pair.Length != 2 || !pair.All(Directory.Exists)))
        {
            Console.Error.WriteLine("usage: ablation DATA=QUESTIONS ...   (DATA: a data directory; QUESTIONS: a folder with queries.jsonl and qrels/test.tsv)");
            return 2;
        }
        foreach (var pair in pairs)
            Compare(pair[0], pair[1]);
        return 0;
    }

    private static void Compare(string data, string folder)
    {
        var (questions, _) = BeirFolder.Read(folder);
        var whole = Scores(data, questions, new SearchOptions());
        Print($"{Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}: {questions.Count} questions, nDCG@10 {whole.Average():0.0000}");
        foreach (var (name, options) in Without)
        {
            var less = Scores(data, questions, options);
            Print($"  without {name}: {Compared(whole, less)}");
            foreach (var style in questions.Select((question, i) => (question.Style, i)).Where(one => one.Style is not null).GroupBy(one => one.Style, one => one.i))
                Print($"    {style.Key} ({style.Count()}): {Compared([.. style.Select(i => whole[i])], [.. style.Select(i => less[i])])}");
        }
    }

    private static double[] Scores(string data, IReadOnlyList<JudgedQuestion> questions, SearchOptions options)
    {
        using var engine = SearchEngine.Open(data, options);
        return [.. questions.Select(question =>
        {
            var hits = engine.Search(new SearchRequest { Query = question.Text, Top = Depth, RankOnly = true }).Hits;
            return Measures.Ndcg([.. TrecOrder.Sort(hits.Select(hit => new ScoredId(hit.Id, hit.Score))).Select(hit => hit.Id)], question.Judgments, 10);
        })];
    }

    private static string Compared(double[] whole, double[] less)
    {
        var p = RandomizationTest.PValue([.. whole.Zip(less, (with, without) => with - without)]);
        return string.Create(CultureInfo.InvariantCulture, $"{less.Average():0.000}, with it {whole.Average():0.000} ({whole.Average() - less.Average():+0.0000;-0.0000}, p {p:0.0000})");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
