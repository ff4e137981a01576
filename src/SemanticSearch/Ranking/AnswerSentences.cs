using System.Buffers;
using SemanticSearch.Text;

namespace SemanticSearch.Ranking;

/// <summary>A sentence that may answer a question, and what speaks for it.</summary>
/// <param name="Organisation">Whose article it is; null where nobody knows.</param>
/// <param name="Text">As it stands in its passage, at <paramref name="Start"/>.</param>
internal sealed record SentenceCandidate(int Article, int Passage, int Start, string Text, string? Organisation)
{
    /// <summary>Share of the question's words that it holds, each by what it tells.</summary>
    public required double Coverage { get; init; }

    /// <summary>Share of those that it lacks and the article's title or the headings above it hold.</summary>
    public double Context { get; init; }

    /// <summary>Cosine of its passage; <see cref="Evidence.NoCosine"/> where it is not known.</summary>
    public double PassageCosine { get; init; } = Evidence.NoCosine;

    /// <summary>Keyword score of its passage, as a share of the best passage's.</summary>
    public double PassageKeyword { get; init; }

    /// <summary>Score of its article, as a share of the best article's.</summary>
    public double ArticleShare { get; init; }

    /// <summary>How probable it is that the question is about one of the concepts that it names, 0 to 1.</summary>
    public double Concept { get; init; }

    /// <summary>Whether its article is the best one.</summary>
    public bool IsOfBestArticle { get; init; }

    /// <summary>Its distinct words; of most sentences nobody asks.</summary>
    public IReadOnlySet<string> Words
    {
        get => field ??= Analyzer.Analyze(Text).Select(token => token.Term).ToHashSet();
        init;
    }
}

/// <summary>
/// Which sentences answer a question. Pure. What counts was measured on development questions: a sentence is as good as its article, its passage and
/// the question's words in it say; its own cosine to the question added nothing to that and costs an embedding.
/// </summary>
internal static class AnswerSentences
{
    public const int MaxSentences = 5;

    /// <summary>Of two sentences of which so many words are the same one says nothing new.</summary>
    private const double SameWords = 0.8;

    /// <summary>A question is answered when the passage of one sentence is so near to it. Less than what makes a ranking a strong one, since words speak too.</summary>
    private const double AnsweringCosine = 0.36;

    /// <summary>Cosine and coverage of that sentence, together: the questions of the development set have more, most nonsense has less.</summary>
    private const double AnsweringEvidence = 0.55;

    /// <summary>What the other sentences need.</summary>
    private const double MinCosine = 0.25;

    /// <summary>Where only words can tell.</summary>
    private const double MinCoverage = 0.5;

    private const double CoverageWeight = 1;
    private const double ContextWeight = 0.3;
    private const double CosineWeight = 1;
    private const double KeywordWeight = 0.3;
    private const double HitWeight = 1;
    private const double ConceptWeight = 0.1;

    /// <summary>Sentences of the best article: with three of it and one of each other, more development questions are answered than with two of each.</summary>
    private const int OfBestArticle = 3;

    private const int OfOtherArticle = 1;

    /// <summary>It sends the reader elsewhere.</summary>
    private const double LinkPenalty = 0.05;

    /// <summary>It speaks of its text, not of the matter.</summary>
    private const double AsidePenalty = 0.1;

    private static readonly SearchValues<string> Asides = SearchValues.Create(
        ["in this post", "in this article", "in this blog", "in this tutorial", "in this section", "in this guide", "in this talk", "in this example", "for example", "check out", " see "],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>A question in the text holds the words asked for and answers nothing.</summary>
    private const double QuestionPenalty = 0.2;

    /// <summary>Without a full stop it is an item of a list or a caption.</summary>
    private const double FragmentPenalty = 0.1;

    /// <summary>Whether a sentence of a passage so near can be one of an answer at all.</summary>
    public static bool IsNearEnough(double passageCosine) => passageCosine <= Evidence.NoCosine || passageCosine >= MinCosine;

    /// <param name="ofOrganisations">The question asks what organisations do: one sentence of each first, then of articles that are nobody's.</param>
    /// <returns>Best first; those of one article together, in the order of its text.</returns>
    public static List<SentenceCandidate> Choose(IEnumerable<SentenceCandidate> candidates, bool ofOrganisations)
    {
        var evidence = candidates.Where(IsEvidence).ToList();
        if (!evidence.Exists(Answers))
            return [];
        var best = evidence.OrderByDescending(Score).ThenBy(candidate => candidate.Passage).ThenBy(candidate => candidate.Start).ToList();
        var chosen = new List<SentenceCandidate>();
        if (ofOrganisations)
        {
            Take(best.Where(candidate => candidate.Organisation is not null), chosen, candidate => candidate.Organisation!, _ => 1);
            Take(best.Where(candidate => candidate.Organisation is null), chosen, candidate => candidate.Article, _ => 1);
        }
        else
        {
            Take(best, chosen, candidate => candidate.Article, candidate => candidate.IsOfBestArticle ? OfBestArticle : OfOtherArticle);
        }
        return [.. chosen.GroupBy(candidate => candidate.Article).SelectMany(group => group.OrderBy(candidate => candidate.Passage).ThenBy(candidate => candidate.Start))];
    }

    /// <summary>No evidence, no answer.</summary>
    private static bool Answers(SentenceCandidate candidate) => candidate.PassageCosine > Evidence.NoCosine
        ? candidate.PassageCosine >= AnsweringCosine && candidate.PassageCosine + candidate.Coverage >= AnsweringEvidence
        : candidate.Coverage >= MinCoverage;

    private static bool IsEvidence(SentenceCandidate candidate) =>
        IsNearEnough(candidate.PassageCosine) && (candidate.PassageCosine > Evidence.NoCosine || candidate.Coverage >= MinCoverage);

    private static double Score(SentenceCandidate candidate)
    {
        var last = candidate.Text.AsSpan().TrimEnd("\"')]”’*_`") is [.., var end] ? end : ' ';
        var score = CoverageWeight * candidate.Coverage + ContextWeight * candidate.Context + CosineWeight * Math.Max(0, candidate.PassageCosine)
            + KeywordWeight * candidate.PassageKeyword + HitWeight * candidate.ArticleShare + ConceptWeight * candidate.Concept;
        if (last == '?')
            score -= QuestionPenalty;
        if (last is not ('.' or '!' or '?'))
            score -= FragmentPenalty;
        if (candidate.Text.Contains("](", StringComparison.Ordinal))
            score -= LinkPenalty;
        if (candidate.Text.AsSpan().ContainsAny(Asides))
            score -= AsidePenalty;
        return score;
    }

    private static void Take<TKey>(IEnumerable<SentenceCandidate> best, List<SentenceCandidate> chosen, Func<SentenceCandidate, TKey> owner, Func<SentenceCandidate, int> limit)
        where TKey : notnull
    {
        var taken = new Dictionary<TKey, int>();
        foreach (var candidate in best)
        {
            if (chosen.Count == MaxSentences)
                return;
            var count = taken.GetValueOrDefault(owner(candidate));
            if (count == limit(candidate) || chosen.Exists(other => SaysTheSame(candidate, other)))
                continue;
            taken[owner(candidate)] = count + 1;
            chosen.Add(candidate);
        }
    }

    private static bool SaysTheSame(SentenceCandidate one, SentenceCandidate other)
    {
        var shared = one.Words.Count(other.Words.Contains);
        return shared >= SameWords * (one.Words.Count + other.Words.Count - shared);
    }
}
