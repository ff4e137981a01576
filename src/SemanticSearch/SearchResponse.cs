using System.Text.Json.Serialization;
using SemanticSearch.Documents;
using SemanticSearch.Ranking;

namespace SemanticSearch;

/// <summary>The answer to a <see cref="SearchRequest"/>; serialised as it stands by CLI and HTTP (<see cref="EngineJson"/>).</summary>
public sealed record SearchResponse
{
    public required string Query { get; init; }

    /// <summary>The mode that answered; without vectors a hybrid request is answered by keywords.</summary>
    public required SearchMode Mode { get; init; }

    public required double TookMs { get; init; }

    /// <summary>Articles that match, exact, whatever the page asked for.</summary>
    public required int Total { get; init; }

    public required IReadOnlyList<Hit> Hits { get; init; }

    /// <summary>Verbatim sentences that answer the question; without evidence there are none.</summary>
    public Answer Answer { get; init; } = new([]);

    /// <summary>Per field (topic, org, kind, site, year) the commonest values among all matches.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets { get; init; } = new Dictionary<string, IReadOnlyList<FacetCount>>();

    /// <summary>The query as it was searched, where the index does not hold each of its words; null where it was searched as typed.</summary>
    public CorrectedQuery? Corrected { get; init; }

    /// <summary>Other queries worth trying (spelling), which were not searched.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>What the question was taken to mean: concepts, surest first, then organisations and kinds; in hybrid mode only. None of it leaves out an article.</summary>
    public IReadOnlyList<Understanding> Understood { get; init; } = [];

    /// <summary>Where the time went, phase by phase; empty unless asked for (<see cref="SearchRequest.Explain"/>).</summary>
    public IReadOnlyList<PhaseTime> Times { get; init; } = [];

    /// <summary>What the user should know: the query was cut, a filter was read as text, vectors are missing, why there is no hit.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

public sealed record Hit
{
    public required string Id { get; init; }

    public string? Url { get; init; }

    public string? ArchivedUrl { get; init; }

    /// <summary>Other addresses at which nearly the same text stands.</summary>
    public IReadOnlyList<string> AlsoAt { get; init; } = [];

    public required string Title { get; init; }

    public IReadOnlyList<string> Organisations { get; init; } = [];

    public IReadOnlyList<string> Authors { get; init; } = [];

    public IReadOnlyList<string> Topics { get; init; } = [];

    public DocumentKind Kind { get; init; }

    public string? Site { get; init; }

    public DateOnly? Published { get; init; }

    public int? Year { get; init; }

    public double Score { get; init; }

    /// <summary>The probability, 0 to 1, that the article answers the question, as judged questions had it; null unless both legs answered.</summary>
    public double? Confidence { get; init; }

    /// <summary>UTF-16 spans of <see cref="Title"/> that match the query.</summary>
    public IReadOnlyList<TextSpan> TitleHighlights { get; init; } = [];

    /// <summary>Best passages first; empty for an entry without text.</summary>
    public IReadOnlyList<HitPassage> Passages { get; init; } = [];

    public HitExplanation? Explain { get; init; }

    internal static Hit Of(Article article) => new()
    {
        Id = article.Id,
        Url = article.Url,
        ArchivedUrl = article.ArchivedUrl,
        AlsoAt = article.AlsoAt,
        Title = article.Title,
        Organisations = article.Organisations,
        Authors = article.Authors,
        Topics = article.Topics,
        Kind = article.Kind,
        Site = article.Site,
        Published = article.Published,
        Year = article.Year,
    };
}

/// <param name="Text">Verbatim piece of the article.</param>
/// <param name="Highlights">UTF-16 spans of <paramref name="Text"/> that match the query, in order, disjoint.</param>
/// <param name="HeadingPath">Headings above the passage.</param>
public sealed record HitPassage(string Text, IReadOnlyList<TextSpan> Highlights, string HeadingPath);

/// <param name="Sentences">Up to five, best first; those of one article together.</param>
public sealed record Answer(IReadOnlyList<AnswerSentence> Sentences)
{
    /// <summary>What a chat model wrote over the same passages (<see cref="AnswerWriter"/>); null, and left out of JSON, unless it was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AnswerProse? Prose { get; init; }

