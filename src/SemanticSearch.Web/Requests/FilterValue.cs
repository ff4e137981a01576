namespace SemanticSearch.Web.Requests;

/// <summary>One condition of an address: a field as the address names it, and its value.</summary>
public readonly record struct FilterValue(string Field, string Value)
{
    /// <summary>The field as people read it.</summary>
    public string Label => LabelOf(Field);

    public static string LabelOf(string field) => field switch
    {
        "topic" => "Topic",
        "org" => "Organisation",
        "kind" => "Kind",
        "site" => "Site",
        "concept" => "Concept",
        "year" => "Year",
        _ => field,
    };
}
