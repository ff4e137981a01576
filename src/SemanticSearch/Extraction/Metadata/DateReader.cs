using System.Globalization;
using System.Text.RegularExpressions;

namespace SemanticSearch.Extraction.Metadata;

/// <summary>Dates as pages write them.</summary>
internal static partial class DateReader
{
    private const int FirstYear = 1990;
    private const int LastYear = 2100;

    private static readonly string[] Formats =
    [
        "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "MMMM d, yyyy", "MMM d, yyyy", "MMMM d yyyy", "MMM d yyyy", "d MMMM yyyy", "d MMM yyyy", "d MMMM, yyyy", "d MMM, yyyy", "d-MMM-yyyy", "MMM. d, yyyy",
    ];

    /// <summary>A value that is meant to be a date: ISO 8601, RFC 2822, Unix seconds or milliseconds, or a date in words.</summary>
    public static DateOnly? Read(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        // The day that the page shows, not the one it is at Greenwich.
        if (text.Length >= 10 && Iso().IsMatch(text) && Exact(text[..10]) is { } day)
            return day;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && text.Length is 10 or 13)
            return Sane(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(text.Length == 10 ? number * 1000 : number).UtcDateTime));
        return Exact(text) ?? Find(text) ?? (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && Year().IsMatch(text)
            ? Sane(DateOnly.FromDateTime(time.DateTime)) : null);
    }

    /// <summary>The first date within a text: ISO, or with the month's English name.</summary>
    public static DateOnly? Find(string text)
    {
        foreach (Match match in InText().Matches(text))
        {
            var plain = Ordinal().Replace(match.Value, "$1").Replace(".", "", StringComparison.Ordinal).Replace("Sept ", "Sep ", StringComparison.OrdinalIgnoreCase);
            if (Exact(plain) is { } date)
                return date;
        }
        return null;
    }

    private static DateOnly? Exact(string text) =>
        DateOnly.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date) ? Sane(date) : null;

    private static DateOnly? Sane(DateOnly date) => date.Year is >= FirstYear and <= LastYear ? date : null;

    [GeneratedRegex(@"^\d{4}[-/]\d\d[-/]\d\d")]
    private static partial Regex Iso();

    [GeneratedRegex(@"\b(?:19|20)\d\d\b")]
    private static partial Regex Year();

    [GeneratedRegex(@"(\d)(?:st|nd|rd|th)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"\b(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])[-/](?:3[01]|[12]\d|0?[1-9])(?!\d)|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th)?[\s-]+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?[\s-]+(?:19|20)\d\d\b", RegexOptions.IgnoreCase)]
    private static partial Regex InText();
}
