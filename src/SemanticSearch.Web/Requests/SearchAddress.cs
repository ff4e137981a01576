using System.Globalization;
using System.Text;
using SemanticSearch.Documents;

namespace SemanticSearch.Web.Requests;

/// <summary>A search as an address: read from a query string by <see cref="SearchAddressReader"/>, written back into links. Immutable.</summary>
public sealed record SearchAddress
{
    /// <summary>Hits on a page that names no number.</summary>
    public const int DefaultTop = 10;

    public static SearchAddress Empty { get; } = new();

    public string Query { get; init; } = "";

    /// <summary>null: not named, so the engine's default.</summary>
    public SearchMode? Mode { get; init; }

    public int Top { get; init; } = DefaultTop;

    public int Offset { get; init; }

    /// <summary>Conditions in the order given; only fields and values that the reader has accepted.</summary>
    public IReadOnlyList<FilterValue> Filters { get; init; } = [];

    /// <summary>Names that the question does not mean (<see cref="SearchRequest.Except"/>), in the order given.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>No word is taken for another (<see cref="SearchRequest.Exact"/>).</summary>
    public bool Exact { get; init; }

    public bool Explain { get; init; }

    /// <summary>Asks a chat model to write an answer too, which takes seconds: no link but <see cref="ProseHref"/> says so.</summary>
    public bool Prose { get; init; }

    /// <summary>Asks for nothing: the page shows where to begin.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Query) && Filters.Count == 0;

    /// <summary>The page of this search.</summary>
    public string Href => "/search" + QueryString;

    /// <summary>The page of this search, with an answer that a chat model writes.</summary>
    public string ProseHref => Href + (QueryString.Length == 0 ? "?" : "&") + "prose=true";

    /// <summary>The same search as JSON.</summary>
    public string ApiHref => "/api/search" + QueryString;

    private string QueryString
    {
        get
        {
            var text = new StringBuilder();
            // A link repeats the query many times on a page: what the engine would cut is cut here.
            Add(text, "q", Cut(Query, SearchRequest.MaxQueryChars));
            foreach (var filter in Filters)
                Add(text, filter.Field, filter.Value);
            foreach (var name in Except)
                Add(text, "except", name);
            if (Mode is { } mode)
                Add(text, "mode", mode.ToString().ToLowerInvariant());
            if (Top != DefaultTop)
                Add(text, "top", Top.ToString(CultureInfo.InvariantCulture));
            if (Offset > 0)
                Add(text, "offset", Offset.ToString(CultureInfo.InvariantCulture));
            if (Exact)
                Add(text, "exact", "true");
            if (Explain)
                Add(text, "explain", "true");
            return text.ToString();
        }
    }

    /// <summary>The first page with this condition as the only one of its field: a narrower topic takes the place of the wider one.</summary>
    public SearchAddress With(string field, string value) =>
        this with { Offset = 0, Filters = [.. Filters.Where(filter => filter.Field != field), new FilterValue(field, value)] };

    public SearchAddress Without(FilterValue filter) => this with { Offset = 0, Filters = [.. Filters.Where(other => other != filter)] };

    public SearchAddress WithoutFilters() => this with { Offset = 0, Filters = [] };

    /// <summary>The same question, which does not mean this.</summary>
    public SearchAddress NotMeaning(string name) => this with { Offset = 0, Except = [.. Except.Where(other => !IsSame(other, name)), name] };

    /// <summary>The same question, which may mean this again.</summary>
    public SearchAddress Meaning(string name) => this with { Offset = 0, Except = [.. Except.Where(other => !IsSame(other, name))] };

    public SearchAddress Asking(string query) => this with { Offset = 0, Query = query, Exact = false };

    /// <summary>The same question, every word as it was typed.</summary>
    public SearchAddress AsTyped() => this with { Offset = 0, Exact = true };

    public SearchAddress At(int offset) => this with { Offset = offset };

    public bool Has(string field, string value) =>
        Filters.Any(filter => filter.Field == field && string.Equals(filter.Value, value, StringComparison.OrdinalIgnoreCase));

    public SearchRequest ToRequest()
    {
        var years = Values("year").Select(SearchFilter.ParseYears).FirstOrDefault();
        return new SearchRequest
        {
            Query = Query,
            Mode = Mode ?? SearchMode.Hybrid,
            Top = Top,
            Offset = Offset,
            Exact = Exact,
            Explain = Explain,
            Except = Except.ToHashSet(StringComparer.OrdinalIgnoreCase),
            Filter = new SearchFilter
            {
                Topics = [.. Values("topic")],
                Organisations = [.. Values("org")],
                Kinds = [.. Values("kind").Select(name => Enum.Parse<DocumentKind>(name, ignoreCase: true))],
                Sites = [.. Values("site")],
                Concepts = [.. Values("concept")],
                YearFrom = years?.From,
                YearTo = years?.To,
            },
        };
    }

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> Values(string field) => Filters.Where(filter => filter.Field == field).Select(filter => filter.Value);

    /// <summary>At most <paramref name="chars"/> UTF-16 units, and no half of a pair.</summary>
    private static string Cut(string text, int chars) =>
        text.Length <= chars ? text : text[..(char.IsHighSurrogate(text[chars - 1]) ? chars - 1 : chars)];

    private static void Add(StringBuilder text, string name, string value)
    {
        if (value.Length > 0)
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }
}
