using SemanticSearch.Concepts;
using SemanticSearch.Embedding;
using SemanticSearch.ReadingLists;

namespace SemanticSearch.Tests.Concepts;

/// <summary>The glossary that ships keeps its own rules.</summary>
public class GlossaryTests
{
    [Fact]
    public void Every_file_is_read_without_a_problem() =>
        Assert.Empty(Glossary.ReadBuiltIn().SelectMany(file => file.Problems.Select(problem => $"{file.Name}:{problem.Line}: {problem.Message}")));

    [Fact]
    public void There_are_at_least_a_thousand_concepts_of_at_least_30_areas()
    {
        Assert.True(Glossary.BuiltIn.Concepts.Count >= 1_000);
        Assert.True(Glossary.BuiltIn.Concepts.Select(concept => concept.Place.Area).Distinct().Count() >= 30);
    }

    [Fact]
    public void Names_are_unique() =>
        Assert.Equal(Glossary.ReadBuiltIn().Sum(file => file.Concepts.Count), Glossary.BuiltIn.Concepts.Count);

    [Fact]
    public void Lengths_links_names_phrases_and_definitions_are_as_a_reviewer_wants_them()
    {
        var findings = GlossaryCheck.Of(Glossary.BuiltIn);
        Assert.True(findings.Count == 0, string.Join('\n', findings.Select(finding => $"{finding.Place}: {finding.Message}")));
    }

    [Fact]
    public void Every_topic_of_the_list_that_ships_has_a_concept()
    {
        var topics = ReadingListParser.Parse(BuiltInList.Markdown).Entries.SelectMany(entry => entry.Topics).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(topics);
        Assert.Empty(topics.Where(topic => !Glossary.BuiltIn.OfTopic(topic).Any()).Order(StringComparer.Ordinal));
        Assert.Empty(Glossary.BuiltIn.Concepts.SelectMany(concept => concept.Topics).Where(topic => !topics.Contains(topic)).Distinct());
    }

    [Fact]
    public void The_vectors_that_ship_are_those_of_the_model_and_of_every_text()
    {
        var folder = InstalledModels.Find(InstalledModels.DefaultName);
        using var file = ConceptVectorFile.TryOpen(Path.Combine(folder, ConceptVectorFile.FileName));
        Assert.NotNull(file);
        Assert.Equal(ModelManifest.Load(folder).Identity, file.Model);
        // Otherwise: dotnet run -c Release --project benchmarks/SemanticSearch.Benchmarks -- pack-glossary
        Assert.Empty(Glossary.BuiltIn.Concepts.Where(concept => !file.Has(concept)).Select(concept => concept.Name));
    }
}
