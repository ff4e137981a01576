using SemanticSearch.Keyword;
using SemanticSearch.Storage;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>Finds an article by what people call it: its id, or its address however it is written.</summary>
internal sealed class ArticleAddresses
{
    private readonly KeywordIndexReader _keywords;
    private readonly Lazy<Dictionary<string, int>> _byAddress;

    public ArticleAddresses(KeywordIndexReader keywords)
    {
        _keywords = keywords;
        _byAddress = new Lazy<Dictionary<string, int>>(Collect);
    }

    /// <summary>The ordinal, or -1.</summary>
    public int Find(string idOrUrl)
    {
        var byId = _keywords.FindArticle(idOrUrl);
        if (byId >= 0)
            return byId;
        var address = idOrUrl.Trim();
        return UrlNormalizer.IsWebAddress(address) && _byAddress.Value.TryGetValue(UrlNormalizer.Normalize(address), out var found) ? found : -1;
    }

    private Dictionary<string, int> Collect()
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var article = 0; article < _keywords.ArticleCount; article++)
        {
            var card = ArticleCard.Read(_keywords.Stored(article));
            foreach (var address in new[] { card.Url, card.Id }.Concat(card.AlsoAt))
            {
                if (address is not null && UrlNormalizer.IsWebAddress(address))
                    found.TryAdd(UrlNormalizer.Normalize(address), article);
            }
        }
        return found;
    }
}
