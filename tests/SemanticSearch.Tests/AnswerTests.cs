using System.Text.Json;
using SemanticSearch.Concepts;
using SemanticSearch.Storage;

namespace SemanticSearch.Tests;

/// <summary>Answers from end to end, by keywords: which sentences, and that each stands word for word in its article.</summary>
public sealed class AnswerTests : IDisposable
{
    private const int Queries = 1_000;

    private readonly TemporaryDirectory _data = new();

    private static readonly string[] Corpus =
    [
        """{"_id":"stampede","title":"Avoiding Cache Stampede at DoorDash","text":"## Why\n\nCaches expire.\n\nTo avoid a cache stampede we let one request refresh the key while the others wait. Nothing else changed in that year of work.","organisations":["DoorDash"],"url":"https://doordash.engineering/stampede"}""",
        """{"_id":"netflix","title":"Caching","text":"Our clients add jitter to expiry times to avoid a stampede on the cache.","organisations":["Netflix"],"url":"https://netflixtechblog.com/caching"}""",
        """{"_id":"nobody","title":"Notes","text":"I avoid a cache stampede with locks, as everybody should who has a cache.","url":"https://example.com/notes"}""",
    ];

    public void Dispose() => _data.Dispose();

    [Fact]
    public void A_question_about_companies_is_answered_by_one_sentence_of_each()
    {
        using var engine = Open(Corpus);
        var answer = engine.Search(new SearchRequest { Query = "how do companies avoid cache stampede" }).Answer;
        Assert.Equal(["DoorDash", "Netflix"], answer.Sentences.Take(2).Select(sentence => sentence.Organisation).Order());
        Assert.Equal("nobody", answer.Sentences[2].ArticleId);
        Assert.Equal(3, answer.Groups().Count());
        var doorDash = answer.Sentences.Single(sentence => sentence.Organisation == "DoorDash");
        Assert.Equal("To avoid a cache stampede we let one request refresh the key while the others wait.", doorDash.Text);
        Assert.Equal("Avoiding Cache Stampede at DoorDash", doorDash.Title);
        Assert.Equal("https://doordash.engineering/stampede#:~:text=To%20avoid%20a%20cache,while%20the%20others%20wait.", doorDash.TextFragmentUrl);
    }

    [Fact]
    public void Without_evidence_there_is_no_answer()
    {
        using var engine = Open(Corpus);
        var response = engine.Search(new SearchRequest { Query = "work on quantum annealing hardware in a year of rain" });
        Assert.NotEmpty(response.Hits);
        Assert.Empty(response.Answer.Sentences);
    }

    [Theory]
    [InlineData("avoid cache stampede", 1, false)]
    [InlineData("avoid cache stampede", 0, true)]
    [InlineData("org:netflix", 0, false)]
    public void Only_the_first_page_of_a_question_whose_hits_are_shown_has_an_answer(string query, int offset, bool rankOnly)
    {
        using var engine = Open(Corpus);
        var response = engine.Search(new SearchRequest { Query = query, Offset = offset, RankOnly = rankOnly });
        Assert.NotEmpty(response.Hits);
        Assert.Empty(response.Answer.Sentences);
    }

    [Fact]
    public void Every_sentence_stands_word_for_word_in_the_glossary()
    {
        var concepts = Glossary.Open(null).Concepts;
        var areas = concepts.GroupBy(concept => concept.Place.Area).ToDictionary(
            area => area.Key, area => string.Join("\n\n", area.Select(concept => $"## {concept.Name}\n\n{concept.Definition}\n- {string.Join("\n- ", concept.LayPhrases)}")));
        var answered = AskAll(areas, concepts.SelectMany(concept => concept.LayPhrases.Append($"what is {concept.Word}")));
        Assert.InRange(answered, Queries / 4, Queries);
    }

    [SkippableFact]
    public void Every_sentence_stands_word_for_word_in_real_articles()
    {
        const int Articles = 300;
        using var file = InputFile.Open(SharedData.Path("data/articles/articles.jsonl.gz"));
        var articles = Lines(file.Content).Take(Articles).ToDictionary(line => line.GetProperty("_id").GetString()!);
        var texts = articles.ToDictionary(article => article.Key, article => article.Value.GetProperty("text").GetString()!);
        var titles = articles.Values.Select(article => article.GetProperty("title").GetString()!);
        var firstWords = texts.Values.SelectMany(text => text.Split(". ").Take(8)).Select(sentence => string.Join(' ', sentence.Split(' ').Take(9)));
        var answered = AskAll(texts, titles.Concat(firstWords).Where(query => !string.IsNullOrWhiteSpace(query)));
        Assert.InRange(answered, Queries / 4, Queries);
    }

    /// <summary>Asks the first <see cref="Queries"/> and looks for each sentence in its passage and in its article.</summary>
    /// <returns>How many were answered.</returns>
    private int AskAll(Dictionary<string, string> texts, IEnumerable<string> queries)
    {
        using var engine = Open([.. texts.Select(article => JsonSerializer.Serialize(new { _id = article.Key, title = article.Key, text = article.Value }))]);
        var (asked, answered) = (0, 0);
        foreach (var query in queries.Distinct().Take(Queries))
        {
            asked++;
            var sentences = engine.Search(new SearchRequest { Query = query, Top = 1 }).Answer.Sentences;
            answered += sentences.Count > 0 ? 1 : 0;
            Assert.InRange(sentences.Count, 0, 5);
            foreach (var sentence in sentences)
            {
                Assert.Contains(sentence.Text, sentence.Passage, StringComparison.Ordinal);
                Assert.Contains(sentence.Passage, texts[sentence.ArticleId], StringComparison.Ordinal);
            }
        }
        Assert.Equal(Queries, asked);
        return answered;
    }

    private static IEnumerable<JsonElement> Lines(Stream stream)
    {
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return JsonDocument.Parse(line).RootElement;
    }

    private SearchEngine Open(string[] lines)
    {
        var file = Path.Combine(_data.Path, "corpus.jsonl");
        File.WriteAllLines(file, lines);
        Assert.Empty(new Importer(_data.Path).ImportFile(file).Problems);
        new Indexer(_data.Path).Index();
        return SearchEngine.Open(_data.Path);
    }
}
