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

    /// <summary>Other queries worth trying (spelling).</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>What the user should know: the query was cut, a filter was read as text, vectors are missing.</summary>
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
    /// <param name="all">The whole ranking, to tell the hit's place in each leg.</param>
    internal static HitExplanation Of(RankedArticle ranked, IReadOnlyList<RankedArticle> all, IReadOnlyList<TermExplanation> terms) => new(
        ranked.Keyword > 0 ? new LegExplanation(ranked.Keyword, 1 + all.Count(other => other.Keyword > ranked.Keyword)) : null,
        ranked.Vector > Evidence.NoCosine ? new LegExplanation(ranked.Vector, 1 + all.Count(other => other.Vector > ranked.Vector)) : null,
        terms);
}

/// <param name="Rank">1-based rank in that leg.</param>
public sealed record LegExplanation(double Score, int Rank);
