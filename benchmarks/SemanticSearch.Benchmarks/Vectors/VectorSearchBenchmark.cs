using BenchmarkDotNet.Attributes;
using SemanticSearch.Vectors;

namespace SemanticSearch.Benchmarks.Vectors;

/// <summary>
/// One search for the ten nearest of generated vectors (384 dimensions): exact on one thread and on all, through lists, and with a
/// filter that allows every tenth. Recall and bandwidth are the command's (<c>vectors COUNT</c>); here it is time and allocated bytes.
/// </summary>
[MemoryDiagnoser]
public class VectorSearchBenchmark
{
    private readonly VectorHit[] _hits = new VectorHit[10];
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"vector-benchmark-{Environment.ProcessId}.bin");
    private float[][] _questions = [];
    private ulong[] _everyTenth = [];
    private VectorIndexReader _lists = null!;
    private VectorIndexReader _exact = null!;
    private VectorIndexReader _oneThread = null!;
    private int _next;

    [Params(10_000, 100_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Build()
    {
        const int Dimension = 384;
        var source = new ClusteredVectors(Dimension, 100, seed: 1);
        using (var writer = new VectorIndexWriter(new VectorIndexOptions("benchmark", "0", Dimension) { Lists = (int)(4 * Math.Sqrt(Count)) }))
        {
            var vector = new float[Dimension];
            for (var i = 0; i < Count; i++)
            {
                source.Member(i, vector);
                writer.Add(i, vector);
            }
            writer.Write(_path, Count);
        }
        _lists = VectorIndexReader.Open(_path);
        _exact = VectorIndexReader.Open(_path, new VectorSearchOptions { Probes = 0 });
        _oneThread = VectorIndexReader.Open(_path, new VectorSearchOptions { Probes = 0, Threads = 1 });
        _questions = new float[256][];
        for (var i = 0; i < _questions.Length; i++)
            source.Question(i, _questions[i] = new float[Dimension]);
        _everyTenth = new ulong[(Count + 63) / 64];
        for (var i = 0; i < Count; i += 10)
            _everyTenth[i / 64] |= 1UL << (i % 64);
    }

    [GlobalCleanup]
    public void Close()
    {
        _lists.Dispose();
        _exact.Dispose();
        _oneThread.Dispose();
        File.Delete(_path);
    }

    [Benchmark(Baseline = true)]
    public int Exact() => _exact.Search(Question(), _hits.AsSpan());

    [Benchmark]
    public int ExactOnOneThread() => _oneThread.Search(Question(), _hits.AsSpan());

    [Benchmark]
    public int Lists() => _lists.Search(Question(), _hits.AsSpan());

    [Benchmark]
    public int ExactOfEveryTenth() => _exact.Search(Question(), _hits.AsSpan(), _everyTenth);

    [Benchmark]
    public int ListsOfEveryTenth() => _lists.Search(Question(), _hits.AsSpan(), _everyTenth);

    private float[] Question() => _questions[_next++ & 255];
}
