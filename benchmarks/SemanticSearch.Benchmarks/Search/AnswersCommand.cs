using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SemanticSearch.Benchmarks.Search;

/// <summary>
/// <c>answers DATA QUESTIONS</c>: for how many questions with a recorded answering passage (<c>answers.jsonl</c>) the answer holds a sentence of an
/// article of grade 3, and one that overlaps such a passage; how often nonsense is answered; what the answers cost. Exit code 1 when a target is missed.
/// </summary>
public static class AnswersCommand
{
    public const double ArticleTarget = 0.6;
    public const double PassageTarget = 0.4;

    /// <summary>Sentence and recorded passage share at least so many characters in a row.</summary>
    private const int MinShared = 25;

    public static int Run(string[] args)
    {
        if (args.Length != 2 || args.Any(arg => !Directory.Exists(arg)))
        {
            Console.Error.WriteLine("usage: answers DATA QUESTIONS   (DATA: a data directory; QUESTIONS: a folder with queries.jsonl, answers.jsonl, qrels/test.tsv)");
            return 2;
        }
        using var engine = SearchEngine.Open(args[0]);
        var questions = Questions(args[1]);
        var (article, passage, silent) = (0, 0, 0);
        foreach (var question in questions)
        {
            var sentences = engine.Search(new SearchRequest { Query = question.Text }).Answer.Sentences;
            var inArticle = sentences.Any(sentence => question.FullAnswers.Contains(sentence.ArticleId));
            var inPassage = sentences.Any(sentence => question.Passages.Any(recorded => recorded.Article == sentence.ArticleId && Overlap(sentence.Text, recorded.Text)));
            (article, passage, silent) = (article + (inArticle ? 1 : 0), passage + (inPassage ? 1 : 0), silent + (sentences.Count == 0 ? 1 : 0));
            if (inPassage)
                continue;
            Print($"{(sentences.Count == 0 ? "no answer" : inArticle ? "other passage" : "other article")}: {question.Text}");
            foreach (var sentence in sentences)
                Print($"    {sentence.ArticleId}  {sentence.Text.ReplaceLineEndings(" ")}");
        }
        var nonsense = File.ReadAllLines(HonestyCommand.OffTopicPath);
        var answered = nonsense.Where(query => engine.Search(new SearchRequest { Query = query }).Answer.Sentences.Count > 0).ToList();
        foreach (var query in answered)
            Print($"answered nonsense: {query}");
        var (articleShare, passageShare) = ((double)article / questions.Count, (double)passage / questions.Count);
        Print($"{questions.Count} questions: {articleShare:P1} with a sentence of an article that answers (target {ArticleTarget:P0}), {passageShare:P1} with one of a recorded passage (target {PassageTarget:P0}), {silent} without an answer; {answered.Count} of {nonsense.Length} off-topic queries answered");
        Times(engine, questions);
        return articleShare >= ArticleTarget && passageShare >= PassageTarget ? 0 : 1;
    }

    /// <summary>Whole searches on the first page and on the second, which has no answer.</summary>
    private static void Times(SearchEngine engine, List<AnsweredQuestion> questions)
    {
        double Median(int offset)
        {
            var times = new List<double>();
            for (var round = 0; round < 5; round++)
            {
                foreach (var question in questions)
                {
                    var started = Stopwatch.GetTimestamp();
                    engine.Search(new SearchRequest { Query = question.Text, Offset = offset });
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }
            times.Sort();
            return times[times.Count / 2];
        }
        Print($"median search {Median(0):F2} ms with an answer, {Median(10):F2} ms without (second page)");
    }

    public static bool Overlap(string sentence, string passage)
    {
        for (var start = 0; start + MinShared <= sentence.Length; start++)
        {
            if (passage.Contains(sentence.Substring(start, MinShared), StringComparison.Ordinal))
                return true;
        }
        return sentence.Length < MinShared && passage.Contains(sentence, StringComparison.Ordinal);
    }

    private static List<AnsweredQuestion> Questions(string folder)
    {
        var recorded = Lines(Path.Combine(folder, "answers.jsonl"))
            .ToLookup(line => Text(line, "query"), line => (Article: Text(line, "doc"), Text: Text(line, "passage")));
        var full = File.ReadLines(Path.Combine(folder, "qrels", "test.tsv")).Skip(1).Select(line => line.Split('\t')).Where(row => row[2].Trim() == "3")
            .ToLookup(row => row[0], row => row[1]);
        return [.. Lines(Path.Combine(folder, "queries.jsonl")).Select(line => (Id: Text(line, "_id"), Text: Text(line, "text"))).Where(query => recorded.Contains(query.Id))
            .Select(query => new AnsweredQuestion(query.Text, full[query.Id].ToHashSet(), [.. recorded[query.Id]]))];
    }

    private static IEnumerable<JsonElement> Lines(string path) => File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement);

    private static string Text(JsonElement line, string field) => line.GetProperty(field).GetString()!;

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record AnsweredQuestion(string Text, HashSet<string> FullAnswers, List<(string Article, string Text)> Passages);
}
