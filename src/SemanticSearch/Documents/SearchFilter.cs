using System.Globalization;

namespace SemanticSearch.Documents;

/// <summary>Conditions that a hit must meet: values of one field are alternatives, fields are all required. Compared without case.</summary>
public sealed record SearchFilter
{
    public static SearchFilter None { get; } = new();

    /// <summary>A topic name at any level of a path, or a whole path or its beginning ("Scalability > Caching").</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    public IReadOnlyList<string> Organisations { get; init; } = [];

    public IReadOnlyList<DocumentKind> Kinds { get; init; } = [];

    /// <summary>A host; its subdomains match too.</summary>
    public IReadOnlyList<string> Sites { get; init; } = [];

    /// <summary>Names or aliases of concepts that the article treats.</summary>
    public IReadOnlyList<string> Concepts { get; init; } = [];

    public int? YearFrom { get; init; }

    public int? YearTo { get; init; }

    /// <summary>Reads <c>2018</c>, <c>2018..2021</c>, <c>2018..</c> or <c>..2021</c>; null for anything else.</summary>
    public static (int? From, int? To)? ParseYears(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
            return Year(text) is { } only ? (only, only) : null;
        var (left, right) = (text[..dots], text[(dots + 2)..]);
        var (from, to) = (Year(left), Year(right));
        var readable = (from is not null || left.Length == 0) && (to is not null || right.Length == 0);
        return readable && (from ?? to) is not null && !(from > to) ? (from, to) : null;
    }

    private static int? Year(string text) =>
        text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
}
