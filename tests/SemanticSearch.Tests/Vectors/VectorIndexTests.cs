using SemanticSearch.Documents;
using SemanticSearch.Vectors;

namespace SemanticSearch.Tests.Vectors;

public sealed class VectorIndexTests : IDisposable
{
    private readonly VectorCase _case = new(5_000, 384);

    public void Dispose() => _case.Dispose();

    [Fact]
    public void Int8_search_ranks_as_a_plain_scan_over_the_int8_vectors()
    {
        using var index = _case.Build();
        foreach (var query in _case.Queries.Take(10))
            AssertSame(VectorCase.BruteForce(index, query, 50), index.Search(query, 50));
    }

    [Fact]
    public void Int8_search_finds_nearly_all_that_floats_find()
    {
        using var index = _case.Build();
        var recall = _case.Queries.Average(query => VectorCase.Recall(index.Search(query, 10), _case.BruteForce(query, 10)));
        Assert.InRange(recall, 0.97, 1);
    }

    [Fact]
    public void With_the_float_form_search_ranks_as_a_plain_scan_over_floats()
    {
        using var index = _case.Build(_case.Options with { KeepFloats = true });
        foreach (var query in _case.Queries)
            AssertSame(_case.BruteForce(query, 20), index.Search(query, 20));
    }

    [Theory]
    [InlineData(384, false)]
    [InlineData(70, false)]
    [InlineData(70, true)]
    public void A_sum_made_in_the_index_is_that_of_its_vectors(int dimension, bool keepFloats)
    {
        using var few = new VectorCase(40, dimension);
        using var index = few.Build(few.Options with { KeepFloats = keepFloats }, isPresent: ordinal => ordinal != 3);
        var (expected, sum, vector) = (new float[dimension], new float[dimension], new float[dimension]);
        foreach (var ordinal in new[] { 0, 1, 2, 39 })
        {
            Assert.True(index.TryGet(ordinal, vector));
            for (var i = 0; i < dimension; i++)
                expected[i] += vector[i];
            Assert.True(index.AddTo(sum, ordinal));
        }
        Assert.False(index.AddTo(sum, 3));
        index.FromOwnBasis(sum);
        for (var i = 0; i < dimension; i++)
            Assert.Equal(expected[i], sum[i], 1e-5f);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(400)]
    public void A_filter_is_applied_before_the_best_are_chosen(int oneIn)
    {
        using var index = _case.Build();
        bool Allows(int ordinal) => ordinal % oneIn == 1;
        var bits = VectorCase.Bits(_case.Vectors.Length, Allows);
        foreach (var query in _case.Queries.Take(5))
            AssertSame(VectorCase.BruteForce(index, query, 20, Allows), index.Search(query, 20, bits));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    public void Deleted_vectors_are_never_found(int oneStaysIn)
    {
        using var index = _case.Build();
        bool Allows(int ordinal) => ordinal % 3 != 0;
        bool Stays(int ordinal) => ordinal % oneStaysIn == 0;
        var (allowed, deleted) = (VectorCase.Bits(_case.Vectors.Length, Allows), VectorCase.Bits(_case.Vectors.Length, i => !Stays(i)));
        foreach (var query in _case.Queries.Take(5))
        {
            AssertSame(VectorCase.BruteForce(index, query, 20, Stays), index.Search(query, 20, deleted: deleted));
            AssertSame(VectorCase.BruteForce(index, query, 20, i => Stays(i) && Allows(i)), index.Search(query, 20, allowed, deleted));
        }
    }

    [Fact]
    public void A_filter_that_allows_nothing_finds_nothing()
    {
        using var index = _case.Build();
        Assert.Empty(index.Search(_case.Queries[0], 10, new ulong[(5_000 + 63) / 64]));
    }

    [Fact]
    public void Absent_vectors_are_told_and_never_found()
    {
        static bool IsPresent(int ordinal) => ordinal % 7 != 3 && ordinal < 4_000;
        using var index = _case.Build(isPresent: IsPresent);
        Assert.Equal(Enumerable.Range(0, 5_000).Count(IsPresent), index.Manifest.Vectors);
        Assert.Equal(5_000, index.Manifest.Ordinals);
        Assert.True(index.Has(2));
        Assert.False(index.Has(3));
        Assert.False(index.Has(4_999));
        foreach (var query in _case.Queries.Take(5))
            AssertSame(VectorCase.BruteForce(index, query, 20, IsPresent), index.Search(query, 20));
    }

    [Fact]
    public void Fewer_vectors_than_wanted_are_all_found()
    {
        using var index = _case.Build(isPresent: ordinal => ordinal < 7);
        Assert.Equal(Enumerable.Range(0, 7), index.Search(_case.Queries[0], 100).Select(hit => hit.Ordinal).Order());
    }

    [Fact]
    public void An_empty_file_opens_and_finds_nothing()
    {
        using var index = _case.Build(isPresent: _ => false);
        Assert.Equal(0, index.Manifest.Vectors);
        Assert.Empty(index.Search(_case.Queries[0], 10));
    }

    [Fact]
    public void Equal_vectors_come_in_the_order_of_their_ordinals()
    {
        using var writer = new VectorIndexWriter(_case.Options);
        for (var i = 299; i >= 0; i--)
            writer.Add(i, _case.Vectors[0]);
        writer.Write(_case.File(), 300);
        using var index = VectorIndexReader.Open(_case.File());
        Assert.Equal(Enumerable.Range(0, 20), index.Search(_case.Vectors[0], 20).Select(hit => hit.Ordinal));
    }

    [Fact]
    public void A_vector_finds_itself_with_score_1()
    {
        using var index = _case.Build();
        for (var i = 0; i < 5_000; i += 500)
        {
            var best = index.Search(_case.Vectors[i], 1)[0];
            Assert.Equal(i, best.Ordinal);
            Assert.Equal(1, best.Score, 1e-4f);
        }
    }

    [Fact]
    public void The_length_of_the_question_changes_nothing()
    {
        using var index = _case.Build(_case.Options with { KeepFloats = true });
        var query = _case.Queries[0];
        AssertSame(index.Search(query, 10), index.Search(query.Select(value => 8 * value).ToArray(), 10));
    }

    [Fact]
    public void Every_path_and_number_of_threads_gives_the_same_hits()
    {
        using var first = _case.Build(search: new VectorSearchOptions { Threads = 1, Path = DotPath.Portable });
        var expected = _case.Queries.Select(query => first.Search(query, 30)).ToArray();
        foreach (var path in Enum.GetValues<DotPath>().Where(RowDots.IsSupported))
        {
            foreach (var threads in new[] { 1, 2, 5 })
            {
                using var index = VectorIndexReader.Open(_case.File(), new VectorSearchOptions { Threads = threads, Path = path });
                for (var i = 0; i < expected.Length; i++)
                    Assert.Equal(expected[i], index.Search(_case.Queries[i], 30));
            }
        }
    }

    [Fact]
    public void Many_threads_may_search_at_once()
    {
        using var index = _case.Build();
        var expected = _case.Queries.Select(query => index.Search(query, 30)).ToArray();
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i => Assert.Equal(expected[i % expected.Length], index.Search(_case.Queries[i % expected.Length], 30)));
    }

