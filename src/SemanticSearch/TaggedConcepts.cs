using System.Runtime.InteropServices;
using SemanticSearch.Concepts;
using SemanticSearch.Documents;
using SemanticSearch.Keyword;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>The concepts that a generation's articles treat, to filter, to count and to rank by. Thread-safe.</summary>
internal sealed class TaggedConcepts : IDisposable
{
    private readonly ConceptTagFile _tags;
    private readonly KeywordIndexReader _keywords;
    private readonly Lazy<Glossary> _glossary;
    private readonly Lazy<Dictionary<string, List<AboutArticle>>> _own;

    private TaggedConcepts(ConceptTagFile tags, KeywordIndexReader keywords, string? glossary)
    {
        _tags = tags;
        _keywords = keywords;
        _glossary = new Lazy<Glossary>(() => Glossary.Open(glossary));
        _own = new Lazy<Dictionary<string, List<AboutArticle>>>(OfOwnConcepts);
    }

    /// <param name="glossary">A user's own file, whose names and aliases filters may use too.</param>
    /// <returns>Null when the generation was made without tags.</returns>
    public static TaggedConcepts? Open(string folder, KeywordIndexReader keywords, string? glossary) =>
        ConceptTagFile.TryOpen(folder) is { } tags ? new TaggedConcepts(tags, keywords, glossary) : null;

    /// <summary>How much each article is about what a question is about: the sum over its concepts of probability times degree. Articles of which none is left out.</summary>
    public Dictionary<int, double> ScoresOf(IReadOnlyList<MatchedConcept> concepts)
    {
        var scores = new Dictionary<int, double>();
        foreach (var concept in concepts)
        {
            foreach (var (article, degree) in About(concept.Concept.Name))
                CollectionsMarshal.GetValueRefOrAddDefault(scores, article, out _) += concept.Probability * degree;
        }
        return scores;
    }

    /// <summary>How much one article is about a concept, 0 to 1.</summary>
    public double DegreeOf(int article, Concept concept) => About(concept.Name).FirstOrDefault(about => about.Article == article).Degree;

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

    private List<AboutArticle> About(string concept)
    {
        if (_own.Value.TryGetValue(concept, out var own))
            return own;
        if (_tags.PlaceOf(concept) is not (>= 0 and var place))
            return [];
        var articles = _tags.ArticlesAbout(place, out var degrees);
        var about = new List<AboutArticle>(articles.Length);
        for (var i = 0; i < articles.Length; i++)
            about.Add(new AboutArticle((int)articles[i], degrees[i] / (double)byte.MaxValue));
        return about;
    }

    /// <summary>A user's own concepts are not in the file: titles and topics are looked through for them, once.</summary>
    private Dictionary<string, List<AboutArticle>> OfOwnConcepts()
    {
        var own = new Glossary(_glossary.Value.Concepts.Except(Glossary.BuiltIn.Concepts));
        var found = own.Concepts.ToDictionary(concept => concept.Name, _ => new List<AboutArticle>());
        var tagger = new ConceptTagger(own);
        for (var article = 0; article < _keywords.ArticleCount && found.Count > 0; article++)
        {
            var card = ArticleCard.Read(_keywords.Stored(article));
            foreach (var (number, degree) in tagger.Degrees(card.Title, card.Topics))
                found[own.Concepts[number].Name].Add(new AboutArticle(article, degree));
        }
        return found;
    }

    private IEnumerable<int> Places(string name)
    {
        var place = _tags.PlaceOf(name);
        return place >= 0 ? [place] : _glossary.Value.Find(name).Select(number => _tags.PlaceOf(_glossary.Value.Concepts[number].Name)).Where(found => found >= 0);
    }

    private readonly record struct AboutArticle(int Article, double Degree);
}
