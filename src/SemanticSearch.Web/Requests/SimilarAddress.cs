using System.Text;
using Microsoft.AspNetCore.Http;

namespace SemanticSearch.Web.Requests;

/// <summary>Liked and disliked articles as an address: read from a query string, written back into links. Immutable.</summary>
public sealed record SimilarAddress
{
    /// <summary>Ids or addresses.</summary>
    public IReadOnlyList<string> Likes { get; init; } = [];

    public IReadOnlyList<string> Dislikes { get; init; } = [];

    /// <summary>Filters, number of hits, whether scores are shown; it asks nothing.</summary>
    public SearchAddress Besides { get; init; } = SearchAddress.Empty;

    public string Href
    {
        get
        {
            var text = new StringBuilder("/similar");
            foreach (var (name, id) in Likes.Select(id => ("id", id)).Concat(Dislikes.Select(id => ("dislike", id))))
                text.Append(text.Length == "/similar".Length ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(id));
            return text.Append(Besides.Href.Replace("/search?", "&", StringComparison.Ordinal).Replace("/search", "", StringComparison.Ordinal)).ToString();
        }
    }

    public static SimilarAddress To(string id) => new() { Likes = [id] };

    public SimilarAddress Liking(string id) => this with { Likes = [.. Likes, id], Dislikes = [.. Dislikes.Where(other => other != id)] };

    public SimilarAddress Disliking(string id) => this with { Dislikes = [.. Dislikes, id] };

    public SimilarAddress Without(string id) =>
        this with { Likes = [.. Likes.Where(other => other != id)], Dislikes = [.. Dislikes.Where(other => other != id)] };

    public SimilarRequest ToRequest()
    {
        var request = Besides.ToRequest();
        return new SimilarRequest { Ids = Likes, Dislike = Dislikes, Top = request.Top, Filter = request.Filter, Explain = request.Explain };
    }

    /// <summary>Returns the problem, or null and the <paramref name="address"/>.</summary>
    internal static ParameterProblem? Read(IQueryCollection query, out SimilarAddress address)
    {
        var problem = SearchAddressReader.Read(query, out var besides);
        address = new SimilarAddress
        {
            Likes = Values(query, "id"),
            Dislikes = Values(query, "dislike"),
            Besides = besides with { Query = "", Mode = null, Offset = 0, Except = [] },
        };
        return problem ?? (address.Likes.Count > 0
            ? null
            : new ParameterProblem(["id"], "'id' is missing: name an article that you like, by its id or address.", []));
    }

    private static List<string> Values(IQueryCollection query, string name) =>
        [.. query[name].Select(value => value?.Trim() ?? "").Where(value => value.Length > 0).Distinct()];
}
