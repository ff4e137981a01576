using System.Globalization;
using SemanticSearch.Documents;

namespace SemanticSearch.Tests.ReadingLists;

/// <summary>
/// What a person read from an entry's title and address: one line of Data/reading-lists/labelled-entries.tsv
/// (list, address, organisations, authors, kind, parts, year; several organisations or authors are parted by ";").
/// </summary>
internal sealed record LabelledEntry(string List, string Url, string[] Organisations, string[] Authors, DocumentKind Kind, int? Parts, int? Year)
{
    public static LabelledEntry[] ReadAll() => [.. Rows("labelled-entries.tsv").Select(row => Read(row[0], row[1..]))];

    /// <summary>Entries as other lists might have them (other-entries.tsv: title instead of list).</summary>
    public static (string Title, LabelledEntry Label)[] ReadOthers() => [.. Rows("other-entries.tsv").Select(row => (row[0], Read("", row[1..])))];

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "reading-lists", file)).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'));

    private static LabelledEntry Read(string list, string[] fields) =>
        new(list, fields[0], Names(fields[1]), Names(fields[2]), Enum.Parse<DocumentKind>(fields[3], ignoreCase: true), Number(fields[4]), Number(fields[5]));

    private static string[] Names(string field) => field.Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static int? Number(string field) => field.Length == 0 ? null : int.Parse(field, CultureInfo.InvariantCulture);
}
