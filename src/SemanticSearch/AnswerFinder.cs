using System.Collections.Concurrent;
using SemanticSearch.Concepts;
using SemanticSearch.Documents;
using SemanticSearch.Keyword;
using SemanticSearch.Ranking;
using SemanticSearch.Storage;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>Ranked articles -> the sentences in them that answer the question, word for word as they stand there.</summary>
/// <param name="names">The names that the glossary's concepts are called by.</param>
internal sealed class AnswerFinder(KeywordIndexReader keywords, VectorLeg? vectors, Lazy<ConceptNames> names)
{
    /// <summary>Articles that are read for sentences.</summary>
    public const int MaxArticles = 10;

    /// <summary>Passages of them that are taken apart; twice as many found no better sentences.</summary>
    private const int MaxPassages = 12;

    /// <summary>Share of the keyword leg in what a passage is worth.</summary>
    private const double KeywordShare = 0.3;

    /// <summary>Words whose names are remembered: those that come again and again.</summary>
    private const int MaxSeenWords = 10_000;

    private readonly ConcurrentBag<(List<PlacedTerm> Tokens, SeenWords Seen)> _readers = [];

    /// <param name="vector">The question's; null: keywords only.</param>
    /// <param name="concepts">What it is about; empty: nobody knows.</param>
    /// <param name="ranked">Best first.</param>
    /// <returns>Without evidence no sentence.</returns>
    public Answer Find(KeywordQuery query, float[]? vector, IReadOnlyList<MatchedConcept> concepts, IReadOnlyList<RankedArticle> ranked)
    {
        var weights = keywords.TermWeights(query);
        var articles = ranked.Take(MaxArticles).ToList();
        if (weights.Count == 0 || articles.Count == 0)
            return new Answer([]);
        var cards = articles.ToDictionary(article => article.Evidence.Article, article => ArticleCard.Read(keywords.Stored(article.Evidence.Article)));
        var hits = articles.ToDictionary(article => article.Evidence.Article, article => article.Score / Math.Max(articles[0].Score, double.Epsilon));
        var about = concepts.ToDictionary(concept => concept.Number, concept => concept.Probability);
        var beginnings = about.Keys.SelectMany(concept => names.Value.Beginnings(concept)).ToHashSet();
        var needs = new AnswerNeeds(new SoughtTerms(weights.Keys.Union(beginnings)), [.. weights.Values], [.. weights.Keys.Select(beginnings.Contains)], about, articles[0].Evidence.Article);
        var candidates = BestPassages(query, vector, articles).Where(passage => AnswerSentences.IsNearEnough(passage.Cosine))
            .SelectMany(passage => Candidates(passage, cards[passage.Article], hits[passage.Article], needs));
        var chosen = AnswerSentences.Choose(candidates, OrganisationQuestion.Is(query.Text));
        return new Answer([.. chosen.Select(candidate => Cited(candidate, cards[candidate.Article]))]);
    }

    /// <summary>The passages of the articles that are likeliest to answer, by both legs.</summary>
    private List<PromisingPassage> BestPassages(KeywordQuery query, float[]? vector, List<RankedArticle> articles)
    {
        var only = new ArticleFilter(keywords.ArticleCount);
        var (ordinals, owners) = (new List<int>(), new List<int>());
        foreach (var article in articles.Select(article => article.Evidence.Article))
        {
            only[article] = true;
            var passages = keywords.PassagesOf(article);
            for (var passage = passages.Start.Value; passage < passages.End.Value; passage++)
            {
                ordinals.Add(passage);
                owners.Add(article);
            }
        }
        var found = keywords.Search(query, KeywordLevel.Passage, MaxPassages, only, countTotal: false).Documents;
        var scores = found.ToDictionary(passage => passage.Ordinal, passage => passage.Score / found[0].Score);
        var cosines = vector is null ? null : vectors!.Score(vector, ordinals);
        return [.. ordinals.Select((ordinal, i) => new PromisingPassage(ordinal, owners[i], scores.GetValueOrDefault(ordinal), cosines?[i] ?? Evidence.NoCosine))
            .Where(passage => passage.Keyword > 0 || passage.Cosine > 0)
            .OrderByDescending(passage => KeywordShare * passage.Keyword + (1 - KeywordShare) * Math.Max(0, passage.Cosine)).ThenBy(passage => passage.Ordinal).Take(MaxPassages)];
    }

