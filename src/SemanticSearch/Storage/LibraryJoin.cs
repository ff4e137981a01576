using SemanticSearch.Documents;
using SemanticSearch.Text;

namespace SemanticSearch.Storage;

/// <summary>
/// Entries and articles joined: an article takes what the list says about its address; an entry whose article is not
/// known stands for itself. They meet by normalised address, or when the article's id is the entry's address.
/// </summary>
internal sealed class LibraryJoin
{
    private readonly List<JoinedEntry> _entries = [];
    private readonly Dictionary<string, JoinedEntry> _byNormalizedUrl = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JoinedEntry> _byUrl = new(StringComparer.Ordinal);

    /// <param name="entries">In the order that decides which of several lists gives title and id: the first.</param>
    public LibraryJoin(IEnumerable<StoredEntry> entries, LibraryHash hashes)
    {
        foreach (var (entry, hash) in entries)
        {
            if (_byNormalizedUrl.TryGetValue(entry.NormalizedUrl, out var known))
            {
                known.Entry = Merge(known.Entry, entry);
                known.Hash = hashes.Of(known.Hash, hash);
            }
            else
            {
                known = new JoinedEntry { Entry = entry, Hash = hash };
                _byNormalizedUrl.Add(entry.NormalizedUrl, known);
                _entries.Add(known);
            }
            _byUrl.TryAdd(entry.Url, known);
        }
    }

    /// <summary>The entry of a stored article, or null; from now on that entry no longer stands for itself.</summary>
    public JoinedEntry? Claim(string id, string? normalizedUrl)
    {
        JoinedEntry? entry = null;
        if (normalizedUrl is not null)
            _byNormalizedUrl.TryGetValue(normalizedUrl, out entry);
        // An id that is some entry's address must not occur twice, even where the addresses disagree.
        if (_byUrl.TryGetValue(id, out var sameId))
            sameId.IsClaimed = true;
        entry ??= sameId;
        if (entry is not null)
            entry.IsClaimed = true;
        return entry;
    }

    /// <summary>After every article was asked for: the entries without one.</summary>
    public IEnumerable<JoinedEntry> Unclaimed() => _entries.Where(entry => !entry.IsClaimed);

    public static Article Enrich(Article article, Entry entry) => article with
    {
        Title = article.Title.Length > 0 ? article.Title : entry.Title,
        Topics = Union(article.Topics, entry.Topics, StringComparer.Ordinal),
        Organisations = Union(article.Organisations, entry.Organisations, StringComparer.OrdinalIgnoreCase),
        Authors = article.Authors.Count > 0 ? article.Authors : entry.Authors,
        Kind = article.Kind != DocumentKind.Article ? article.Kind : entry.Kind,
        Year = article.Year ?? entry.Year,
    };

    public static Article Alone(Entry entry) => new()
    {
        Id = entry.Url,
        Url = entry.Url,
        Title = entry.Title,
        Topics = entry.Topics,
        Organisations = entry.Organisations,
        Authors = entry.Authors,
        Kind = entry.Kind,
        Site = UrlNormalizer.Site(entry.Url),
        Year = entry.Year,
    };

    private static Entry Merge(Entry first, Entry second) => first with
    {
        Topics = Union(first.Topics, second.Topics, StringComparer.Ordinal),
        Organisations = Union(first.Organisations, second.Organisations, StringComparer.OrdinalIgnoreCase),
        Authors = first.Authors.Count > 0 ? first.Authors : second.Authors,
        Kind = first.Kind != DocumentKind.Article ? first.Kind : second.Kind,
        Parts = first.Parts ?? second.Parts,
        Year = first.Year ?? second.Year,
    };

    private static IReadOnlyList<string> Union(IReadOnlyList<string> first, IReadOnlyList<string> second, StringComparer comparer) =>
        first.Count == 0 ? second : second.Count == 0 ? first : first.Union(second, comparer).ToArray();
}

/// <summary>The entry of one address, merged over all lists.</summary>
internal sealed class JoinedEntry
{
    public required Entry Entry { get; set; }

    public required byte[] Hash { get; set; }

    public bool IsClaimed { get; set; }
}
