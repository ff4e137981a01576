using System.Globalization;
using SemanticSearch.Documents;

namespace SemanticSearch.Tests.ReadingLists;

/// <summary>
/// What a person read from an entry's title and address: one line of Data/reading-lists/labelled-entries.tsv
/// (list, address, organisations, authors, kind, parts, year; several organisations or authors are parted by ";").
/// </summary>
internal sealed record LabelledEntry(string List, string Url, string[] Organisations, string[] Authors, DocumentKind Kind, int? Parts, int? Year)
{
    public static LabelledEntry[] ReadAll()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Data", "reading-lists", "labelled-entries.tsv");
        return [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(Read)];
    }

    private static LabelledEntry Read(string line)
    {
        var fields = line.Split('\t');
        return new LabelledEntry(
            fields[0], fields[1], Names(fields[2]), Names(fields[3]), Enum.Parse<DocumentKind>(fields[4], ignoreCase: true), Number(fields[5]), Number(fields[6]));
    }

    private static string[] Names(string field) => field.Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static int? Number(string field) => field.Length == 0 ? null : int.Parse(field, CultureInfo.InvariantCulture);
}
