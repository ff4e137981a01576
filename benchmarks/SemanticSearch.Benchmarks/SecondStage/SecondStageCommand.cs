using System.Globalization;
using SemanticSearch.Documents;
using SemanticSearch.Evaluation;

namespace SemanticSearch.Benchmarks.SecondStage;

/// <summary>
/// <c>second-stage DATA=QUESTIONS ...</c>: would a learned second stage rank better than the engine's own weights? Every model is trained on all collections but one and
/// judged on that one. A model is worth shipping when it is better on average and makes no collection worse by more than <see cref="MaxLoss"/>.
/// </summary>
public static class SecondStageCommand
{
    /// <summary>nDCG@10 that a collection may lose.</summary>
    private const double MaxLoss = 0.005;

    /// <summary>Candidates that are ranked anew.</summary>
    private const int Depth = 100;

    public static int Run(string[] args)
    {
        var pairs = args.Select(arg => arg.Split('=', 2)).ToList();
        if (pairs.Count < 2 || pairs.Exists(pair => pair.Length != 2 || !pair.All(Directory.Exists)))
        {
            Console.Error.WriteLine("usage: second-stage DATA=QUESTIONS DATA=QUESTIONS ...   (DATA: a data directory; QUESTIONS: a folder with queries.jsonl and qrels/test.tsv; at least two)");
            return 2;
        }
        var collections = pairs.ConvertAll(pair => (Name: Path.GetFileName(Path.TrimEndingDirectorySeparator(pair[1])), Questions: Read(pair[0], pair[1])));
        var fixedScores = collections.ConvertAll(collection => collection.Questions.ConvertAll(question => question.Ndcg(row => row[0])).ToArray());
        Print($"{"nDCG@10 of the collection left out",-58} {string.Join(' ', collections.Select(collection => $"{collection.Name,24}"))}     mean   mean of what it was trained on");
        Print($"{"the engine's own weights",-58} {string.Join(' ', fixedScores.Select(scores => $"{scores.Average(),24:0.0000}"))}   {fixedScores.Average(scores => scores.Average()):0.0000}");
        var worth = new List<string>();
        foreach (var (name, train) in Models())
        {
            var scores = new List<double[]>();
            for (var left = 0; left < collections.Count; left++)
            {
                var score = train([.. collections.Where((_, i) => i != left).SelectMany(collection => collection.Questions).Where(question => question.Teaches)]);
                scores.Add([.. collections[left].Questions.Select(question => question.Ndcg(score))]);
            }
            var seen = train([.. collections.SelectMany(collection => collection.Questions).Where(question => question.Teaches)]);
            var ofSeen = collections.Average(collection => collection.Questions.Average(question => question.Ndcg(seen)));
            Print($"{name,-58} {string.Join(' ', scores.Select((of, i) => Compared(of, fixedScores[i])))}   {scores.Average(of => of.Average()):0.0000}   {ofSeen:0.0000}");
            if (scores.Average(of => of.Average()) > fixedScores.Average(of => of.Average()) && !scores.Where((of, i) => of.Average() < fixedScores[i].Average() - MaxLoss).Any())
                worth.Add(name);
        }
        Print(worth.Count == 0 ? "No model is better on collections that it was not trained on: none is worth shipping." : $"Worth shipping: {string.Join("; ", worth)}");
        return 0;
    }

    private static IEnumerable<(string Name, Func<IReadOnlyList<JudgedCandidates>, Func<float[], double>> Train)> Models()
    {
        foreach (var pull in new[] { 0.1, 1, 10 })
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"linear, pull {pull}"), questions =>
            {
                var weights = LinearRanker.Train(questions, pull);
                return row => LinearRanker.Score(weights, row);
            }
            );
        }
        foreach (var options in new BoostedRankerOptions[] { new(20, 2, 0.1), new(60, 2, 0.1), new(60, 3, 0.1), new(150, 3, 0.1), new(60, 4, 0.1) })
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"{options.Trees} trees, {options.Depth} deep, rate {options.Rate}, monotone"), questions => BoostedRanker.Train(questions, options).Score);
        }
    }

    private static List<JudgedCandidates> Read(string data, string folder)
    {
        using var engine = SearchEngine.Open(data);
        var (questions, _) = BeirFolder.Read(folder);
        var read = new List<JudgedCandidates>(questions.Count);
        foreach (var question in questions)
        {
            var hits = engine.Search(new SearchRequest { Query = question.Text, Top = Depth, Explain = true }).Hits;
            var ideal = question.Judgments.RelevantGrades.ToArray().Select((grade, place) => grade / Math.Log2(place + 2)).Sum();
            read.Add(new JudgedCandidates(
                [.. hits.Select(hit => hit.Id)], CandidateFeatures.Of(hits), [.. hits.Select(hit => question.Judgments.Gain(hit.Id))], ideal, question.Judgments, 1.0 / questions.Count));
        }
        return read;
    }

    private static string Compared(double[] scores, double[] before)
    {
        var p = RandomizationTest.PValue([.. scores.Zip(before, (now, then) => now - then)]);
        return string.Create(CultureInfo.InvariantCulture, $"{scores.Average():0.0000} ({scores.Average() - before.Average():+0.0000;-0.0000} p {p:0.00})").PadLeft(24);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Print(string line) => Console.WriteLine(line);
}
