using SemanticSearch.Benchmarks.Search;

namespace SemanticSearch.Tests.Relevance;

/// <summary>What the engine says about its own answers never gets less honest than it once was: over the shared reading list, titles only.</summary>
public sealed class HonestyFloors : IClassFixture<HonestyFloors.ReadingListIndex>
{
    private readonly ReadingListIndex _index;

    public HonestyFloors(ReadingListIndex index) => _index = index;

    [SkippableFact]
    public void Off_topic_queries_get_nothing_or_hits_that_are_called_weak()
    {
        var queries = File.ReadAllLines(HonestyCommand.OffTopicPath);
        Assert.Equal(200, queries.Distinct().Count());
        var answered = Ask().Ask(queries).Where(query => query.Told == Told.Strong).Select(query => query.Query).ToList();
        Assert.True(answered.Count <= 10, $"answered: {string.Join(", ", answered)}");
    }

    [SkippableFact]
    public void Real_questions_keep_their_hits()
    {
        var lost = Ask().Ask(HonestyCommand.Questions(SharedData.Path("data/reading-list-questions"))).Where(query => query.Told == Told.Nothing).ToList();
        Assert.True(lost.Count <= 1, $"lost: {string.Join(", ", lost.Select(query => query.Query))}");
    }

    [SkippableFact]
    public void The_title_that_holds_a_rare_term_is_first()
    {
        var honesty = Ask();
        var terms = honesty.Find(RareTerms.Pick(_index.Engine!, 200, seed: 1));
        Assert.InRange(terms.Count, 100, 200);
        var missed = terms.Where(term => term.Rank != 1).Select(term => term.Asked.Query).ToList();
        Assert.True(missed.Count <= 0.02 * terms.Count, $"not first: {string.Join(", ", missed)}");
    }

    private Honesty Ask()
    {
        SharedData.Path("data/reading-list-questions/corpus.jsonl");
        return new Honesty(_index.Engine!);
    }

    /// <summary>Made once for all of them; without the shared data there is none.</summary>
    public sealed class ReadingListIndex : IDisposable
    {
        private readonly TemporaryIndex? _index;

        public ReadingListIndex()
        {
            var corpus = Path.Combine(SharedData.RepositoryRoot, "../shared/data/reading-list-questions/corpus.jsonl");
            if (!File.Exists(corpus))
                return;
            _index = new TemporaryIndex(corpus);
            Engine = SearchEngine.Open(_index.Path);
        }

        public SearchEngine? Engine { get; }

        public void Dispose()
        {
            Engine?.Dispose();
            _index?.Dispose();
        }
    }
}
