using SemanticSearch.Documents;
using SemanticSearch.Keyword;
using SemanticSearch.Ranking;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>Ranked articles -> hits as a user sees them: passages, highlights, the reasons, and other spellings of the question. Thread-safe.</summary>
internal sealed class HitPresenter(KeywordIndexReader keywords, SearchOptions options)
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
    public List<Hit> Show(List<RankedArticle> page, Question question, IReadOnlyList<RankedArticle> all, bool explain)
    {
        var highlighter = new Highlighter(question.Keywords);
        var hits = new List<Hit>(page.Count);
        foreach (var ranked in page)
        {
            var article = ArticleCard.Read(keywords.Stored(ranked.Evidence.Article));
            hits.Add(Hit.Of(article) with
            {
                Score = ranked.Score,
                TitleHighlights = highlighter.Spans(article.Title),
                Passages = BestPassages(ranked.Evidence, question, highlighter),
                Explain = explain ? Explain(ranked, question, all) : null,
            });
        }
        return hits;
    }

    /// <summary>The query with each unknown word replaced by the nearest known one; nothing when every word is known.</summary>
    public IReadOnlyList<string> Spellings(Question question)
    {
        var words = question.Keywords.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var corrected = words.Select(word => keywords.Corrections(word, top: 1) is [var better, ..] ? better : word).ToList();
        return corrected.SequenceEqual(words) ? [] : [string.Join(' ', corrected)];
    }

    /// <summary>
    /// The passages of an article that answer best: by keywords, and the nearest one by meaning; with neither its first one, so that the
    /// reader sees what it is about.
    /// </summary>
    private List<HitPassage> BestPassages(Evidence evidence, Question question, Highlighter highlighter)
    {
        var (first, last) = (keywords.PassagesOf(evidence.Article).Start.Value, keywords.PassagesOf(evidence.Article).End.Value);
        if (first == last)
            return [];
        var only = new ArticleFilter(keywords.ArticleCount) { [evidence.Article] = true };
        var found = evidence.BestKeywordPassage < 0
            ? []
            : keywords.Search(question.Keywords, KeywordLevel.Passage, PassagesPerHit, only, countTotal: false).Documents.Select(passage => passage.Ordinal);
        var ordinals = (evidence.NearestPassage < 0 ? found : found.Prepend(evidence.NearestPassage)).Distinct().Take(PassagesPerHit).ToList();
        return [.. (ordinals.Count > 0 ? ordinals : [first]).Select(passage => Shown(passage, highlighter))];
    }

    private HitPassage Shown(int passage, Highlighter highlighter)
    {
        var text = keywords.PassageText(passage);
        return new HitPassage(text, highlighter.Spans(text), keywords.HeadingPath(passage));
    }

    private HitExplanation Explain(RankedArticle ranked, Question question, IReadOnlyList<RankedArticle> all)
    {
        var evidence = ranked.Evidence;
        var ofArticle = evidence.Keyword > 0 ? keywords.Explain(question.Keywords, KeywordLevel.Article, evidence.Article) : [];
        var bestPassage = evidence.Passages <= 1 ? ofArticle
            : evidence.BestKeywordPassage < 0 ? [] : keywords.Explain(question.Keywords, KeywordLevel.Passage, evidence.BestKeywordPassage);
        var terms = ofArticle.Concat(
            bestPassage.Select(term => term with { Field = $"best passage: {term.Field}", Score = term.Score * options.PassageWeight })).ToList();
        return HitExplanation.Of(ranked, all, terms);
    }
}
