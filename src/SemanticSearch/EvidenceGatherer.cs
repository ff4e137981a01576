using System.Collections.Concurrent;
using SemanticSearch.Concepts;
using SemanticSearch.Keyword;
using SemanticSearch.Ranking;
using SemanticSearch.Vectors;

namespace SemanticSearch;

/// <summary>
/// Asks both legs and puts together, article by article, what they say. What one leg brought and the other did not look at is scored there too. Thread-safe.
/// </summary>
internal sealed class EvidenceGatherer(KeywordIndexReader keywords, VectorLeg? vectors, TaggedConcepts? tagged, PassageMap passages)
{
    /// <summary>Candidates of each leg, at least: the best passage of an article beyond these adds nothing to it.</summary>
    private const int MinCandidates = 1_000;

    /// <summary>Passage candidates for one article candidate: long articles have many.</summary>
    private const int PassagesPerArticle = 4;

    /// <summary>Articles that concepts alone bring.</summary>
    private const int MaxByConcept = 200;

    private readonly ConcurrentBag<EvidenceTable> _tables = [];

    /// <param name="question">The question's vector; null: the keyword leg only.</param>
    /// <param name="concepts">What the question is about.</param>
    /// <param name="rare">Articles with words of the question that hardly any other holds, and the share of these; null: nobody knows.</param>
    /// <param name="depth">Articles that will be shown, those skipped included.</param>
    /// <param name="clock">Told what takes how long; null: nobody asks.</param>
    /// <returns>To be disposed of: its memory serves the next search.</returns>
    public Gathered Gather(
        KeywordQuery query,
        float[]? question,
        IReadOnlyList<MatchedConcept> concepts,
        IReadOnlyDictionary<int, double>? rare,
        ArticleFilter? allowed,
        int depth,
        bool withKeywords,
        PhaseClock? clock = null)
    {
        var candidates = Math.Max(depth, MinCandidates);
        var found = _tables.TryTake(out var table) ? table : new EvidenceTable(passages);
        if (withKeywords)
            AskKeywords(query, allowed, candidates, found);
        clock?.End(PhaseClock.KeywordLeg);
        if (question is not null)
            AskVectors(question, allowed, candidates * PassagesPerArticle, found);
        clock?.End(PhaseClock.VectorLeg);
        if (tagged is not null && concepts.Count > 0)
            AddConcepts(concepts, query.Text, allowed, found);
        clock?.End(PhaseClock.Concepts);
        foreach (var (article, share) in rare ?? new Dictionary<int, double>())
            found.Of(article) = found.Of(article) with { Rare = share };
        found.Sort();
        if (question is not null)
            Compare(question, found);
        clock?.End(PhaseClock.VectorLeg);
        return new Gathered(found, _tables);
    }

    private void AskKeywords(KeywordQuery query, ArticleFilter? allowed, int candidates, EvidenceTable found)
    {
        var articles = keywords.Candidates(query, KeywordLevel.Article, candidates, allowed, countTotal: false);
        foreach (var article in articles.Documents)
            found.Of(article.Ordinal) = found.Of(article.Ordinal) with { Keyword = article.Score };
        var best = keywords.Candidates(query, KeywordLevel.Passage, candidates * PassagesPerArticle, allowed, countTotal: false);
        foreach (var passage in best.Documents)
        {
            var article = passages.ArticleOf(passage.Ordinal);
            if (!found.Has(article))
                continue;
            ref var evidence = ref found.Of(article);
            if (IsBetter(passage, evidence))
                evidence = evidence with { KeywordPassage = passage.Score, BestKeywordPassage = passage.Ordinal };
        }
    }

    /// <summary>Of equal passages of an article the first is its best.</summary>
    private static bool IsBetter(ScoredDocument passage, in Evidence evidence) =>
        passage.Score > evidence.KeywordPassage || evidence.BestKeywordPassage < 0 || passage.Score == evidence.KeywordPassage && passage.Ordinal < evidence.BestKeywordPassage;

