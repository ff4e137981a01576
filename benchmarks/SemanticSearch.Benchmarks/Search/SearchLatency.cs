using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace SemanticSearch.Benchmarks.Search;

/// <summary>
/// What: one call of <see cref="SearchEngine.Search"/>, top 10 with passages and highlights, against the same call that only ranks (the baseline).
/// Corpus: the 5,207 engineering articles; the 40 article questions in turn, so a mean is over questions of 2 to 20 words.
/// Notes: warm, one thread; importing and indexing happen once, before the clock starts.
/// </summary>
[MemoryDiagnoser]
public class SearchLatency : IDisposable
{
    private string _directory = "";
    private string[] _questions = [];
    private SearchEngine? _engine;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        _directory = Directory.CreateTempSubdirectory("semsearch-benchmark-").FullName;
        new Importer(_directory).ImportFile(SharedData.Path("articles/articles.jsonl.gz"));
        new Indexer(_directory).Index();
        _engine = SearchEngine.Open(_directory);
        _questions = [.. File.ReadLines(SharedData.Path("article-questions/queries.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)];
    }

    [Benchmark(Baseline = true)]
    public int RankOnly() => Ask(rankOnly: true);

    [Benchmark]
    public int WithPassages() => Ask(rankOnly: false);

    [GlobalCleanup]
    public void Dispose()
    {
        _engine?.Dispose();
        if (_directory.Length > 0)
            Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    private int Ask(bool rankOnly)
    {
        var question = _questions[_next++ % _questions.Length];
        return _engine!.Search(new SearchRequest { Query = question, Mode = SearchMode.Keyword, RankOnly = rankOnly }).Hits.Count;
    }
}
