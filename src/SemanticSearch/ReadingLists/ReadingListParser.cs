using SemanticSearch.Documents;
using SemanticSearch.Text;

namespace SemanticSearch.ReadingLists;

/// <summary>
/// Awesome-style Markdown -> entries, guides and warnings. Pure: text in, values out; no input makes it throw.
/// An entry is an http(s) link that a list item leads with; links in prose, inner links ("#section") and the sections in which
/// a list speaks of itself (contents, thanks, licence) are none. Topics are the headings above, without the list's own title,
/// and the parent items; an item with children is a topic and, if it is a link, an entry too.
/// </summary>
internal static class ReadingListParser
{
    /// <summary>More are counted, not listed.</summary>
    public const int MaxWarnings = 1_000;

    /// <summary>What is no text gives one warning, of line 0, and no entry.</summary>
    public static ReadingList Parse(ReadOnlySpan<byte> bytes)
    {
        var (text, problem) = ListText.Decode(bytes);
        return text is null ? new ReadingList([], [problem!]) : Parse(text);
    }

    public static ReadingList Parse(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        if (ListText.ProblemOf(markdown) is { } problem)
            return new ReadingList([], [problem]);
        var content = MarkdownListReader.Read(markdown);
        var entries = Merge(content.Placed.Select(placed => EntryRules.Understand(placed)));
        var warnings = content.Problems.OrderBy(found => found.Line).ToList();
        if (entries.Count == 0)
            warnings.Insert(0, new InputProblem(0, "the list has no entries: no list item leads with a link"));
        if (warnings.Count > MaxWarnings)
            warnings = [.. warnings.Take(MaxWarnings), new InputProblem(0, $"{warnings.Count - MaxWarnings} more warnings are left out")];
        return new ReadingList(entries, warnings) { Guides = content.Guides };
    }

    /// <summary>Entries of one normalised address become one: the first with every topic path, and with what only a later one told.</summary>
    private static List<Entry> Merge(IEnumerable<Entry> entries)
    {
        var merged = new List<Entry>();
        var placeOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (placeOf.TryAdd(entry.NormalizedUrl, merged.Count))
                merged.Add(entry);
            else
                merged[placeOf[entry.NormalizedUrl]] = Join(merged[placeOf[entry.NormalizedUrl]], entry);
        }
        return merged;
    }

    private static Entry Join(Entry first, Entry later) => first with
    {
        Topics = [.. first.Topics.Union(later.Topics, StringComparer.Ordinal)],
        Organisations = [.. first.Organisations.Union(later.Organisations, StringComparer.Ordinal)],
        Authors = [.. first.Authors.Union(later.Authors, StringComparer.Ordinal)],
        Kind = first.Kind == DocumentKind.Article ? later.Kind : first.Kind,
        Parts = first.Parts ?? later.Parts,
        Year = first.Year ?? later.Year,
    };
}
