using SemanticSearch.Keyword;
using SemanticSearch.Ranking;
using SemanticSearch.ReadingLists;

namespace SemanticSearch;

/// <summary>Organisations and kinds that questions ask for, as far as an index holds articles of them. Thread-safe.</summary>
internal sealed class WishedArticles(KeywordIndexReader keywords)
{
    private readonly Lazy<WishReader> _reader = new(() => new WishReader(keywords.Organisations, CommonWords.Contains));

    /// <param name="except">Names that the user has taken back.</param>
    public IReadOnlyList<Wish> In(string question, IReadOnlySet<string> except) =>
        [.. _reader.Value.Read(question).Where(wish => !except.Contains(wish.Name) && (wish.Kind is null || keywords.HasKind(wish.Name)))];

    /// <summary>Tells each candidate how far it is what was asked for: of an organisation named, of a kind named; of both, half for each.</summary>
    public void Weigh(IReadOnlyList<Wish> wishes, Span<Evidence> candidates)
    {
        if (wishes.Count == 0)
            return;
        var organisations = keywords.FilterFor(new() { Organisations = [.. wishes.Where(wish => wish.Kind is null).Select(wish => wish.Name)] });
        var kinds = keywords.FilterFor(new() { Kinds = [.. wishes.Select(wish => wish.Kind).OfType<Documents.DocumentKind>()] });
        var asked = (organisations is null ? 0 : 1) + (kinds is null ? 0 : 1);
        for (var i = 0; i < candidates.Length; i++)
        {
            var met = (organisations?[candidates[i].Article] == true ? 1.0 : 0) + (kinds?[candidates[i].Article] == true ? 1 : 0);
            candidates[i] = candidates[i] with { Wanted = met / asked };
        }
    }
}
