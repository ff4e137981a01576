using SemanticSearch.Text;

namespace SemanticSearch.Storage;

/// <summary>
/// Pages that say nearly the same under one title at several addresses (without the title, every month's edition of a form letter would
/// be one): the one that the reading lists name first is kept, the others are linked to
/// it. Only pages take part; an article that came with an id of its own is somebody's choice and stays.
/// </summary>
internal sealed class LibraryDuplicates
{
    private readonly Dictionary<string, List<DuplicatePage>> _ofKept = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    private LibraryDuplicates()
    {
    }

    /// <summary>Articles that are linked to another.</summary>
    public int Count => _ids.Count;

    /// <summary>From the fingerprints that were made when the pages were stored; texts are not read.</summary>
    public static LibraryDuplicates Find(LibraryConnection connection)
    {
        var found = new LibraryDuplicates();
        var kept = new NearFingerprints();
        var all = new List<DuplicatePage>();
        foreach (var (page, fingerprint) in Fingerprints(connection))
        {
            var near = kept.FindOrAdd(fingerprint, number => all[number].Title == page.Title);
            if (near == all.Count)
            {
                all.Add(page);
                continue;
            }
            found._ids.Add(page.Id);
            if (!found._ofKept.TryGetValue(all[near].Id, out var pages))
                found._ofKept[all[near].Id] = pages = [];
            pages.Add(page);
        }
        return found;
    }

    /// <summary>Whether the article is linked to another, which stands for it.</summary>
    public bool Contains(string id) => _ids.Contains(id);

    /// <summary>The pages that are linked to this article, in the order of the lists.</summary>
    public IReadOnlyList<DuplicatePage> Of(string id) => _ofKept.TryGetValue(id, out var pages) ? pages : [];

    /// <summary>Inside a transaction: what tells an article from others, for those that are pages.</summary>
    public static void Store(LibraryConnection connection, IEnumerable<Documents.Article> articles)
    {
        using var store = connection.Prepared("INSERT OR REPLACE INTO fingerprints (article, bits) VALUES ($id, $bits)", "$id", "$bits");
        foreach (var article in articles)
        {
            if (article.Id != article.Url)
                continue;
            store.Parameters[0].Value = article.Id;
            store.Parameters[1].Value = (long)TextFingerprint.OfLongText(article.Text).Bits;
            store.ExecuteNonQuery();
        }
    }

    private static IEnumerable<(DuplicatePage Page, TextFingerprint Fingerprint)> Fingerprints(LibraryConnection connection) => connection.Rows(
        """
        SELECT a.id, a.normalized_url, a.content_hash, f.bits, a.title FROM fingerprints f JOIN articles a ON a.id = f.article AND a.url = a.id
        LEFT JOIN pages p ON p.normalized_url = a.normalized_url
        WHERE f.bits <> 0 ORDER BY p.rowid IS NULL, p.rowid, a.id
        """,
        row => (new DuplicatePage(row.GetString(0), row.GetString(1), row.Blob(2), Folded(row.GetString(4))), new TextFingerprint((ulong)row.GetInt64(3))));

    private static string Folded(string title) => string.Concat(title.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}

/// <param name="Id">Its address as its list has it.</param>
/// <param name="Hash">Content hash.</param>
/// <param name="Title">Its letters and digits in lower case.</param>
internal sealed record DuplicatePage(string Id, string NormalizedUrl, byte[] Hash, string Title);
