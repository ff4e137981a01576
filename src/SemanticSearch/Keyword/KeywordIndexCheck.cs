using SemanticSearch.Documents;
using SemanticSearch.Keyword.Segments;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword;

/// <summary>Reads every byte of an index and holds it against every promise that the files make: checksums first, then what they mean.</summary>
internal static class KeywordIndexCheck
{
    /// <returns>What is wrong, each with its file; empty when nothing is.</returns>
    public static IReadOnlyList<string> Check(string folder, CancellationToken cancel = default)
    {
        SegmentList list;
        try
        {
            list = SegmentList.Read(folder);
        }
        catch (DataProblemException e)
        {
            return [e.Message];
        }
        var problems = new List<string>();
        foreach (var info in list.Segments)
        {
            cancel.ThrowIfCancellationRequested();
            var damaged = DamagedFiles(folder, info);
            problems.AddRange(damaged);
            if (damaged.Count == 0)
                CheckSegment(folder, info, list.Options, problems);
        }
        if (problems.Count == 0)
            CheckIds(folder, problems);
        return problems;
    }

    private static List<string> DamagedFiles(string folder, SegmentInfo info)
    {
        var files = SegmentFiles.Kinds.Select((kind, i) => (Name: kind, Kind: kind, Stamp: info.Stamps[i])).ToList();
        if (info.Deletes.Number > 0)
            files.Add((info.DeletesKind, SegmentFiles.Deletes, info.Deletes.Stamp));
        var problems = new List<string>();
        foreach (var (name, kind, stamp) in files)
        {
            try
            {
                MappedIndexFile.Open(SegmentFiles.Path(folder, info.Name, name), kind, SegmentFiles.Version, stamp).Dispose();
            }
            catch (DataProblemException e)
            {
                problems.Add(e.Message);
            }
        }
        return problems;
    }

    private static void CheckSegment(string folder, SegmentInfo info, KeywordOptions options, List<string> problems)
    {
        using var segment = Segment.Open(folder, info);
        try
        {
            problems.AddRange(new SegmentCheck(segment, options).Problems());
        }
        catch (DataProblemException e)
        {
            problems.Add(e.Message);
        }
    }

    /// <summary>No id twice among the articles that are not deleted.</summary>
    private static void CheckIds(string folder, List<string> problems)
    {
        using var group = SegmentGroup.Open(folder);
        var ids = new HashSet<string>();
        for (var ordinal = 0; ordinal < group.Articles.Count; ordinal++)
        {
            var (s, article) = group.Articles.Locate(ordinal);
            var id = group.Segments[s].Articles.Id(article);
            if (!ids.Add(id))
                problems.Add($"{SegmentFiles.Path(folder, group.Segments[s].Info.Name, SegmentFiles.Articles)} holds the article \"{id}\" a second time");
        }
    }
}
