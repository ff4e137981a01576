using System.Globalization;

namespace SemanticSearch.Web.Requests;

/// <summary>The years of an address: <c>2018</c>, <c>2018..2021</c>, <c>2018..</c> or <c>..2021</c>.</summary>
internal readonly record struct YearRange(int? From, int? To)
{
    public static bool TryParse(string text, out YearRange range)
    {
        range = default;
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        var (left, right) = dots < 0 ? (text, text) : (text[..dots], text[(dots + 2)..]);
        if (!TryYear(left, out var from) || !TryYear(right, out var to) || (from ?? to) is null || from > to)
            return false;
        range = new YearRange(from, to);
        return true;
    }

    /// <summary>An open end is no year and no error.</summary>
    private static bool TryYear(string text, out int? year)
    {
        year = text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return year is not null || text.Length == 0;
    }
}
