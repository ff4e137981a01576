using SemanticSearch.Text;

namespace SemanticSearch.Keyword;

/// <summary>What is being ranked: articles by all their fields, or passages by body and context (title and headings).</summary>
internal enum KeywordLevel
{
    Article,
    Passage,
}

/// <summary>A query, its syntax already taken apart. Words, prefixes and the words of phrases rank, and any of them makes a match;
/// <see cref="Phrases"/> and <see cref="Excluded"/> are besides conditions on the whole article, at either level.</summary>
internal sealed record KeywordQuery
{
    /// <summary>Free text: any of its words matches.</summary>
    public string Text { get; init; } = "";

    /// <summary>Phrases (or single words) that the article must hold, in one field or passage.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>How many other words may stand within a phrase; the order stays.</summary>
    public int PhraseSlop { get; init; }

    /// <summary>Phrases (or single words) that the article must not hold.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Beginnings of words, as while typing.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>Words that may be misspelt: those within one edit (two from eight letters on) match too, at a lower weight.</summary>
    public IReadOnlyList<string> Fuzzy { get; init; } = [];

    /// <summary>Terms of the index, as from <see cref="KeywordIndexReader.SignificantTerms"/>.</summary>
    public IReadOnlyList<WeightedTerm> Terms { get; init; } = [];

    /// <summary>Whether a word of <see cref="Text"/> that the index does not hold is taken for the nearest one that it holds.</summary>
    public bool CorrectsUnknownWords { get; init; } = true;

    /// <summary>Tells the terms that are no mistakes although the index does not hold them; null: there are none.</summary>
    public Func<string, bool>? IsWord { get; init; }

    /// <summary>Whether k8s also finds kubernetes (<see cref="Text.ShortForms"/>).</summary>
    public bool ExpandsShortForms { get; init; } = true;
}

/// <summary>A term to rank by, and how much it counts.</summary>
/// <param name="Group">Terms of one group stand for one word of the user and count as rare as the commonest of them; -1: none.</param>
internal readonly record struct WeightedTerm(string Term, float Weight, int Group = -1);

/// <summary>A word of a query's text that the index does not hold.</summary>
/// <param name="Token">Its place is in <see cref="KeywordQuery.Text"/>.</param>
/// <param name="For">The known word that it was taken for.</param>
internal readonly record struct TakenWord(Token Token, string For);

/// <param name="Ordinal">Of the article or passage, by the level asked for.</param>
internal readonly record struct ScoredDocument(int Ordinal, float Score);

/// <param name="Documents">Best first; equal scores in order of ordinal.</param>
/// <param name="Total">Exact number of matches; -1 when it was not asked for.</param>
internal sealed record KeywordResult(ScoredDocument[] Documents, int Total);
