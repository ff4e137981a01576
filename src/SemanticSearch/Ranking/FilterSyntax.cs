using System.Globalization;
using SemanticSearch.Documents;

namespace SemanticSearch.Ranking;

/// <summary>
/// Collects <c>topic: org: kind: site: year:</c> conditions. A field that is none of these, or a value that its field cannot have,
/// is refused, so that the caller searches it as text; a note tells about the latter.
/// </summary>
internal sealed class FilterSyntax
{
    private readonly List<string> _topics = [];
    private readonly List<string> _organisations = [];
    private readonly List<DocumentKind> _kinds = [];
    private readonly List<string> _sites = [];
    private readonly List<string> _notes = [];
    private (int? From, int? To)? _years;

    public IReadOnlyList<string> Notes => _notes;

    public bool TryAdd(string field, string value)
    {
        if (value.Length == 0)
            return false;
        switch (field.ToLowerInvariant())
        {
            case "topic":
                _topics.Add(value);
                return true;
            case "org" or "organisation" or "organization":
                _organisations.Add(value);
                return true;
            case "site":
                _sites.Add(value);
                return true;
            case "kind":
                return TryKind(value);
            case "year":
                return TryYears(value);
            default:
                return false;
        }
    }

    public SearchFilter Build() => new()
    {
        Topics = _topics,
        Organisations = _organisations,
        Kinds = _kinds,
        Sites = _sites,
        YearFrom = _years?.From,
        YearTo = _years?.To,
    };

    /// <summary>Reads <c>2018</c>, <c>2018..2021</c>, <c>2018..</c> or <c>..2021</c>.</summary>
    public static bool TryParseYears(string value, out int? from, out int? to)
    {
        from = to = null;
        var dots = value.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
        {
            from = to = Year(value);
            return from is not null;
        }
        var (left, right) = (value[..dots], value[(dots + 2)..]);
        from = Year(left);
        to = Year(right);
        var readable = (from is not null || left.Length == 0) && (to is not null || right.Length == 0);
        return readable && (from is not null || to is not null) && !(from > to);
    }

    private static int? Year(string text) =>
        text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;

    private bool TryKind(string value)
    {
        if (!Enum.TryParse<DocumentKind>(value, ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || char.IsAsciiDigit(value[0]))
        {
            var names = string.Join(", ", Enum.GetNames<DocumentKind>().Select(name => name.ToLowerInvariant()));
            _notes.Add($"\"kind:{value}\" was searched as text: kinds are {names}.");
            return false;
        }
        _kinds.Add(kind);
        return true;
    }

    private bool TryYears(string value)
    {
        if (!TryParseYears(value, out var from, out var to))
        {
            _notes.Add($"\"year:{value}\" was searched as text: write year:2018, year:2018..2021, year:2018.. or year:..2021.");
            return false;
        }
        _years = (from, to);
        return true;
    }
}
