using SemanticSearch.Keyword;

namespace SemanticSearch.Tests.Keyword;

public class AllocationTests
{
    /// <summary>Bytes that a query may allocate besides its results.</summary>
    private const long Budget = 32 << 10;

    [Theory]
    [InlineData(KeywordLevel.Article)]
    [InlineData(KeywordLevel.Passage)]
    internal void A_query_of_ten_words_stays_within_its_budget(KeywordLevel level)
    {
        var corpus = new RandomCorpus(new Random(5), 500, 2, 100);
        using var index = Index.Of(Enumerable.Range(0, 3_000).Select(i => corpus.Article($"a{i}")));
        var queries = Enumerable.Range(0, 50).Select(_ => new KeywordQuery { Text = corpus.Words(10) }).ToArray();
        long Ask()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var query in queries)
                index.Reader.Search(query, level, 10, countTotal: false);
            return (GC.GetAllocatedBytesForCurrentThread() - before) / queries.Length;
        }
        Ask();
        var bytes = Ask();
        Assert.True(bytes < Budget, $"{bytes} bytes a query");
    }
}
