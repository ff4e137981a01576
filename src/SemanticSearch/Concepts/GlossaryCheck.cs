using System.Globalization;
using SemanticSearch.Text;

namespace SemanticSearch.Concepts;

/// <summary>What a reviewer would object to.</summary>
/// <param name="Place">File and line; the file alone for what concerns all of it, empty for the whole glossary.</param>
internal sealed record GlossaryFinding(string Place, string Message);

/// <summary>
/// The rules that a concept keeps besides its form, so that the glossary helps: a definition to read in a breath, several lay phrases in
/// words that the name does not have (whoever knows the word needs no glossary), names that mean one thing, links that lead somewhere.
/// </summary>
internal sealed class GlossaryCheck
{
    public const int MinDefinitionWords = 30;
    public const int MaxDefinitionWords = 60;
    public const int MinPhrases = 5;
    public const int MaxPhrases = 8;
    public const int MinPhraseWords = 5;
    public const int MaxPhraseWords = 20;

    /// <summary>Share of the words of two definitions that both have, from which on they say the same.</summary>
    public const double MaxCommonWords = 0.6;

    private readonly Glossary _glossary;
    private readonly List<GlossaryFinding> _findings = [];

    private GlossaryCheck(Glossary glossary) => _glossary = glossary;

    public static IReadOnlyList<GlossaryFinding> Of(Glossary glossary)
    {
        var check = new GlossaryCheck(glossary);
        foreach (var concept in glossary.Concepts)
            check.Look(concept);
        check.LookForSharedNames();
        check.LookForSharedPhrases();
        check.LookForSharedDefinitions();
        return check._findings;
    }

    /// <summary>The terms that a lay phrase must not have: those of the name, without words that say nothing.</summary>
    public static HashSet<string> TermsOf(string text) => [.. ContentWords(text)];

    private static IEnumerable<string> ContentWords(string text) =>
        Analyzer.ContentWords(text).Select(token => token.Term);

    private void Look(Concept concept)
    {
        Between(concept, "definition", WordCount(concept.Definition), MinDefinitionWords, MaxDefinitionWords, "words");
        Between(concept, "lay", concept.LayPhrases.Count, MinPhrases, MaxPhrases, "phrases");
        Between(concept, "related", concept.Related.Count, 2, 5, "concepts");
        Between(concept, "topics", concept.Topics.Count, 1, 4, "topics");
        var own = TermsOf(concept.Word);
        foreach (var phrase in concept.LayPhrases)
        {
            Between(concept, $"\"{phrase}\"", WordCount(phrase), MinPhraseWords, MaxPhraseWords, "words");
            foreach (var term in ContentWords(phrase).Where(own.Contains))
                Say(concept, $"\"{phrase}\" has the stem {term} of the name");
        }
        foreach (var name in concept.Related)
        {
            if (_glossary.NumberOf(name) < 0)
                Say(concept, $"related to \"{name}\", but there is no concept of this name");
            else if (name.Equals(concept.Name, StringComparison.OrdinalIgnoreCase))
                Say(concept, "related to itself");
        }
    }

    /// <summary>Two concepts with one word each say in parentheses which is meant; an alias means one thing.</summary>
    private void LookForSharedNames()
    {
        var names = from concept in _glossary.Concepts
                    from name in concept.Aliases.Append(concept.Word)
                    let isAlias = name != concept.Word
                    group (concept, name, isAlias) by ConceptNames.KeyOf(name);
        foreach (var same in names)
        {
            foreach (var (concept, name, isAlias) in same.Where(use => use.concept != same.First().concept))
            {
                if (isAlias || same.First().isAlias || !concept.Name.EndsWith(')'))
                    Say(concept, $"\"{name}\" is also a name of {same.First().concept.Name} ({same.First().concept.Place})");
            }
        }
    }

    private void LookForSharedPhrases()
    {
        var phrases = from concept in _glossary.Concepts
                      from phrase in concept.LayPhrases
                      group concept by string.Join(' ', ContentWords(phrase).Order(StringComparer.Ordinal)) into same
                      where same.Count() > 1
                      select same;
        foreach (var same in phrases)
            Say(same.Last(), $"a phrase has the same words ({same.Key}) as one of {same.First().Name} ({same.First().Place})");
    }

    private void LookForSharedDefinitions()
    {
        var words = _glossary.Concepts.Select(concept => TermsOf(concept.Definition)).ToArray();
        for (var i = 0; i < words.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var common = words[i].Count(words[j].Contains);
                if (common > MaxCommonWords * (words[i].Count + words[j].Count - common))
                    Say(_glossary.Concepts[i], $"the definition says nearly the same as that of {_glossary.Concepts[j].Name} ({_glossary.Concepts[j].Place})");
            }
        }
    }

    private void Between(Concept concept, string what, int count, int least, int most, string unit)
    {
        if (count < least || count > most)
            Say(concept, string.Create(CultureInfo.InvariantCulture, $"{what} has {count} {unit}; {least} to {most} are wanted"));
    }

    private void Say(Concept concept, string message) => _findings.Add(new GlossaryFinding(concept.Place.ToString(), $"{concept.Name}: {message}"));

    private static int WordCount(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
