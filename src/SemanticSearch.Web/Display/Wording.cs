using System.Globalization;
using SemanticSearch.Documents;

namespace SemanticSearch.Web.Display;

/// <summary>Numbers and names as the pages say them.</summary>
public static class Wording
{
    public static string Articles(int count) => count == 1 ? "1 article" : $"{Number(count)} articles";

    /// <summary>How far the vectors are, in a sentence.</summary>
    public static string Vectors(IndexStatus status) => status.Vectors == 0
        ? "So far found by their words only, not by their meaning."
        : string.Create(CultureInfo.InvariantCulture, $"{100L * status.Vectors / status.VectorsWanted} % of them can be found by meaning, all by their words.");

    public static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Two digits are enough for somebody who waits: 0.4, 3.1, 12, 480.</summary>
    public static string Milliseconds(double ms) =>
        ms < 0.1 ? "under 0.1 ms" : ms.ToString(ms < 9.95 ? "0.#" : "0", CultureInfo.InvariantCulture) + " ms";

    public static string Score(double score) => score.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Kind(DocumentKind kind) => kind.ToString();

    /// <summary>What became of a link, for people.</summary>
    public static string Status(PageStatus status) => status switch
    {
        PageStatus.Archived => "Gone, archived copy used",
        PageStatus.Dead => "Gone",
        PageStatus.Disallowed => "Not allowed by the site",
        PageStatus.Waiting => "Not visited yet",
        _ => status.ToString(),
    };

    /// <summary>The name that an address has for it.</summary>
    public static string StatusName(PageStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>A facet's or filter's value: kinds are names of the API, everything else is shown as it is.</summary>
    public static string Value(string field, string value) =>
        field == "kind" && Enum.TryParse<DocumentKind>(value, ignoreCase: true, out var kind) ? Kind(kind) : DisplayText.Printable(value);

    /// <summary>Why something is refused, as a sentence; .NET appends "(Parameter 'x')", a name of our code that tells nobody anything.</summary>
    public static string Reason(ArgumentException e)
    {
        var text = e.ParamName is { Length: > 0 } name ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message;
        return text.Length == 0 ? "" : $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd('.')}.";
    }

    /// <summary>The beginning of a long text, for titles and headings.</summary>
    public static string Beginning(string text, int chars)
    {
        var printable = DisplayText.Printable(text.ReplaceLineEndings(" "));
        if (printable.Length <= chars)
            return printable;
        var cut = char.IsHighSurrogate(printable[chars - 1]) ? chars - 1 : chars;
        return printable[..cut].TrimEnd() + "…";
    }
}
