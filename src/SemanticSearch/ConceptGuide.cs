using SemanticSearch.Concepts;
using SemanticSearch.Documents;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>The glossary as people read it: concept -> what it is, and the articles that tell of it. Immutable.</summary>
public sealed class ConceptGuide
{
    /// <summary>Aliases searched beside the name.</summary>
    private const int SearchedAliases = 4;

    /// <summary>Hits looked through for each article that is shown: not every one names the concept.</summary>
    private const int HitsPerArticle = 3;

    /// <summary>Longer sentences are lists or code that lost their marks.</summary>
    private const int MaxSentenceChars = 400;

    private readonly Glossary _glossary;

    private ConceptGuide(Glossary glossary)
    {
        _glossary = glossary;
        All = [.. glossary.Concepts.Select(ConceptEntry.Of)];
    }

    /// <summary>By area, in the order of the files; a user's own last.</summary>
    public IReadOnlyList<ConceptEntry> All { get; }

    /// <param name="glossary">A user's own file beside the glossary that ships; null: that alone.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataProblemException">The file is no glossary; tells what is wrong by line.</exception>
    public static ConceptGuide Open(string? glossary = null) => new(Glossary.Open(glossary));

    /// <summary>The concepts of this name or alias, in any case; several where the word has several meanings, none where nobody knows it.</summary>
    public IReadOnlyList<ConceptEntry> Find(string name) => [.. _glossary.Find(name).Select(number => All[number])];

    /// <summary>Concepts that a name which is none may have been meant for: a misspelling, or the beginning of a name.</summary>
    public IReadOnlyList<string> Near(string name, int top = 5) =>
        [.. _glossary.Names.FindInQuestion(name).SelectMany(match => match.Meanings).Select(number => All[number].Name)
            .Concat(Suggest(name, top)).Distinct().Take(top)];

    /// <summary>Names that begin with what is being typed, then names with a word or an alias that does.</summary>
    public IReadOnlyList<string> Suggest(string prefix, int top = 4)
    {
        var typed = prefix.Trim();
        if (typed.Length < 2)
            return [];
        var leading = All.Where(concept => concept.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase));
        var inside = All.Where(concept => concept.Name.Contains(" " + typed, StringComparison.OrdinalIgnoreCase));
        var aliased = All.Where(concept => concept.Aliases.Any(alias => alias.StartsWith(typed, StringComparison.OrdinalIgnoreCase)));
        return [.. leading.Concat(inside).Concat(aliased).Select(concept => concept.Name).Distinct().Take(top)];
    }

    /// <summary>A concept with the best articles that name it, each with the sentence that does.</summary>
    /// <param name="top">Articles wanted, at most.</param>
    public ConceptOverview Overview(ConceptEntry concept, SearchEngine engine, int top = 20)
    {
        var number = _glossary.NumberOf(concept.Name);
        var words = string.Join(' ', concept.Aliases.Take(SearchedAliases).Prepend(_glossary.Concepts[number].Word));
        var found = engine.Search(new SearchRequest { Query = words, Top = Math.Min(top * HitsPerArticle, SearchRequest.MaxTop) });
        var articles = found.Hits.Select(hit => Cite(hit, number)).OfType<ConceptArticle>().Take(top).ToList();
        var organisations = articles.SelectMany(article => article.Organisations).GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Select(group => new FacetCount(group.Key, group.Count())).OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal);
        return new ConceptOverview(concept, articles, [.. organisations]);
    }

    /// <summary>What a reviewer would object to, and where the glossary is thin.</summary>
    /// <param name="topics">Every topic path of the reading list that it should cover.</param>
    public GlossaryReview Review(IReadOnlyList<string> topics)
    {
        var linked = _glossary.Concepts.SelectMany(concept => concept.Related).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new GlossaryReview(
            [.. GlossaryCheck.Of(_glossary).Select(finding => $"{finding.Place}: {finding.Message}")],
            [.. All.GroupBy(concept => concept.Area).Select(area => new FacetCount(area.Key, area.Count())).OrderBy(area => area.Count)],
            [.. topics.Distinct().Select(topic => new FacetCount(topic, _glossary.OfTopic(topic).Count())).Where(topic => topic.Count < GlossaryReview.FewConcepts)],
            [.. All.Where(concept => !linked.Contains(concept.Name)).Select(concept => concept.Name)],
            [.. All.Where(concept => concept.Aliases.Count == 0).Select(concept => concept.Name)]);
    }

    /// <returns>Null where neither title nor passages name the concept.</returns>
    private ConceptArticle? Cite(Hit hit, int number)
    {
        foreach (var passage in hit.Passages)
        {
            foreach (var match in Named(passage.Text, number))
            {
                var range = SentenceBounds.Around(passage.Text, match.Start);
                if (passage.Text[range] is { Length: <= MaxSentenceChars } sentence && sentence.Length > match.Length)
                    return ConceptArticle.Of(hit, sentence, passage.Text);
            }
        }
        return Named(hit.Title, number).Any() ? ConceptArticle.Of(hit, null, null) : null;
    }

    private IEnumerable<NameMatch> Named(string text, int number) =>
        _glossary.Names.FindInText(text, []).Where(match => match.Meanings.Contains(number));
}

/// <summary>An entry of the glossary.</summary>
/// <param name="Area">The file that it stands in, by its heading: "Caching".</param>
/// <param name="Phrases">How someone says it who does not know the word.</param>
/// <param name="Related">Names of other concepts.</param>
/// <param name="Topics">Paths of the reading list.</param>
public sealed record ConceptEntry(
    string Name,
    string Area,
    IReadOnlyList<string> Aliases,
    string Definition,
    IReadOnlyList<string> Phrases,
    IReadOnlyList<string> Related,
    IReadOnlyList<string> Topics)
{
    internal static ConceptEntry Of(Concept concept) =>
        new(concept.Name, concept.Place.Area, concept.Aliases, concept.Definition, concept.LayPhrases, concept.Related, concept.Topics);
}

/// <param name="Articles">Best first.</param>
/// <param name="Organisations">Whose articles these are, with how many of them; most first.</param>
public sealed record ConceptOverview(ConceptEntry Concept, IReadOnlyList<ConceptArticle> Articles, IReadOnlyList<FacetCount> Organisations);

/// <param name="Sentence">A verbatim substring of <paramref name="Passage"/> that names the concept; null where only the title does.</param>
public sealed record ConceptArticle(
    string Id, string? Url, string Title, IReadOnlyList<string> Organisations, DocumentKind Kind, int? Year, string? Sentence, string? Passage)
{
    internal static ConceptArticle Of(Hit hit, string? sentence, string? passage) =>
        new(hit.Id, hit.Url, hit.Title, hit.Organisations, hit.Kind, hit.Year, sentence, passage);
}

/// <param name="Findings">What breaks a rule, by file and line.</param>
/// <param name="Areas">Concepts of each area, fewest first.</param>
/// <param name="ThinTopics">Topics with fewer than <see cref="FewConcepts"/> concepts.</param>
/// <param name="Unlinked">Concepts that no other is related to.</param>
/// <param name="WithoutAliases">Concepts known by their name alone.</param>
public sealed record GlossaryReview(
    IReadOnlyList<string> Findings,
    IReadOnlyList<FacetCount> Areas,
    IReadOnlyList<FacetCount> ThinTopics,
    IReadOnlyList<string> Unlinked,
    IReadOnlyList<string> WithoutAliases)
{
    public const int FewConcepts = 3;
}
