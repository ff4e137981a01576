using SemanticSearch.Concepts;
using SemanticSearch.Documents;
using SemanticSearch.Keyword;
using SemanticSearch.Ranking;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>Ranked articles -> hits as a user sees them: passages, highlights, and the reasons. Thread-safe.</summary>
internal sealed class HitPresenter(KeywordIndexReader keywords, TaggedConcepts? tagged, SearchOptions options)
{
    /// <summary>Passages shown with a hit.</summary>
    private const int PassagesPerHit = 3;

    /// <summary>A hit of a deep ranking: nothing but what and how good.</summary>
    public Hit Bare(RankedArticle ranked)
    {
        var article = ArticleCard.Read(keywords.Stored(ranked.Evidence.Article));
        return new Hit { Id = article.Id, Title = article.Title, Score = ranked.Score };
    }

    /// <param name="all">The whole ranking, of which <paramref name="page"/> is a part.</param>
    public List<Hit> Show(List<RankedArticle> page, Question question, RankedList all, bool explain)
    {
        var highlighter = keywords.HighlighterFor(question.Keywords);
        var best = BestByKeywords(page, question);
        var degrees = explain && tagged is not null && question.Mode == SearchMode.Hybrid
            ? question.Concepts.Select(concept => (concept, tagged.DegreesOf(concept, question.Keywords.Text))).ToList() : [];
        var hits = new List<Hit>(page.Count);
        foreach (var ranked in page)
        {
            var article = ArticleCard.Read(keywords.Stored(ranked.Evidence.Article));
            hits.Add(Hit.Of(article) with
            {
                Score = ranked.Score,
                Confidence = question.Mode == SearchMode.Hybrid && !question.Parsed.HasNoWords ? Calibration.Probability(ranked.Score - ranked.Parts.Diversity) : null,
                TitleHighlights = highlighter.Spans(article.Title),
                Passages = BestPassages(ranked.Evidence, best[hits.Count], highlighter),
                Explain = explain ? Explain(ranked, question, all, degrees) : null,
            });
        }
        return hits;
    }

    /// <summary>Of each hit the passages that hold words of the question, best first; all are scored at once, since taking the question apart costs more.</summary>
    private List<int>[] BestByKeywords(List<RankedArticle> page, Question question)
    {
        var found = page.ConvertAll(ranked => ranked.Evidence.BestKeywordPassage < 0 ? 0..0 : keywords.PassagesOf(ranked.Evidence.Article));
        var passages = found.SelectMany(Ordinals).ToArray();
        var scores = keywords.ScoresOf(question.Keywords, KeywordLevel.Passage, passages).Zip(passages).ToDictionary(pair => pair.Second, pair => pair.First);
        return [.. found.Select(range => Ordinals(range).Where(passage => scores[passage] > 0)
            .OrderByDescending(passage => scores[passage]).ThenBy(passage => passage).Take(PassagesPerHit).ToList())];

        static IEnumerable<int> Ordinals(Range range) => Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value);
    }

    /// <summary>
    /// The passages of an article that answer best: by keywords, and the nearest one by meaning; with neither its first one, so that the
    /// reader sees what it is about.
    /// </summary>
    private List<HitPassage> BestPassages(Evidence evidence, List<int> byKeywords, Highlighter highlighter)
    {
        if (evidence.Passages == 0)
            return [];
        var ordinals = (evidence.NearestPassage < 0 ? byKeywords : byKeywords.Prepend(evidence.NearestPassage)).Distinct().Take(PassagesPerHit).ToList();
        return [.. (ordinals.Count > 0 ? ordinals : [keywords.PassagesOf(evidence.Article).Start.Value]).Select(passage => Shown(passage, highlighter))];
    }

    private HitPassage Shown(int passage, Highlighter highlighter)
    {
        var text = keywords.PassageText(passage);
        return new HitPassage(text, highlighter.Spans(text), keywords.HeadingPath(passage));
    }

    private HitExplanation Explain(RankedArticle ranked, Question question, RankedList all, List<(MatchedConcept Concept, Func<int, double> DegreeOf)> degrees)
    {
        var evidence = ranked.Evidence;
        var ofArticle = evidence.Keyword > 0 ? keywords.Explain(question.Keywords, KeywordLevel.Article, evidence.Article) : [];
        var share = evidence.PassageShare;
        var ofPassage = share == 0 || evidence.BestKeywordPassage < 0 ? [] : keywords.Explain(question.Keywords, KeywordLevel.Passage, evidence.BestKeywordPassage);
        var terms = ofArticle.Concat(share == 1 ? [] : OfBestPassage(ofArticle, 1 - share)).Concat(OfBestPassage(ofPassage, share)).ToList();
        return HitExplanation.Of(ranked, all, terms, options.WeightsOf(question.Mode)) with { Concepts = [.. ConceptsOf(evidence.Article, degrees)] };
    }

    private IEnumerable<TermExplanation> OfBestPassage(IReadOnlyList<TermExplanation> terms, double share) =>
        terms.Select(term => term with { Field = $"best passage: {term.Field}", Score = term.Score * options.PassageWeight * share });

    private IEnumerable<ConceptExplanation> ConceptsOf(int article, List<(MatchedConcept Concept, Func<int, double> DegreeOf)> degrees)
    {
        foreach (var (concept, degreeOf) in degrees)
        {
            if (degreeOf(article) is > 0 and var degree)
                yield return new ConceptExplanation(concept.Concept.Name, concept.Probability, degree, options.ConceptWeight * concept.Probability * degree);
        }
    }
}
