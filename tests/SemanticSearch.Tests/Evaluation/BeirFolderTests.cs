using SemanticSearch.Documents;
using SemanticSearch.Evaluation;

namespace SemanticSearch.Tests.Evaluation;

public sealed class BeirFolderTests : IDisposable
{
    private const string Header = "query-id\tcorpus-id\tscore\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("beir");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Questions_come_with_their_style_and_judgments()
    {
        Write("""{"_id": "q1", "text": "cache stampede", "style": "keyword"}""", "q1\ta\t3\nq1\tb\t0");
        var (questions, problems) = Read();
        var question = Assert.Single(questions);
        Assert.Equal(("q1", "cache stampede", "keyword"), (question.Id, question.Text, question.Style));
        Assert.Equal((3, 0), (question.Judgments.Gain("a"), question.Judgments.Gain("b")));
        Assert.True(question.Judgments.Contains("b"));
        Assert.False(question.Judgments.Contains("c"));
        Assert.Empty(problems);
    }

    [Fact]
    public void A_question_without_judgments_is_left_out()
    {
        Write("{\"_id\": \"q1\", \"text\": \"judged\"}\n{\"_id\": \"q2\", \"text\": \"not judged\"}", "q1\ta\t1");
        Assert.Equal(["q1"], Read().Questions.Select(question => question.Id));
    }

    [Theory]
    [InlineData("nonsense", "q1\ta\t1", "queries.jsonl:2: not JSON")]
    [InlineData("[1]", "q1\ta\t1", "queries.jsonl:2: expected a JSON object")]
    [InlineData("{\"text\": \"no id\"}", "q1\ta\t1", "queries.jsonl:2: no _id")]
    [InlineData("{\"_id\": \"q7\"}", "q1\ta\t1", "queries.jsonl:2: query q7 has no text")]
    [InlineData("{\"_id\": \"q1\", \"text\": \"again\"}", "q1\ta\t1", "queries.jsonl:2: _id q1 occurs twice")]
    [InlineData("", "q1\ta\t1\nq1 b 1", "test.tsv:3: expected a query, an article and a whole number")]
    [InlineData("", "q1\ta\t1\nq1\tb\tmuch", "test.tsv:3: expected a query, an article and a whole number")]
    [InlineData("", "q1\ta\t1\nq1\ta\t2", "test.tsv:3: query q1 has judged a before, as 1")]
    [InlineData("", "q1\ta\t1\nq9\ta\t2", "test.tsv: query q9 is judged but is not in queries.jsonl")]
    public void A_bad_line_is_named_by_file_and_line_and_the_rest_counts(string secondQuestion, string judgments, string expected)
    {
        Write($$"""{"_id": "q1", "text": "good"}{{"\n"}}{{secondQuestion}}""", judgments);
        var (questions, problems) = Read();
        Assert.Equal("q1", Assert.Single(questions).Id);
        Assert.Contains(expected, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Judgments_without_a_header_lose_nothing()
    {
        WriteFiles("""{"_id": "q1", "text": "good"}""", "q1\ta\t2\r\n");
        Assert.Equal(2, Assert.Single(Read().Questions).Judgments.Gain("a"));
    }

    [Fact]
    public void Ids_written_as_numbers_are_read_as_they_stand()
    {
        Write("""{"_id": 12, "text": "good"}""", "12\ta\t2");
        Assert.Equal("12", Assert.Single(Read().Questions).Id);
    }

    [Fact]
    public void A_folder_in_which_nothing_is_judged_is_refused()
    {
        Write("""{"_id": "q1", "text": "good"}""", "");
        var problem = Assert.Throws<DataProblemException>(() => Read());
        Assert.Contains(_folder.FullName, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var problem = Assert.Throws<FileNotFoundException>(() => Read());
        Assert.Contains("test.tsv", problem.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("data/reading-list-questions", 60, 589)]
    [InlineData("data/article-questions", 40, 720)]
    [InlineData("data/cacm", 52, 796)]
    [InlineData("data/scifact", 300, 339)]
    public void Published_collections_are_read_without_a_problem(string folder, int questions, int relevant)
    {
        var read = BeirFolder.Read(SharedData.Path(folder));
        Assert.Empty(read.Problems);
        Assert.Equal((questions, relevant), (read.Questions.Count, read.Questions.Sum(question => question.Judgments.RelevantIds.Count())));
    }

    private (IReadOnlyList<JudgedQuestion> Questions, IReadOnlyList<string> Problems) Read() => BeirFolder.Read(_folder.FullName);

    private void Write(string questions, string judgments) => WriteFiles(questions, Header + judgments + "\n");

    private void WriteFiles(string questions, string judgments)
    {
        _folder.CreateSubdirectory("qrels");
        File.WriteAllText(Path.Combine(_folder.FullName, "queries.jsonl"), questions);
        File.WriteAllText(Path.Combine(_folder.FullName, "qrels", "test.tsv"), judgments);
    }
}
