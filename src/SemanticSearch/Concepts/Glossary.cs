using System.Reflection;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Concepts;

/// <summary>All concepts, ours and a user's. Immutable; a concept's number is its place in <see cref="Concepts"/>.</summary>
internal sealed class Glossary
{
    private const string ResourcePrefix = "Glossary/";

    private static readonly Lazy<Glossary> OurOwn = new(() => new Glossary(ReadBuiltIn().SelectMany(file => file.Concepts)));

    private readonly Dictionary<string, int> _byName;
    private readonly ILookup<string, int> _byTopic;

    /// <param name="concepts">Of two with one name the later one counts.</param>
    public Glossary(IEnumerable<Concept> concepts)
    {
        var all = new OrderedDictionary<string, Concept>(StringComparer.OrdinalIgnoreCase);
        foreach (var concept in concepts)
            all[concept.Name] = concept;
        Concepts = [.. all.Values];
        _byName = Enumerable.Range(0, Concepts.Count).ToDictionary(number => Concepts[number].Name, StringComparer.OrdinalIgnoreCase);
        _byTopic = Enumerable.Range(0, Concepts.Count).SelectMany(number => Concepts[number].Topics.Select(topic => (topic, number)))
            .ToLookup(pair => pair.topic, pair => pair.number, StringComparer.OrdinalIgnoreCase);
        Names = new ConceptNames(Concepts);
    }

    /// <summary>The glossary that ships.</summary>
    public static Glossary BuiltIn => OurOwn.Value;

    public IReadOnlyList<Concept> Concepts { get; }

    /// <summary>Finds names and aliases in texts.</summary>
    public ConceptNames Names { get; }

    /// <summary>Ours with a user's concepts beside it; one of theirs with the name of one of ours stands in its place.</summary>
    /// <param name="path">The user's file; null: ours alone.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataProblemException">The file is no glossary; tells every problem with its line.</exception>
    public static Glossary Open(string? path)
    {
        if (path is null)
            return BuiltIn;
        var own = GlossaryReader.Read(path, TextFile.ReadLines(path));
        var glossary = new Glossary(BuiltIn.Concepts.Concat(own.Concepts));
        var problems = own.Problems.Concat(glossary.UnknownNames(own)).Concat(SameNames(own)).OrderBy(problem => problem.Line).ToList();
        return problems.Count == 0
            ? glossary
            : throw new DataProblemException(string.Join("; ", problems.Take(10).Select(problem => $"{path}{(problem.Line > 0 ? $":{problem.Line}" : "")}: {problem.Message}")
                .Append($"{problems.Count:N0} problem{(problems.Count == 1 ? "" : "s")} in this glossary: mend the file, or go without it.")));
    }

    /// <summary>The files that ship, by name.</summary>
    public static IReadOnlyList<GlossaryFile> ReadBuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => GlossaryReader.Read(name[ResourcePrefix.Length..], Lines(assembly, name)))];
    }

    /// <returns>The number of the concept with this name, in any case; -1 when there is none.</returns>
    public int NumberOf(string name) => _byName.GetValueOrDefault(name, -1);

    /// <summary>Numbers of the concepts that this may mean: by name, else by anything that people write for it; none when unknown.</summary>
    public IReadOnlyList<int> Find(string nameOrAlias) => NumberOf(nameOrAlias) is >= 0 and var number ? [number] : Names.Meanings(nameOrAlias);

    /// <summary>Numbers of the related concepts that there are.</summary>
    public IEnumerable<int> RelatedTo(int number) => Concepts[number].Related.Select(NumberOf).Where(other => other >= 0);

    /// <summary>Numbers of the concepts that name exactly this topic.</summary>
    public IEnumerable<int> OfTopic(string path) => _byTopic[path];

    private static IEnumerable<string> Lines(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private IEnumerable<InputProblem> UnknownNames(GlossaryFile own) =>
        from concept in own.Concepts
        from name in concept.Related
        where NumberOf(name) < 0
        select new InputProblem(concept.Place.Line, $"{concept.Name} is related to \"{name}\", but there is no concept of this name");

    private static IEnumerable<InputProblem> SameNames(GlossaryFile own) =>
        from same in own.Concepts.GroupBy(concept => concept.Name, StringComparer.OrdinalIgnoreCase)
        from again in same.Skip(1)
        select new InputProblem(again.Place.Line, $"there is a concept {again.Name} at line {same.First().Place.Line} already");
}
