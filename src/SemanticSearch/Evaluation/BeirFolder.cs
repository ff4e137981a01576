using System.Globalization;
using System.Text.Json;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Evaluation;

/// <summary>
/// Reads a folder in BEIR layout: <c>queries.jsonl</c> (<c>_id</c>, <c>text</c>, optional <c>style</c>) and <c>qrels/test.tsv</c>
/// (a header, then query, article and grade, separated by tabs). Questions without judgments are left out, as trec_eval does.
/// A line that cannot be read is left out too, and named by file and line.
/// </summary>
internal sealed class BeirFolder
{
    private const string QueriesFile = "queries.jsonl";
    private const string JudgmentsFile = "qrels/test.tsv";

    private readonly string _path;
    private readonly List<string> _problems = [];

    private BeirFolder(string path) => _path = path;

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">One of the two files is missing.</exception>
    /// <exception cref="DataProblemException">No question has a judgment.</exception>
    public static (IReadOnlyList<JudgedQuestion> Questions, IReadOnlyList<string> Problems) Read(string path)
    {
        var folder = new BeirFolder(path);
        var judgments = folder.ReadJudgments(TextFile.ReadLines(folder.Name(JudgmentsFile)));
        var questions = folder.ReadQuestions(TextFile.ReadLines(folder.Name(QueriesFile)), judgments);
        if (questions.Count == 0)
        {
            var first = folder._problems.Count > 0 ? $" ({folder._problems[0]})" : "";
            throw new DataProblemException($"{path}: no question of {QueriesFile} has a judgment in {JudgmentsFile}{first}");
        }
        return (questions, folder._problems);
    }

    private string Name(string file) => Path.Combine(_path, file);

    private void Report(string file, int line, string problem) => _problems.Add($"{Name(file)}:{line}: {problem}");

    private Dictionary<string, Dictionary<string, int>> ReadJudgments(IEnumerable<string> lines)
    {
        var judgments = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (line.Split('\t') is not [var query, var article, var written]
                || !int.TryParse(written, NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var grade))
            {
                // The first line is the header; a file without one loses nothing.
                if (number > 1)
                    Report(JudgmentsFile, number, "expected a query, an article and a whole number, separated by tabs");
                continue;
            }
            if (!judgments.TryGetValue(query, out var grades))
                judgments.Add(query, grades = new Dictionary<string, int>(StringComparer.Ordinal));
            if (!grades.TryAdd(article, grade) && grades[article] != grade)
                Report(JudgmentsFile, number, $"query {query} has judged {article} before, as {grades[article]}; the first judgment counts");
        }
        return judgments;
    }

    private List<JudgedQuestion> ReadQuestions(IEnumerable<string> lines, Dictionary<string, Dictionary<string, int>> judgments)
    {
        var questions = new List<JudgedQuestion>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (!TryParse(line, out var id, out var text, out var style, out var problem))
                Report(QueriesFile, number, problem);
            else if (!seen.Add(id))
                Report(QueriesFile, number, $"_id {id} occurs twice; the first question counts");
            else if (judgments.TryGetValue(id, out var grades))
                questions.Add(new JudgedQuestion(id, text, style, new Judgments(grades)));
        }
        foreach (var query in judgments.Keys.Where(query => !seen.Contains(query)).Order(StringComparer.Ordinal))
            _problems.Add($"{Name(JudgmentsFile)}: query {query} is judged but is not in {QueriesFile}");
        return questions;
    }

    private static bool TryParse(string line, out string id, out string text, out string? style, out string problem)
    {
        (id, text, style, problem) = ("", "", null, "");
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                problem = "expected a JSON object";
                return false;
            }
            id = Field(json.RootElement, "_id") ?? "";
            text = Field(json.RootElement, "text") ?? "";
            style = Field(json.RootElement, "style");
            problem = id.Length == 0 ? "no _id" : text.Length == 0 ? $"query {id} has no text" : "";
            return problem.Length == 0;
        }
        catch (JsonException e)
        {
            problem = $"not JSON (at character {e.BytePositionInLine + 1})";
            return false;
        }
    }

    /// <summary>Some collections write their ids as numbers.</summary>
    private static string? Field(JsonElement question, string name) =>
        !question.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;
}
