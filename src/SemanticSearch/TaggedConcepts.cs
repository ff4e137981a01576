using SemanticSearch.Concepts;
using SemanticSearch.Documents;
using SemanticSearch.Keyword;

namespace SemanticSearch;

/// <summary>The concepts that a generation's articles treat, to filter and to count by. Thread-safe.</summary>
internal sealed class TaggedConcepts : IDisposable
{
    private readonly ConceptTagFile _tags;
    private readonly Lazy<Glossary> _glossary;

    private TaggedConcepts(ConceptTagFile tags, string? glossary)
    {
        _tags = tags;
        _glossary = new Lazy<Glossary>(() => Glossary.Open(glossary));
    }

    /// <param name="glossary">A user's own file, whose names and aliases filters may use too.</param>
    /// <returns>Null when the generation was made without tags.</returns>
    public static TaggedConcepts? Open(string folder, string? glossary) => ConceptTagFile.TryOpen(folder) is { } tags ? new TaggedConcepts(tags, glossary) : null;

    /// <summary>The articles that treat any of these concepts, by name or alias; null when none is asked for.</summary>
    public ArticleFilter? FilterFor(IReadOnlyList<string> concepts)
    {
        if (concepts.Count == 0)
            return null;
        var wanted = new bool[_tags.Names.Count];
        foreach (var place in concepts.SelectMany(Places))
            wanted[place] = true;
        var filter = new ArticleFilter(_tags.ArticleCount);
        for (var article = 0; article < filter.Length; article++)
        {
            foreach (var tag in _tags.TagsOf(article))
            {
                if (wanted[tag.Name])
                    filter[article] = true;
            }
        }
        return filter;
    }

    /// <summary>How many of the articles treat each concept; commonest first.</summary>
    public IReadOnlyList<FacetCount> Facet(ArticleFilter articles, int top)
    {
        var counts = new int[_tags.Names.Count];
        for (var article = 0; article < articles.Length; article++)
        {
            if (!articles[article])
                continue;
            foreach (var tag in _tags.TagsOf(article))
                counts[tag.Name]++;
        }
        return [.. Enumerable.Range(0, counts.Length).Where(place => counts[place] > 0).OrderByDescending(place => counts[place]).ThenBy(place => _tags.Names[place], StringComparer.Ordinal)
            .Take(top).Select(place => new FacetCount(_tags.Names[place], counts[place]))];
    }

    public void Dispose() => _tags.Dispose();

    private IEnumerable<int> Places(string name)
    {
        var place = _tags.PlaceOf(name);
        return place >= 0 ? [place] : _glossary.Value.Find(name).Select(number => _tags.PlaceOf(_glossary.Value.Concepts[number].Name)).Where(found => found >= 0);
    }
}
