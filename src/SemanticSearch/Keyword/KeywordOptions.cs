namespace SemanticSearch.Keyword;

/// <summary>How the keyword index ranks: BM25F (Robertson, Zaragoza and Taylor 2004), where an occurrence counts by the weight of its
/// field. The weights are built into an index; <see cref="K1"/> and <see cref="B"/> may differ from those it was built with, at some speed.</summary>
internal sealed record KeywordOptions
{
    public static KeywordOptions Default { get; } = new();

    /// <summary>Term saturation.</summary>
    public double K1 { get; init; } = 1.2;

    /// <summary>Length normalisation, 0 to 1.</summary>
    public double B { get; init; } = 0.6;

    /// <summary>Occurrences in the title count this often.</summary>
    public int TitleWeight { get; init; } = 4;

    public int TopicsWeight { get; init; } = 2;

    public int OrganisationsWeight { get; init; } = 1;

    public int AuthorsWeight { get; init; } = 1;

    public int UrlWeight { get; init; } = 1;

    public int HeadingsWeight { get; init; } = 1;

    /// <summary>Words of title and headings in each passage below them.</summary>
    public int ContextWeight { get; init; } = 2;

    /// <summary>Keep the passages' texts. Without them the index is smaller and gives empty texts.</summary>
    public bool StoreText { get; init; } = true;

    /// <summary>What the writer may hold in memory before it writes a segment; the segment being written holds as much again.</summary>
    public int BufferBytes { get; init; } = 64 << 20;

    public int WeightOf(KeywordField field) => field switch
    {
        KeywordField.Title => TitleWeight,
        KeywordField.Topics => TopicsWeight,
        KeywordField.Organisations => OrganisationsWeight,
        KeywordField.Authors => AuthorsWeight,
        KeywordField.Url => UrlWeight,
        KeywordField.Headings => HeadingsWeight,
        _ => 1,
    };

    /// <exception cref="ArgumentException">A number is out of its range; names it.</exception>
    public KeywordOptions Validated()
    {
        if (!(K1 > 0 && double.IsFinite(K1)))
            throw new ArgumentException($"{nameof(K1)} must be above 0, not {K1}", nameof(K1));
        if (!(B >= 0 && B <= 1))
            throw new ArgumentException($"{nameof(B)} must be 0 to 1, not {B}", nameof(B));
        foreach (var field in Enum.GetValues<KeywordField>())
        {
            if (WeightOf(field) is < 1 or > 100)
                throw new ArgumentException($"the weight of {field} must be 1 to 100, not {WeightOf(field)}", $"{field}Weight");
        }
        return ContextWeight is >= 0 and <= 100
            ? this
            : throw new ArgumentException($"{nameof(ContextWeight)} must be 0 to 100, not {ContextWeight}", nameof(ContextWeight));
    }
}
