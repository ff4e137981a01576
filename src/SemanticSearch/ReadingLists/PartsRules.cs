using System.Globalization;
using System.Text.RegularExpressions;

namespace SemanticSearch.ReadingLists;

/// <summary>Number of parts of a series: "(8 parts)", "3-part series", "Part 2 of 3", "(Part 1: …, Part 2: …)". "Part 8 - …" alone says nothing.</summary>
internal static partial class PartsRules
{
    /// <summary>More is no series but a slip, or a count of something else.</summary>
    private const int MaxParts = 100;

    private static readonly string[] NumberWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public static int? Find(string title)
    {
        var parts = Total().Match(title) is { Success: true } total ? NumberOf(total.Groups["n"].Value) : LastNamed(title);
        return parts is >= 2 and <= MaxParts ? parts : null;
    }

    private static int? NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : Array.FindIndex(NumberWords, word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) is var index and >= 0 ? index : null;

    /// <summary>The highest number where a title names several parts.</summary>
    private static int? LastNamed(string title)
    {
        if (Range().Match(title) is { Success: true } range)
            return NumberOf(range.Groups["n"].Value);
        var named = Named().Matches(title);
        return named.Count < 2 ? null : named.Max(match => NumberOf(match.Groups["n"].Value));
    }

    [GeneratedRegex(@"\b(?<n>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[\s-](?:parts?\b(?=\s*(?:[):,]|$|series\b|at\b|in\b|article|post))|part\s+series\b)|\bpart\s+\d{1,3}\s*(?:of|/)\s*(?<n>\d{1,3})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Total();

    [GeneratedRegex(@"\bparts?\s+1\s*(?:-|–|to|&|and|,)\s*(?<n>\d{1,3})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex(@"\bpart\s+(?<n>\d{1,3})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
