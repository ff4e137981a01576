using BenchmarkDotNet.Attributes;
using SemanticSearch.Keyword;

namespace SemanticSearch.Benchmarks.Search;

/// <summary>
/// What: one call of <see cref="SearchEngine.Search"/> in each mode, top 10 with passages, highlights and facets, the question's embedding included; and
/// the phases of a hybrid one by themselves. What the phases leave is concepts, fusion and what is shown.
/// Corpus: the 5,207 engineering articles; the 40 article questions (2 to 20 words) in turn.
/// Notes: warm, one question at a time. SEMSEARCH_DATA names an index of the articles with its vectors; without it one is made first, in about ten minutes.
/// </summary>
[Config(typeof(PerQuestion))]
public class SearchLatency : IDisposable
{
    private const int Top = 10;

    /// <summary>Before these many questions in each mode methods are still being compiled anew, which takes more than the questions do.</summary>
    private const int WarmUpQuestions = 240;

    private TemporaryIndex? _made;
    private SearchEngine? _engine;
    private float[][] _vectors = [];
    private int _next;

    /// <summary>A data directory with vectors.</summary>
    public string? Data { get; init; } = Environment.GetEnvironmentVariable("SEMSEARCH_DATA");

    public IReadOnlyList<string> Questions { get; set; } = [];

    [GlobalSetup]
    public void Setup()
    {
        if (Questions.Count == 0)
            Questions = HonestyCommand.Questions(SharedData.Path("article-questions"));
        _made = Data is null ? new TemporaryIndex(SharedData.Path("articles/articles.jsonl.gz")) : null;
        _engine = SearchEngine.Open(Data ?? _made!.Path);
        _vectors = [.. Questions.Select(question => _engine.Vectors!.Embed(question))];
        for (var i = 0; i < WarmUpQuestions; i++)
        {
            foreach (var mode in Enum.GetValues<SearchMode>())
                Ask(mode, rankOnly: false);
        }
    }

    [Benchmark]
    public int KeywordSearch() => Ask(SearchMode.Keyword, rankOnly: false);

    [Benchmark]
    public int VectorSearch() => Ask(SearchMode.Vector, rankOnly: false);

    [Benchmark]
    public int HybridSearch() => Ask(SearchMode.Hybrid, rankOnly: false);

    [Benchmark]
    public int HybridRankOnly() => Ask(SearchMode.Hybrid, rankOnly: true);

    [Benchmark]
    public int Embedding() => _engine!.Vectors!.Embed(Questions[Next()]).Length;

    [Benchmark]
    public int KeywordLeg() => Gather(Next(), withKeywords: true, withVectors: false);

    [Benchmark]
    public int VectorLeg() => Gather(Next(), withKeywords: false, withVectors: true);

    [Benchmark]
    public int BothLegs() => Gather(Next(), withKeywords: true, withVectors: true);

    [GlobalCleanup]
    public void Dispose()
    {
        _engine?.Dispose();
        _made?.Dispose();
        GC.SuppressFinalize(this);
    }

    private int Next() => _next++ % Questions.Count;

    private int Ask(SearchMode mode, bool rankOnly) =>
        _engine!.Search(new SearchRequest { Query = Questions[Next()], Mode = mode, Top = Top, RankOnly = rankOnly }).Hits.Count;

    private int Gather(int question, bool withKeywords, bool withVectors)
    {
        using var gathered = _engine!.Gatherer.Gather(
            new KeywordQuery { Text = Questions[question] }, withVectors ? _vectors[question] : null, concepts: [], rare: null, allowed: null, Top, withKeywords);
        return gathered.Candidates.Length;
    }
}
