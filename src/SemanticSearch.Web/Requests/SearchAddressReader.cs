using System.Globalization;
using Microsoft.AspNetCore.Http;
using SemanticSearch.Documents;

namespace SemanticSearch.Web.Requests;

/// <summary>
/// Reads the query string of a search. Empty values count as absent, as an HTML form sends them; everything else that is not
/// understood is refused by name, so that a mistyped filter never widens a search silently.
/// </summary>
internal static class SearchAddressReader
{
    private static readonly string[] FilterFields = ["topic", "org", "kind", "site", "concept", "year"];

    /// <summary>Returns the problem, or null and the <paramref name="address"/>.</summary>
    public static ParameterProblem? Read(IQueryCollection query, out SearchAddress address)
    {
        address = SearchAddress.Empty;
        foreach (var parameter in QueryParameter.OfSearch)
        {
            var values = Values(query, parameter.Name);
            if (!parameter.Repeats && values.Length > 1)
                return new ParameterProblem([parameter.Name], $"'{parameter.Name}' is given {values.Length} times; once is enough.", []);
            foreach (var value in values)
            {
                if (Apply(parameter, value, ref address) is { } problem)
                    return problem;
            }
        }
        var deepest = SearchRequest.MaxDepth - address.Top;
        return address.Offset <= deepest
            ? null
            : new ParameterProblem(["offset"], $"'offset' is {address.Offset}; with top {address.Top} it can be {deepest} at most.", []);
    }

    /// <summary>The names that no parameter of <paramref name="known"/> has.</summary>
    public static ParameterProblem? RefuseUnknown(IQueryCollection query, IReadOnlyList<QueryParameter> known)
    {
        string[] names = [.. known.Select(parameter => parameter.Name)];
        string[] unknown = [.. query.Keys.Where(name => !names.Contains(name, StringComparer.Ordinal)).Take(20).Select(Shown)];
        if (unknown.Length == 0)
            return null;
        var what = unknown.Length == 1 ? "is no parameter" : "are no parameters";
        return new ParameterProblem(unknown, $"{Quoted(unknown)} {what} here. Known: {string.Join(", ", names)}.", names);
    }

    private static ParameterProblem? Apply(QueryParameter parameter, string value, ref SearchAddress address)
    {
        if (parameter.Allowed.Count > 0 && !parameter.Allowed.Contains(value, StringComparer.OrdinalIgnoreCase))
            return Refuse(parameter.Name, value, $"one of {string.Join(", ", parameter.Allowed)}", parameter.Allowed);
        ParameterProblem? problem = null;
        switch (parameter.Name)
        {
            case "q":
                address = address with { Query = value };
                break;
            case "mode":
                address = address with { Mode = Enum.Parse<SearchMode>(value, ignoreCase: true) };
                break;
            case "top":
                problem = ReadNumber("top", value, 1, SearchRequest.MaxTop, out var top);
                address = address with { Top = top };
                break;
            case "offset":
                problem = ReadNumber("offset", value, 0, SearchRequest.MaxDepth - 1, out var offset);
                address = address with { Offset = offset };
                break;
            case "except":
                address = address.NotMeaning(value) with { Offset = address.Offset };
                break;
            case "exact":
                problem = ReadFlag("exact", value, out var exact);
                address = address with { Exact = exact };
                break;
            case "explain":
                problem = ReadFlag("explain", value, out var explain);
                address = address with { Explain = explain };
                break;
            case "prose":
                problem = ReadFlag("prose", value, out var prose);
                address = address with { Prose = prose };
                break;
            case "year" when SearchFilter.ParseYears(value) is null:
                return Refuse("year", value, "2018, 2018..2021, 2018.. or ..2021", ["2018", "2018..2021", "2018..", "..2021"]);
            default:
                var filter = new FilterValue(parameter.Name, parameter.Allowed.Count > 0 ? value.ToLowerInvariant() : value);
                if (!address.Filters.Contains(filter))
                    address = address with { Filters = [.. address.Filters, filter] };
                break;
        }
        return problem;
    }

    private static ParameterProblem? ReadNumber(string name, string value, int min, int max, out int number) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= min && number <= max
            ? null
            : Refuse(name, value, $"a whole number from {min} to {max}", []);

    private static ParameterProblem? ReadFlag(string name, string value, out bool flag)
    {
        flag = value is "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase);
        var known = flag || value is "0" || value.Equals("false", StringComparison.OrdinalIgnoreCase);
        return known ? null : Refuse(name, value, "true or false", ["true", "false"]);
    }

    private static ParameterProblem Refuse(string name, string value, string wanted, IReadOnlyList<string> allowed) =>
        new([name], $"'{name}' is '{Shown(value)}'; it can be {wanted}.", allowed);

    private static string[] Values(IQueryCollection query, string name) =>
        [.. query[name].Select(value => value?.Trim() ?? "").Where(value => value.Length > 0)];

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    /// <summary>Refused text is repeated back; a long one only by its beginning.</summary>
    private static string Shown(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
