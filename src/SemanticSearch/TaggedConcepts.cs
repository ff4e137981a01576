using System.Collections.Concurrent;
using SemanticSearch.Concepts;
using SemanticSearch.Documents;
using SemanticSearch.Keyword;
using SemanticSearch.Storage;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>The concepts that a generation's articles treat, to filter, to count and to rank by. Thread-safe.</summary>
internal sealed class TaggedConcepts : IDisposable
{
    private const int MaxHolderBytes = 4 << 20;

    private readonly ConceptTagFile _tags;
    private readonly KeywordIndexReader _keywords;
    private readonly PassageMap _passages;
    private readonly Lazy<Glossary> _glossary;
    private readonly Lazy<Dictionary<string, Dictionary<int, double>>> _own;
    private readonly Lazy<ArticleFilter> _texts;
    private readonly ConcurrentDictionary<string, ArticleFilter> _holders = [];

    private TaggedConcepts(ConceptTagFile tags, KeywordIndexReader keywords, PassageMap passages, string? glossary)
    {
        _tags = tags;
        _keywords = keywords;
        _passages = passages;
        _glossary = new Lazy<Glossary>(() => Glossary.Open(glossary));
        _own = new Lazy<Dictionary<string, Dictionary<int, double>>>(OfOwnConcepts);
        _texts = new Lazy<ArticleFilter>(ArticlesWithText);
    }

    /// <param name="glossary">A user's own file, whose names and aliases filters may use too.</param>
    /// <returns>Null when the generation was made without tags.</returns>
    public static TaggedConcepts? Open(string folder, KeywordIndexReader keywords, PassageMap passages, string? glossary) =>
        ConceptTagFile.TryOpen(folder) is { } tags ? new TaggedConcepts(tags, keywords, passages, glossary) : null;

    /// <summary>
    /// How much each article is about what a question is about: the sum over its concepts of probability times degree. Where the question calls a concept by name and
    /// an article with a text holds the words of that name, they have found it, and the concept adds nothing: else whatever has the name in its title would stand above
    /// what answers.
    /// </summary>
    /// <param name="question">The words in which the concepts were found.</param>
    /// <param name="scores">One an article, to be added to.</param>
    public void AddScores(IReadOnlyList<MatchedConcept> concepts, string question, Span<double> scores)
    {
        foreach (var concept in concepts)
        {
            // Called by name, and yet the question is about something else.
            if (concept.Probability < ConceptMatcher.MinProbability)
                continue;
            var found = FoundByName(concept, question);
            if (_own.Value.TryGetValue(concept.Concept.Name, out var own))
            {
                foreach (var (article, degree) in own)
                    scores[article] += found?[article] == true ? 0 : concept.Probability * degree;
                continue;
            }
            var articles = ArticlesAbout(concept.Concept, out var degrees);
            for (var i = 0; i < articles.Length; i++)
                scores[(int)articles[i]] += found?[(int)articles[i]] == true ? 0 : concept.Probability * Degree(degrees[i]);
        }
    }

    /// <summary>Tells how much an article is about a concept of a question, 0 to 1; 0 too where the question's words have found it.</summary>
    public Func<int, double> DegreesOf(MatchedConcept concept, string question)
    {
        var found = FoundByName(concept, question);
        return article => found?[article] == true ? 0 : DegreeOf(article, concept.Concept);
    }

    private double DegreeOf(int article, Concept concept)
    {
        if (_own.Value.TryGetValue(concept.Name, out var own))
            return own.GetValueOrDefault(article);
        var place = ArticlesAbout(concept, out var degrees).BinarySearch((uint)article);
        return place >= 0 ? Degree(degrees[place]) : 0;
    }

    /// <summary>The articles that treat any of these concepts, by name or alias; null when none is asked for.</summary>
    public ArticleFilter? FilterFor(IReadOnlyList<string> concepts)
    {
        if (concepts.Count == 0)
            return null;
        var wanted = new bool[_tags.Names.Count];
        foreach (var place in concepts.SelectMany(Places))
            wanted[place] = true;
        var filter = new ArticleFilter(_tags.ArticleCount);
        var tags = _tags.Tags;
        for (var article = 0; article < filter.Length; article++)
        {
            foreach (var tag in tags[article])
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
        var tags = _tags.Tags;
        for (var article = 0; article < articles.Length; article++)
        {
            if (!articles[article])
                continue;
            foreach (var tag in tags[article])
                counts[tag.Name]++;
        }
        return [.. Enumerable.Range(0, counts.Length).Where(place => counts[place] > 0).OrderByDescending(place => counts[place]).ThenBy(place => _tags.Names[place], StringComparer.Ordinal)
            .Take(top).Select(place => new FacetCount(_tags.Names[place], counts[place]))];
    }

    public void Dispose() => _tags.Dispose();

    /// <summary>The articles with a text that hold the words by which a question calls a concept; a bare entry has only a title, where any name is telling. Null: the
    /// question does not call it by name.</summary>
    private ArticleFilter? FoundByName(MatchedConcept concept, string question)
    {
        if (concept.Span is not { } span)
            return null;
        ArticleFilter? found = null;
        foreach (var token in Analyzer.Analyze(question.AsSpan(span.Start, span.Length)).Where(token => token.Kind == TokenKind.Word))
            found = found is null ? HoldersOf(token.Word) : found.And(HoldersOf(token.Word));
        return found;
    }

    /// <summary>The articles with a text that hold a word. Names come again and again: those of many words are kept.</summary>
    private ArticleFilter HoldersOf(string word)
    {
        if (_holders.TryGetValue(word, out var holders))
            return holders;
        holders = _keywords.Meeting(new KeywordQuery { Phrases = [word] }, _texts.Value)!;
        if (_holders.Count < MaxHolderBytes / (_tags.ArticleCount / 8 + 1))
            _holders[word] = holders;
        return holders;
    }

    private ArticleFilter ArticlesWithText()
    {
        var texts = new ArticleFilter(_passages.Articles);
        for (var article = 0; article < texts.Length; article++)
            texts[article] = _passages.Count(article) > 0;
        return texts;
    }

    private ReadOnlySpan<uint> ArticlesAbout(Concept concept, out ReadOnlySpan<byte> degrees)
    {
        degrees = [];
        return _tags.PlaceOf(concept.Name) is >= 0 and var place ? _tags.ArticlesAbout(place, out degrees) : [];
    }

    private static double Degree(byte stored) => stored / (double)byte.MaxValue;

    /// <summary>A user's own concepts are not in the file: titles and topics are looked through for them, once.</summary>
    private Dictionary<string, Dictionary<int, double>> OfOwnConcepts()
    {
        if (_glossary.Value == Glossary.BuiltIn)
            return [];
        var own = new Glossary(_glossary.Value.Concepts.Except(Glossary.BuiltIn.Concepts));
        var found = own.Concepts.ToDictionary(concept => concept.Name, _ => new Dictionary<int, double>());
        var tagger = new ConceptTagger(own);
        for (var article = 0; article < _keywords.ArticleCount && found.Count > 0; article++)
        {
            var card = ArticleCard.Read(_keywords.Stored(article));
            foreach (var (number, degree) in tagger.Degrees(card.Title, card.Topics))
                found[own.Concepts[number].Name].Add(article, degree);
        }
        return found;
    }

    private IEnumerable<int> Places(string name)
    {
        var place = _tags.PlaceOf(name);
        return place >= 0 ? [place] : _glossary.Value.Find(name).Select(number => _tags.PlaceOf(_glossary.Value.Concepts[number].Name)).Where(found => found >= 0);
    }
}
