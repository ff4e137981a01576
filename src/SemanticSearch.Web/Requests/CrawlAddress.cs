using System.Globalization;
using Microsoft.AspNetCore.Http;
using SemanticSearch.Documents;

namespace SemanticSearch.Web.Requests;

/// <summary>Which links of the crawl are asked for.</summary>
/// <param name="Status">Only these; null: all.</param>
public sealed record CrawlAddress(PageStatus? Status, int Top, int Offset)
{
    public const int MaxTop = 1_000;

    private const int DefaultTop = 100;

    public static IReadOnlyList<string> StatusNames { get; } = [.. Enum.GetNames<PageStatus>().Select(name => name.ToLowerInvariant())];

    internal static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new("status", "string", "Only links of which this became.", false, StatusNames),
        new("top", "integer", $"Links wanted, 0 to {MaxTop}; {DefaultTop} when absent."),
        new("offset", "integer", "Links skipped, for paging."),
    ];

    /// <summary>Returns the problem, or null and the <paramref name="address"/>.</summary>
    internal static ParameterProblem? Read(IQueryCollection query, out CrawlAddress address)
    {
        address = new CrawlAddress(null, DefaultTop, 0);
        if (query["status"] is [{ Length: > 0 } status, ..])
        {
            if (!StatusNames.Contains(status, StringComparer.OrdinalIgnoreCase))
                return new ParameterProblem(["status"], $"'status' is one of {string.Join(", ", StatusNames)}.", StatusNames);
            address = address with { Status = Enum.Parse<PageStatus>(status, ignoreCase: true) };
        }
        if (Number(query, "top", MaxTop) is not { } top)
            return new ParameterProblem(["top"], $"'top' is a number from 0 to {MaxTop}.", []);
        if (Number(query, "offset", int.MaxValue) is not { } offset)
            return new ParameterProblem(["offset"], "'offset' is a number from 0.", []);
        address = address with { Top = top < 0 ? DefaultTop : top, Offset = Math.Max(0, offset) };
        return null;
    }

    /// <summary>The links of this address.</summary>
    public CrawlStatus Of(CrawlStatus status) =>
        status with { Pages = [.. status.Pages.Where(page => Status is null || page.Status == Status).Skip(Offset).Take(Top)] };

    // -1 when absent, null when it cannot be.
    private static int? Number(IQueryCollection query, string name, int max) =>
        query[name] is not [{ Length: > 0 } text, ..] ? -1
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max ? number : null;
}
