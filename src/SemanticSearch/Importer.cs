using SemanticSearch.Documents;

namespace SemanticSearch;

/// <summary>Files -> entries and articles in the library. A bad line is reported and skipped; the rest is kept.</summary>
public sealed class Importer
{
    private readonly string _dataDirectory;

    public Importer(string dataDirectory) => _dataDirectory = dataDirectory;

    /// <summary>Reads a reading list without storing anything: the file, or the built-in list when null.</summary>
    public static ReadingList ReadList(string? path = null) => new([], []);

    /// <summary>Stores the entries of a reading list; the built-in one when <paramref name="path"/> is null.</summary>
    public ImportReport ImportList(string? path = null) => new(_dataDirectory, 0, 0, 0, []);

    /// <summary>Stores the articles of a JSONL(.gz) file or the entries of a Markdown reading list.</summary>
    public ImportReport ImportFile(string path, IProgress<WorkProgress>? progress = null, CancellationToken cancel = default) => new(path, 0, 0, 0, []);
}

public sealed record ImportReport(string Source, int Added, int Changed, int Unchanged, IReadOnlyList<InputProblem> Problems);

/// <param name="Phase">What is being done, for people.</param>
/// <param name="Total">0 when not known.</param>
public readonly record struct WorkProgress(string Phase, long Done, long Total);
