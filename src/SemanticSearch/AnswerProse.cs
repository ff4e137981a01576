namespace SemanticSearch;

/// <summary>An answer in a chat model's words, as far as every sentence rests on a quote that was found. Plain text.</summary>
/// <param name="Model">Who wrote it.</param>
/// <param name="Sentences">In their order; empty where nothing could be kept, then <see cref="Note"/> says why.</param>
public sealed record AnswerProse(string Model, IReadOnlyList<ProseSentence> Sentences)
{
    /// <summary>Sentences that were thrown away: no quote of theirs stands in the passage that they name, or they bring a number, name or address that stands nowhere.</summary>
    public int Dropped { get; init; }

    /// <summary>Why there is no sentence: the endpoint is down, nothing was cited, ...; null where there is one.</summary>
    public string? Note { get; init; }

    public double TookMs { get; init; }

    /// <summary>The distinct citations in the order of their first use: the first one is 1 for a reader.</summary>
    public IReadOnlyList<ProseCitation> Sources() => [.. Sentences.SelectMany(sentence => sentence.Citations).Distinct()];
}

/// <param name="Citations">At least one.</param>
public sealed record ProseSentence(string Text, IReadOnlyList<ProseCitation> Citations);

/// <param name="Quote">A verbatim substring of <paramref name="Passage"/>.</param>
public sealed record ProseCitation(string Quote, string ArticleId, string? Url, string Passage)
{
    /// <summary>The article's.</summary>
    public string Title { get; init; } = "";

    /// <summary>Whose article it is; null where nobody knows.</summary>
    public string? Organisation { get; init; }

    /// <summary>The page, its archived copy where it is gone, at the quote itself (a text fragment); null without an address.</summary>
    public string? TextFragmentUrl { get; init; }
}
