using SemanticSearch.Concepts;
using SemanticSearch.Documents;
using SemanticSearch.Keyword;
using SemanticSearch.Storage;
using SemanticSearch.Vectors;

namespace SemanticSearch;

/// <summary>Checks a data directory: every checksum and every promise of the library and the live generation. Changes nothing.</summary>
public sealed class Verifier
{
    private const string MendIndex = "run `semsearch index --rebuild`; the library is untouched";
    private const string MendLibrary = "restore library.db from a copy, or remove it and import or crawl again";

    private readonly DataDirectory _directory;

    public Verifier(string dataDirectory) => _directory = new DataDirectory(dataDirectory);

    /// <exception cref="DataProblemException">There is no data directory.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public VerifyReport Verify(IProgress<WorkProgress>? progress = null, CancellationToken cancel = default)
    {
        _directory.RequireExists();
        progress?.Report(new WorkProgress("checking the library", 0, 0));
        var problems = new List<StoredProblem>();
        CheckLibrary(problems);
        cancel.ThrowIfCancellationRequested();
        progress?.Report(new WorkProgress("checking the index", 0, 0));
        var generation = CheckGeneration(problems, cancel);
        return new VerifyReport(generation, problems);
    }

    private void CheckLibrary(List<StoredProblem> problems)
    {
        if (!_directory.HasLibrary)
            return;
        try
        {
            using var library = Library.OpenForReading(_directory);
            problems.AddRange(library.Check().Select(complaint => new StoredProblem($"{_directory.LibraryFile}: {complaint}", MendLibrary)));
        }
        catch (DataProblemException e)
        {
            problems.Add(new StoredProblem(e.Message, MendLibrary));
        }
    }

    private string? CheckGeneration(List<StoredProblem> problems, CancellationToken cancel)
    {
        try
        {
            if (GenerationStore.FindLive(_directory) is not { } live)
                return null;
            problems.AddRange(KeywordIndexCheck.Check(live.Folder, cancel).Select(problem => new StoredProblem(problem, MendIndex)));
            if (problems.Count == 0)
                CheckCounts(live, problems);
            // Opening compares its checksum.
            ConceptTagFile.TryOpen(live.Folder)?.Dispose();
            if (live.Manifest.Vectors > 0)
                CheckVectors(live);
            return live.Name;
        }
        catch (DataProblemException e)
        {
            problems.Add(new StoredProblem(e.Message, MendIndex));
            return null;
        }
    }

    private static void CheckCounts(Generation live, List<StoredProblem> problems)
    {
        using var keywords = KeywordIndexReader.Open(live.Folder);
        if ((keywords.ArticleCount, keywords.PassageCount) != (live.Manifest.Articles, live.Manifest.Passages))
            problems.Add(new StoredProblem($"{live.Folder} holds {keywords.ArticleCount} articles, its manifest says {live.Manifest.Articles}", MendIndex));
    }

    private static void CheckVectors(Generation live)
    {
        using var vectors = VectorIndexReader.Open(Path.Combine(live.Folder, IndexVectors.FileName));
        vectors.Verify();
    }
}

/// <summary>Something stored that is not as it was written.</summary>
/// <param name="What">Names the file.</param>
/// <param name="Mend">What to do.</param>
public sealed record StoredProblem(string What, string Mend);

/// <param name="Generation">The live generation; null when there is none or it cannot be read.</param>
/// <param name="Problems">Empty when all is well.</param>
public sealed record VerifyReport(string? Generation, IReadOnlyList<StoredProblem> Problems);