    private void AddConcepts(IReadOnlyList<MatchedConcept> concepts, string question, ArticleFilter? allowed, EvidenceTable found)
    {
        var about = found.About;
        about.Clear();
        tagged!.AddScores(concepts, question, about);
        for (var article = 0; allowed is not null && article < about.Length; article++)
            about[article] = allowed[article] ? about[article] : 0;
        // Most articles are about none of them.
        var treated = found.Treated;
        var degrees = found.Degrees;
        var count = 0;
        for (var article = 0; article < about.Length; article++)
        {
            (treated[count], degrees[count]) = (article, about[article]);
            count += about[article] > 0 ? 1 : 0;
        }
        foreach (var place in Fusion.Best(degrees[..count], MaxByConcept))
            found.Of(treated[place]);
        foreach (ref var evidence in found.Candidates)
        {
            if (about[evidence.Article] != 0)
                evidence = evidence with { Concept = about[evidence.Article] };
        }
    }

    private void AskVectors(float[] question, ArticleFilter? allowed, int top, EvidenceTable found)
    {
        if (!vectors!.ComparesAll)
        {
            foreach (var hit in vectors.Search(question, top, allowed))
                found.Of(passages.ArticleOfVector(hit.Ordinal));
            return;
        }
        var cosines = found.Cosines;
        vectors.ScoreAll(question, cosines);
        if (allowed is not null)
            LeaveOut(allowed, cosines);
        var nearest = NearestScores.Of(cosines, top);
        for (var ordinal = 0; ordinal < cosines.Length; ordinal++)
        {
            if (nearest.Holds(cosines[ordinal]))
                found.Of(passages.ArticleOfVector(ordinal));
        }
    }

    /// <summary>Articles that are not allowed become no candidates, so that nobody misses their cosines.</summary>
    private void LeaveOut(ArticleFilter allowed, Span<float> cosines)
    {
        for (var article = 0; article < passages.Articles; article++)
        {
            if (allowed[article])
                continue;
            cosines[passages.TitleOrdinal(article)] = NearestScores.Absent;
            cosines.Slice(passages.First(article), passages.Count(article)).Fill(NearestScores.Absent);
        }
    }

    /// <summary>Compares every candidate, whichever leg brought it, in full: its title and all its passages.</summary>
    private void Compare(float[] question, EvidenceTable found)
    {
        if (!vectors!.ComparesAll)
            CompareCandidates(question, found);
        var cosines = found.Cosines;
        foreach (ref var evidence in found.Candidates)
            evidence = Compared(evidence, cosines[passages.TitleOrdinal(evidence.Article)], cosines.Slice(passages.First(evidence.Article), evidence.Passages));
    }

    private void CompareCandidates(float[] question, EvidenceTable found)
    {
        var ordinals = new List<int>(found.Count * 4);
        foreach (ref readonly var evidence in found.Candidates)
        {
            ordinals.Add(passages.TitleOrdinal(evidence.Article));
            for (var passage = passages.First(evidence.Article); passage < passages.First(evidence.Article + 1); passage++)
                ordinals.Add(passage);
        }
        var cosines = vectors!.Score(question, ordinals);
        for (var i = 0; i < cosines.Length; i++)
            found.Cosines[ordinals[i]] = cosines[i];
    }

    private Evidence Compared(in Evidence evidence, float title, ReadOnlySpan<float> cosines)
    {
        // The three best, best first; what is not embedded yet has no cosine.
        var (first, second, third) = (float.MinValue, float.MinValue, float.MinValue);
        var (nearest, known) = (-1, 0);
        for (var i = 0; i < cosines.Length; i++)
        {
            var cosine = cosines[i];
            if (cosine <= Evidence.NoCosine)
                continue;
            known++;
            if (cosine > first)
                (first, second, third, nearest) = (cosine, first, second, i);
            else if (cosine > second)
                (second, third) = (cosine, second);
            else if (cosine > third)
                third = cosine;
        }
        if (known == 0)
            return evidence with { TitleCosine = title };
        var mean = known == 1 ? first : known == 2 ? (first + second) / 2 : (first + second + third) / 3;
        return evidence with
        {
            TitleCosine = title,
            PassageCosine = first,
            NearestPassage = passages.First(evidence.Article) + nearest,
            NearPassagesCosine = mean,
        };
    }
}

/// <summary>What both legs say of one question's candidates.</summary>
internal readonly ref struct Gathered(EvidenceTable found, ConcurrentBag<EvidenceTable> tables)
{
    /// <summary>By article; until this is disposed of.</summary>
    public Span<Evidence> Candidates => found.Candidates;

    public void Dispose()
    {
        found.Clear();
        tables.Add(found);
    }
}
