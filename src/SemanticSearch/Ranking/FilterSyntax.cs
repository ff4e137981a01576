using SemanticSearch.Documents;

namespace SemanticSearch.Ranking;

/// <summary>
/// Collects <c>topic: org: kind: site: concept: year:</c> conditions. A field that is none of these, or a value that its field cannot have,
/// is refused, so that the caller searches it as text; a note tells about the latter.
/// </summary>
internal sealed class FilterSyntax
{
    private readonly List<string> _topics = [];
    private readonly List<string> _organisations = [];
    private readonly List<DocumentKind> _kinds = [];
    private readonly List<string> _sites = [];
    private readonly List<string> _concepts = [];
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
            case "concept":
                _concepts.Add(value);
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
        Concepts = _concepts,
        YearFrom = _years?.From,
        YearTo = _years?.To,
    };

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
        if (SearchFilter.ParseYears(value) is not { } years)
        {
            _notes.Add($"\"year:{value}\" was searched as text: write year:2018, year:2018..2021, year:2018.. or year:..2021.");
            return false;
        }
        _years = years;
        return true;
    }
}
