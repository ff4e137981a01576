using System.Globalization;

namespace SemanticSearch.Extraction;

/// <summary>When something was published, as far as its record tells: "2014-03-19", an ISO time, "2014-03", "CACM December, 1958".</summary>
internal static class PublishedDate
{
    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    public static (DateOnly? Date, int? Year) Read(string? text)
    {
        if (text is null)
            return (null, null);
        if (text.Length >= 10 && (text.Length == 10 || text[10] is 'T' or ' ')
            && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return (date, date.Year);
        return (null, YearIn(text));
    }

    // The first run of exactly four digits that can be a year.
    private static int? YearIn(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
                i++;
            if (i - start == 4 && int.Parse(text.AsSpan(start, 4), CultureInfo.InvariantCulture) is >= FirstYear and <= LastYear and var year)
                return year;
        }
        return null;
    }
}
