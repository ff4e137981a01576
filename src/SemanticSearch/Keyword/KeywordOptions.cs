namespace SemanticSearch.Keyword;

/// <summary>How the keyword index ranks: BM25F (Robertson, Zaragoza and Taylor 2004), where a field's occurrences count by its weight.</summary>
internal sealed record KeywordOptions
{
    public static KeywordOptions Default { get; } = new();

    /// <summary>Term saturation.</summary>
    public double K1 { get; init; } = 1.2;

    /// <summary>Length normalisation, 0 to 1.</summary>
    public double B { get; init; } = 0.6;

    /// <summary>Occurrences in the title count this often.</summary>
    public int TitleWeight { get; init; } = 3;

    public int TopicsWeight { get; init; } = 2;

    public int OrganisationsWeight { get; init; } = 1;

    public int AuthorsWeight { get; init; } = 1;

    public int UrlWeight { get; init; } = 1;

    public int HeadingsWeight { get; init; } = 1;

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
}
