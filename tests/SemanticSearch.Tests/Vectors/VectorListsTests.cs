using SemanticSearch.Documents;
using SemanticSearch.Vectors;

namespace SemanticSearch.Tests.Vectors;

/// <summary>The inverted file, at a size where a test can still compare with all; <see cref="VectorIndexOptions.Lists"/> asks for it.</summary>
public sealed class VectorListsTests : IClassFixture<VectorListsTests.Built>
{
    private const int Count = 12_000;

    private readonly Built _built;

    public VectorListsTests(Built built) => _built = built;

    private VectorCase Case => _built.Case;

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(500)]
    public void Search_through_lists_finds_nearly_all_that_exact_search_finds(int top)
    {
        var recall = Case.Queries.Average(query => VectorCase.Recall(_built.Index.Search(query, top), _built.Exact.Search(query, top)));
        Assert.InRange(recall, 0.97, 1);
        Assert.All(Case.Queries, query => Assert.Equal(top, _built.Index.Search(query, top).Length));
    }

    [Fact]
    public void What_is_found_has_its_exact_score()
    {
        foreach (var query in Case.Queries)
        {
            var exact = _built.Exact.Search(query, Count).ToDictionary(hit => hit.Ordinal, hit => hit.Score);
            Assert.All(_built.Index.Search(query, 20), hit => Assert.Equal(exact[hit.Ordinal], hit.Score));
        }
    }

    [Fact]
    public void A_few_lists_are_enough() => Assert.InRange(_built.Index.Manifest.Probes, 2, _built.Index.Manifest.Lists / 4);

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.3)]
    [InlineData(0.1)]
    [InlineData(0.02)]
    [InlineData(0.001)]
    public void No_share_of_allowed_ordinals_loses_recall(double share)
    {
        var random = new Random(9);
        var allowed = Enumerable.Range(0, Count).Select(_ => random.NextDouble() < share).ToArray();
        CheckFilter(ordinal => allowed[ordinal]);
    }

    [Fact]
    public void A_filter_that_allows_only_what_is_far_away_loses_no_recall()
    {
        // The allowed ones are near the opposite of each question: the nearest lists hold none of them.
        foreach (var query in Case.Queries.Take(5))
        {
            var far = _built.Exact.Search(query.Select(value => -value).ToArray(), Count / 3).Select(hit => hit.Ordinal).ToHashSet();
            var bits = VectorCase.Bits(Count, far.Contains);
            Assert.Equal(_built.Exact.Search(query, 10, bits), _built.Index.Search(query, 10, bits));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(500)]
    public void Deleted_vectors_are_never_found_and_cost_no_recall(int oneStaysIn)
    {
        var deleted = VectorCase.Bits(Count, ordinal => ordinal % oneStaysIn != 0);
        var recall = Case.Queries.Average(query =>
        {
            var hits = _built.Index.Search(query, 10, deleted: deleted);
            Assert.All(hits, hit => Assert.Equal(0, hit.Ordinal % oneStaysIn));
            return VectorCase.Recall(hits, _built.Exact.Search(query, 10, deleted: deleted));
        });
        Assert.InRange(recall, 0.97, 1);
    }

    [Fact]
    public void Every_path_finds_the_same()
    {
        var expected = Case.Queries.Select(query => _built.Index.Search(query, 30)).ToArray();
        foreach (var path in Enum.GetValues<DotPath>().Where(RowDots.IsSupported))
        {
            using var index = VectorIndexReader.Open(_built.Path, new VectorSearchOptions { Path = path });
            for (var i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], index.Search(Case.Queries[i], 30));
        }
    }

    [Fact]
    public void Many_threads_may_search_at_once()
    {
        var expected = Case.Queries.Select(query => _built.Index.Search(query, 30)).ToArray();
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i => Assert.Equal(expected[i % expected.Length], _built.Index.Search(Case.Queries[i % expected.Length], 30)));
    }

    [Fact]
    public void The_number_of_threads_does_not_change_the_file()
    {
        Write(_built.Options with { Threads = 1 }, Case.File("one"), _ => true);
        Assert.Equal(File.ReadAllBytes(_built.Path), File.ReadAllBytes(Case.File("one")));
    }

    [Fact]
    public void A_warm_search_allocates_nothing()
    {
        var hits = new VectorHit[10];
        var allowed = VectorCase.Bits(Count, ordinal => ordinal % 2 == 0);
        foreach (var query in Case.Queries)
            _built.Index.Search(query, hits.AsSpan(), allowed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var query in Case.Queries)
            _built.Index.Search(query, hits.AsSpan(), allowed);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Absent_vectors_and_the_float_form_go_with_lists()
    {
        static bool IsPresent(int ordinal) => ordinal % 5 != 0;
        Write(_built.Options with { KeepFloats = true }, Case.File("floats"), IsPresent);
        using var index = VectorIndexReader.Open(Case.File("floats"));
        Assert.True(index.Manifest is { HasFloats: true, Lists: > 0 });
        Assert.False(index.Has(10));
        var recall = Case.Queries.Average(query => VectorCase.Recall(index.Search(query, 10), Case.BruteForce(query, 10, IsPresent)));
        Assert.InRange(recall, 0.97, 1);
        var vector = new float[Case.Dimension];
        Assert.True(index.TryGet(11, vector));
        Assert.Equal(Case.Vectors[11], vector);
    }

    [Fact]
    public void Equal_vectors_and_more_lists_than_different_ones_are_no_problem()
    {
        using var writer = new VectorIndexWriter(_built.Options with { Lists = 50 });
        for (var i = 0; i < 400; i++)
            writer.Add(i, Case.Vectors[i % 3]);
        writer.Write(Case.File("equal"), 400);
        using var index = VectorIndexReader.Open(Case.File("equal"));
        var hits = index.Search(Case.Vectors[1], 10);
        Assert.Equal(10, hits.Length);
        Assert.All(hits, hit => Assert.Equal(1, hit.Score, 1e-4f));
    }

    [Fact]
    public void Damage_is_found_and_never_leads_outside_the_file()
    {
        var whole = File.ReadAllBytes(_built.Path);
        var random = new Random(4);
        for (var round = 0; round < 60; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var i = 0; i < 2_000; i++)
                damaged[random.Next(20_000 + 64, whole.Length - 1_000)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Case.File("damaged"), damaged);
            Assert.Throws<DataProblemException>(() =>
            {
                using var index = VectorIndexReader.Open(Case.File("damaged"));
                foreach (var query in Case.Queries.Take(5))
                    Assert.All(index.Search(query, 10), hit => Assert.InRange(hit.Ordinal, 0, Count - 1));
                index.Verify();
            });
        }
    }

    private void CheckFilter(Func<int, bool> allows)
    {
        var bits = VectorCase.Bits(Count, allows);
        var recall = Case.Queries.Average(query =>
        {
            var hits = _built.Index.Search(query, 10, bits);
            Assert.All(hits, hit => Assert.True(allows(hit.Ordinal)));
            return VectorCase.Recall(hits, _built.Exact.Search(query, 10, bits));
        });
        Assert.InRange(recall, 0.97, 1);
    }

    private void Write(VectorIndexOptions options, string path, Func<int, bool> isPresent) => Built.Write(Case, options, path, isPresent);

    /// <summary>One file for all tests, opened with and without its lists.</summary>
    public sealed class Built : IDisposable
    {
        public Built()
        {
            Write(Case, Options, Path, _ => true);
            Index = VectorIndexReader.Open(Path);
            Exact = VectorIndexReader.Open(Path, new VectorSearchOptions { Probes = 0 });
        }

        internal VectorCase Case { get; } = new(Count, 128, seed: 2, clusters: 60);

        internal VectorIndexOptions Options => Case.Options with { Lists = 256 };

        internal string Path => Case.File();

        internal VectorIndexReader Index { get; }

        internal VectorIndexReader Exact { get; }

        public void Dispose()
        {
            Index.Dispose();
            Exact.Dispose();
            Case.Dispose();
        }

        internal static void Write(VectorCase vectors, VectorIndexOptions options, string path, Func<int, bool> isPresent)
        {
            using var writer = new VectorIndexWriter(options);
            for (var i = 0; i < Count; i++)
            {
                if (isPresent(i))
                    writer.Add(i, vectors.Vectors[i]);
            }
            writer.Write(path, Count);
        }
    }
}