    [Fact]
    public void A_warm_search_allocates_nothing()
    {
        using var index = _case.Build(_case.Options with { KeepFloats = true }, new VectorSearchOptions { Threads = 1 });
        var hits = new VectorHit[10];
        index.Search(_case.Queries[0], hits.AsSpan());
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var query in _case.Queries)
            index.Search(query, hits.AsSpan());
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_scores_are_those_of_each_vector_and_cost_no_memory(bool isSparse)
    {
        using var index = _case.Build(isPresent: ordinal => !isSparse || ordinal % 3 == 0);
        var (ordinals, each, all) = (Enumerable.Range(0, 5_000).ToArray(), new float[5_000], new float[5_000]);
        foreach (var query in _case.Queries.Take(3))
        {
            index.Score(query, ordinals, each);
            var before = GC.GetAllocatedBytesForCurrentThread();
            index.ScoreAll(query, all);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(each, all);
        }
    }

    [Fact]
    public void The_order_of_adding_does_not_change_the_file()
    {
        _case.Build().Dispose();
        var expected = File.ReadAllBytes(_case.File());
        using var writer = new VectorIndexWriter(_case.Options);
        for (var i = 4_999; i >= 0; i--)
            writer.Add(i, _case.Vectors[i]);
        writer.Write(_case.File("other"), 5_000);
        Assert.Equal(expected, File.ReadAllBytes(_case.File("other")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Vectors_are_taken_over_from_an_earlier_file_bit_by_bit(bool keepFloats)
    {
        var options = _case.Options with { KeepFloats = keepFloats };
        using var earlier = _case.Build(options, isPresent: ordinal => ordinal % 2 == 0);
        using var writer = new VectorIndexWriter(options);
        for (var i = 0; i < 5_000; i++)
        {
            if (!writer.Copy(earlier, i, i))
                writer.Add(i, _case.Vectors[i]);
        }
        writer.Write(_case.File("later"), 5_000);
        _case.Build(options).Dispose();
        Assert.Equal(File.ReadAllBytes(_case.File()), File.ReadAllBytes(_case.File("later")));
    }

    [Fact]
    public void A_file_without_floats_can_be_read_into_one_with_floats_and_back()
    {
        using var earlier = _case.Build();
        using var writer = new VectorIndexWriter(_case.Options with { KeepFloats = true });
        for (var i = 0; i < 5_000; i++)
            Assert.True(writer.Copy(earlier, i, i));
        writer.Write(_case.File("floats"), 5_000);
        using var floats = VectorIndexReader.Open(_case.File("floats"));
        foreach (var query in _case.Queries.Take(5))
            AssertSame(VectorCase.BruteForce(earlier, query, 10), floats.Search(query, 10));
    }

    [Fact]
    public void Vectors_of_another_model_are_refused_by_name()
    {
        using var index = _case.Build(isPresent: ordinal => ordinal < 10);
        index.RequireModel(VectorCase.Model, VectorCase.ModelHash);
        var problem = Assert.Throws<DataProblemException>(() => index.RequireModel("better-model", "ffff"));
        Assert.Contains(VectorCase.Model, problem.Message, StringComparison.Ordinal);
        Assert.Contains("index --model better-model", problem.Message, StringComparison.Ordinal);
        using var writer = new VectorIndexWriter(new VectorIndexOptions("better-model", "ffff", 384));
        Assert.Throws<DataProblemException>(() => writer.Copy(index, 0, 0));
    }

    [Fact]
    public void A_callers_mistakes_are_refused()
    {
        using var index = _case.Build(isPresent: ordinal => ordinal < 10);
        Assert.Throws<ArgumentException>(() => index.Search(new float[383], 1));
        Assert.Throws<ArgumentException>(() => index.Search(new float[384], 1));
        Assert.Throws<ArgumentException>(() => index.Search([.. Enumerable.Repeat(float.NaN, 384)], 1));
        Assert.Throws<ArgumentException>(() => index.Search(_case.Queries[0], 1, new ulong[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Has(5_000));
        using var writer = new VectorIndexWriter(_case.Options);
        writer.Add(5, _case.Vectors[5]);
        Assert.Throws<ArgumentException>(() => writer.Add(5, _case.Vectors[5]));
        Assert.Throws<ArgumentException>(() => writer.Add(6, new float[384]));
        Assert.Throws<ArgumentException>(() => writer.Add(6, [.. _case.Vectors[6].Select(value => 2 * value)]));
        Assert.Throws<ArgumentException>(() => writer.Add(6, [.. Enumerable.Repeat(float.NaN, 384)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Write(_case.File("short"), 5));
        Assert.Equal(1, writer.Count);
    }

    [Fact]
    public void A_closed_reader_says_so()
    {
        var index = _case.Build(isPresent: ordinal => ordinal < 10);
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.Search(_case.Queries[0], 1));
        Assert.Throws<ObjectDisposedException>(() => index.Has(1));
    }

    [Fact]
    public void Closing_a_reader_lets_searches_under_way_finish()
    {
        for (var round = 0; round < 20; round++)
        {
            var index = _case.Build(isPresent: ordinal => ordinal < 1_000);
            var searches = Enumerable.Range(0, 2).Select(_ => Task.Run(() => SearchUntilClosed(index))).ToArray();
            index.Dispose();
            Assert.All(searches, search => Assert.True(search.Wait(TimeSpan.FromSeconds(30))));
        }
    }

    private void SearchUntilClosed(VectorIndexReader index)
    {
        try
        {
            while (true)
                Assert.Equal(10, index.Search(_case.Queries[0], 10).Length);
        }
        catch (ObjectDisposedException)
        {
            // What the test waits for.
        }
    }

    private static void AssertSame(VectorHit[] expected, VectorHit[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Score, actual[i].Score, 2e-5f);
            // Two that are equal but for rounding may change places.
            if (expected[i].Ordinal != actual[i].Ordinal)
                Assert.Contains(expected, hit => hit.Ordinal == actual[i].Ordinal && MathF.Abs(hit.Score - actual[i].Score) < 2e-5f);
        }
    }
}