    private List<SentenceCandidate> Candidates(PromisingPassage passage, Article article, double hit, AnswerNeeds needs)
    {
        var text = keywords.PassageText(passage.Ordinal);
        var above = needs.Terms.HeldIn($"{article.Title}\n{keywords.HeadingPath(passage.Ordinal)}");
        var found = needs.Terms.FindIn(text);
        var next = 0;
        var candidates = new List<SentenceCandidate>();
        foreach (var range in QuotableSentences.Of(text))
        {
            var (start, end) = (range.Start.Value, range.End.Value);
            var held = new bool[needs.Terms.Count];
            var mayName = false;
            for (; next < found.Count && found[next].Start < end; next++)
            {
                if (found[next].Start < start)
                    continue;
                held[found[next].Place] = true;
                mayName |= needs.BeginsName(found[next].Place);
            }
            candidates.Add(new SentenceCandidate(passage.Article, passage.Ordinal, start, text[range], article.Organisations is [var organisation, ..] ? organisation : null)
            {
                Coverage = needs.Share(term => held[term]),
                Context = needs.Share(term => above[term] && !held[term]),
                PassageCosine = passage.Cosine,
                PassageKeyword = passage.Keyword,
                ArticleShare = hit,
                Concept = mayName ? ConceptsIn(text.AsSpan(start, end - start), needs) : 0,
                IsOfBestArticle = passage.Article == needs.BestArticle,
            });
        }
        return candidates;
    }

    /// <summary>How probable it is that the question is about one of the concepts that a sentence names.</summary>
    private double ConceptsIn(ReadOnlySpan<char> sentence, AnswerNeeds needs)
    {
        var (tokens, seen) = _readers.TryTake(out var reader) ? reader : ([], new SeenWords(MaxSeenWords));
        var named = names.Value.FindInText(sentence, tokens, seen);
        _readers.Add((tokens, seen));
        return named.SelectMany(name => name.Meanings).Distinct().Sum(needs.Concepts.GetValueOrDefault);
    }

    private AnswerSentence Cited(SentenceCandidate candidate, Article article)
    {
        var page = article.ArchivedUrl ?? article.Url;
        return new AnswerSentence(candidate.Text, article.Id, article.Url, keywords.PassageText(candidate.Passage))
        {
            Title = article.Title,
            Organisation = candidate.Organisation,
            TextFragmentUrl = page is null ? null : TextFragment.Of(page, candidate.Text),
        };
    }

    /// <summary>What a sentence is held against.</summary>
    /// <param name="Terms">The question's, then those that its concepts' names begin with.</param>
    /// <param name="Weights">How much each of the question's tells.</param>
    /// <param name="BeginNames">Which of the question's begin a name too.</param>
    /// <param name="Concepts">Their probabilities, by number.</param>
    private sealed record AnswerNeeds(SoughtTerms Terms, double[] Weights, bool[] BeginNames, Dictionary<int, double> Concepts, int BestArticle)
    {
        private readonly double _total = Weights.Sum();

        public bool BeginsName(int term) => term >= BeginNames.Length || BeginNames[term];

        public double Share(Func<int, bool> has)
        {
            var sum = 0.0;
            for (var term = 0; term < Weights.Length; term++)
                sum += has(term) ? Weights[term] : 0;
            return sum / _total;
        }
    }

    private readonly record struct PromisingPassage(int Ordinal, int Article, double Keyword, double Cosine);
}