    /// <summary>The sentences by whose they are: of an organisation, else of one article; best first.</summary>
    public IEnumerable<IReadOnlyList<AnswerSentence>> Groups() =>
        Sentences.GroupBy(sentence => (sentence.Organisation, Article: sentence.Organisation is null ? sentence.ArticleId : "")).Select(group => group.ToList());
}

/// <param name="Text">A verbatim substring of <paramref name="Passage"/>.</param>
public sealed record AnswerSentence(string Text, string ArticleId, string? Url, string Passage)
{
    /// <summary>The article's.</summary>
    public string Title { get; init; } = "";

    /// <summary>Whose article it is; null where nobody knows.</summary>
    public string? Organisation { get; init; }

    /// <summary>The page, its archived copy where it is gone, at the sentence itself (a text fragment); null without an address.</summary>
    public string? TextFragmentUrl { get; init; }
}

/// <summary>Why a hit stands where it does, from the code that ranked it. A leg that did not bring the hit is null.</summary>
public sealed record HitExplanation(LegExplanation? Keyword, LegExplanation? Vector, IReadOnlyList<TermExplanation> Terms)
{
    /// <summary>What adds up to the hit's score.</summary>
    public IReadOnlyList<ScorePart> Parts { get; init; } = [];

    /// <summary>What the part of the concepts is made of; in a hybrid ranking only.</summary>
    public IReadOnlyList<ConceptExplanation> Concepts { get; init; } = [];

    /// <param name="all">The whole ranking, to tell the hit's place in each leg.</param>
    /// <param name="weights">Those of the ranking.</param>
    internal static HitExplanation Of(RankedArticle ranked, RankedList all, IReadOnlyList<TermExplanation> terms, FusionWeights weights) => new(
        ranked.Keyword > 0 ? new LegExplanation(ranked.Keyword, all.KeywordRank(ranked.Keyword)) : null,
        ranked.Vector > Evidence.NoCosine ? new LegExplanation(ranked.Vector, all.VectorRank(ranked.Vector)) : null,
        terms)
    {
        Parts =
        [
            .. Part("keywords", weights.Keyword, ranked.Parts.Keyword),
            .. Part("meaning", 1 - weights.Keyword, ranked.Parts.Vector),
            .. Part("concepts", weights.Concept, ranked.Parts.Concept),
            .. Part("rare words", weights.Rare, ranked.Parts.Rare),
            .. Part("wanted", weights.Wanted, ranked.Parts.Wanted),
            .. Part("feedback", weights.Feedback, ranked.Parts.Feedback),
            .. Part("diversity", weights.Diversity, ranked.Parts.Diversity),
        ],
    };

    private static IEnumerable<ScorePart> Part(string name, double weight, double adds) => adds != 0 ? [new ScorePart(name, adds / weight, weight, adds)] : [];
}

/// <summary>What one kind of evidence adds to a score: <c>keywords</c>, <c>meaning</c>, <c>concepts</c>, <c>rare words</c>, <c>wanted</c> (the organisation or kind that
/// the question asks for), <c>feedback</c> (being like the best articles), or <c>diversity</c> (being like one above, which takes away).</summary>
/// <param name="Value">On the scale on which it is weighed, mostly 0 to 1; below 0 for diversity.</param>
/// <param name="Adds">Value times weight.</param>
public sealed record ScorePart(string Name, double Value, double Weight, double Adds);

/// <param name="Probability">That the question is about the concept.</param>
/// <param name="Degree">How much the article is about it, 0 to 1.</param>
/// <param name="Adds">Probability times degree times the concepts' weight.</param>
public sealed record ConceptExplanation(string Name, double Probability, double Degree, double Adds);

/// <param name="Rank">1-based rank in that leg.</param>
public sealed record LegExplanation(double Score, int Rank);
