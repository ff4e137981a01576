using SemanticSearch.Concepts;
using SemanticSearch.Text;

namespace SemanticSearch.Tests.Concepts;

public class ConceptMatcherTests
{
    private const string Text = """
        # Test
        ## Cache stampede
        aliases: thundering herd, dog-piling
        definition: One.
        lay:
        - everyone asks at once
        ## Cache
        definition: Two.
        lay:
        - remember the answer
        ## Content delivery network
        aliases: CDN
        definition: Three.
        lay:
        - files near the visitors
        ## REST
        definition: Four.
        lay:
        - plain addresses
        ## Authorization
        definition: Seven.
        lay:
        - who may do what
        ## Go (language)
        definition: Eight.
        lay:
        - small programs with goroutines
        ## Partition (network)
        aliases: network split
        definition: Five.
        lay:
        - halves cannot talk
        ## Partition (data)
        definition: Six.
        lay:
        - pieces of a table
        ## High availability
        aliases: HA
        definition: Nine.
        lay:
        - it never goes away
        """;

    private static readonly Glossary Sample = new(GlossaryReader.Read("test.md", Text.Split('\n')).Concepts);

    [Theory]
    [InlineData("how to avoid cache stampedes", "Cache stampede")]
    [InlineData("Thundering Herd and dog piling", "Cache stampede")]
    [InlineData("dogpiling", "Cache stampede")]
    [InlineData("a cache, then a stampede", "Cache")]
    [InlineData("how do cdns work", "Content delivery network")]
    [InlineData("thundring herd", "Cache stampede")]
    [InlineData("network partitions", "Partition (network)", "Partition (data)")]
    [InlineData("an author asks how things go")]
    [InlineData("caching", "Cache")]
    [InlineData("what ha costs", "High availability")]
    [InlineData("who has two HAs", "High availability")]
    [InlineData("a network split", "Partition (network)")]
    [InlineData("cahce of something", "Cache")]
    [InlineData("bach of nothing")]
    [InlineData("an unrelated question")]
    [InlineData("")]
    public void A_question_finds_concepts_by_name(string question, params string[] names) =>
        Assert.Equal(names, new ConceptMatcher(Sample).Match(question, []).Select(found => found.Concept.Name));

    [Fact]
    public void A_word_that_the_index_knows_is_not_corrected() =>
        Assert.Empty(new ConceptMatcher(Sample, holdersOf: word => word == "thundring" ? 1 : 0).Match("thundring herd", []));

    [Fact]
    public void A_concept_that_was_taken_back_stays_away() =>
        Assert.Empty(new ConceptMatcher(Sample).Match("cache stampede", [], new HashSet<string>(["CACHE STAMPEDE"], StringComparer.OrdinalIgnoreCase)));

    [Theory]
    [InlineData("we use REST here", "REST")]
    [InlineData("the rest of us")]
    [InlineData("the author of a document")]
    [InlineData("Go on and go; we write it in Go today", "Go")]
    [InlineData("authorizations of an authorized author", "authorizations")]
    [InlineData("Several CDNs, one cdn", "CDNs")]
    [InlineData("A cache-stampede; thundering\nherd", "cache-stampede", "thundering\nherd")]
    public void A_text_finds_names_where_they_stand_and_short_forms_in_capitals_only(string text, params string[] found) =>
        Assert.Equal(found, Sample.Names.FindInText(text, []).Select(match => text.Substring(match.Start, match.Length)));

    [Fact]
    public void Where_a_name_stands_one_of_the_terms_stands_that_the_names_of_its_concept_begin_with()
    {
        const string Text = "A cache-stampede of caches: a cache stampede, then thundering herd cache; the CDN cache, REST cache and CDNs. Thundering herds cache partitions.";
        var all = Sample.Names.FindInText(Text, []);
        Assert.True(all.Count > 8);
        foreach (var match in all)
        {
            foreach (var concept in match.Meanings)
                Assert.Contains(new SoughtTerms(Sample.Names.Beginnings(concept)).FindIn(Text), found => found.Start == match.Start);
        }
    }

    [Fact]
    public void By_meaning_the_nearest_concept_is_probable_and_a_far_question_is_about_none()
    {
        var matcher = new ConceptMatcher(Sample, Vectors());
        var near = matcher.Match("an unrelated question", Axis(0, 0.9f));
        Assert.Equal("Cache stampede", near[0].Concept.Name);
        Assert.Null(near[0].Span);
        Assert.InRange(near[0].Probability, 0.9, 1);
        Assert.InRange(near.Sum(found => found.Probability), 0, 1);
        Assert.DoesNotContain(matcher.Match("an unrelated question", Axis(0, 0.2f)), found => found.Probability > 0.1);
    }

    [Fact]
    public void A_name_that_hardly_any_article_holds_is_meant_though_the_question_is_near_to_nothing()
    {
        double Probability(string question, int holders)
        {
            var matcher = new ConceptMatcher(Sample, Vectors(), word => word switch { "thundering" => holders, "thundring" => 0, _ => 1_000 });
            return matcher.Match(question, Axis(0, 0.2f)).Single(found => found.Concept.Name == "Cache stampede").Probability;
        }
        Assert.InRange(Probability("avoid a thundering herd", holders: 0), 0.6, 0.7);
        Assert.InRange(Probability("avoid a thundering herd", holders: 3), 0.3, 0.4);
        Assert.InRange(Probability("avoid a thundering herd", holders: 1_000), 0, 0.1);
        // It is searched as it is spelt right.
        Assert.InRange(Probability("avoid a thundring herd", holders: 1_000), 0, 0.1);
    }

    [Fact]
    public void Words_of_definition_and_lay_phrases_make_a_concept_more_probable()
    {
        var matcher = new ConceptMatcher(Sample, Vectors());
        double Probability(string question) => matcher.Match(question, Axis(2, 0.5f)).Single(found => found.Concept.Name == "Content delivery network").Probability;
        Assert.True(Probability("files near visitors") > 1.5 * Probability("things beside people"));
    }

    [Fact]
    public void Of_several_meanings_those_near_to_the_question_are_the_ones_it_names()
    {
        var found = new ConceptMatcher(Sample, Vectors()).Match("partition", Axis(7, 0.9f));
        Assert.Equal(["Partition (data)"], found.Where(concept => concept.Span is not null).Select(concept => concept.Concept.Name));
    }

    [Fact]
    public void Without_vectors_a_question_is_about_what_it_names_in_equal_parts()
    {
        var found = new ConceptMatcher(Sample).Match("cache, CDN and REST", []);
        Assert.Equal(3, found.Count);
        Assert.All(found, concept => Assert.Equal(1 / 3.0, concept.Probability, 1e-9));
    }

    [Fact]
    public void Vectors_of_a_file_are_used_under_their_text_and_the_others_are_embedded()
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, ConceptVectorFile.FileName);
        var some = Sample.Concepts.Take(4).ToList();
        var rows = ConceptVectors.Embed(some, Dimension, Embed);
        ConceptVectorFile.Write(path, "model@1", Dimension, some, rows);
        ConceptVectorFile.Write(path + ".again", "model@1", Dimension, some, rows);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(path + ".again"));

        using var file = ConceptVectorFile.TryOpen(path)!;
        var asked = new List<string>();
        var vectors = ConceptVectors.Load(Sample, Dimension, [file], (missing, target) =>
        {
            asked.AddRange(missing);
            Embed(missing, target);
        });
        Assert.Equal(("model@1", 4), (file.Model, file.Count));
        Assert.Equal(Sample.Concepts.Skip(4).SelectMany(concept => concept.Texts), asked);
        var (expected, actual) = (Vectors().Nearest(Axis(3, 0.9f), 3), vectors.Nearest(Axis(3, 0.9f), 3));
        Assert.Equal(expected.Select(near => near.Number), actual.Select(near => near.Number));
        Assert.Equal(expected[0].Similarity, actual[0].Similarity, 0.01);
        Assert.Null(ConceptVectorFile.TryOpen(path + ".missing"));
    }

    [Theory]
    [InlineData(384)]
    [InlineData(37)]
    public void Products_of_bytes_are_near_those_of_floats(int dimension)
    {
        var random = new Random(7);
        var (a, b) = (Unit(random, dimension), Unit(random, dimension));
        var (question, row) = (new short[dimension], new sbyte[dimension]);
        var dot = ByteVector.Quantise(a, question) * ByteVector.Quantise(b, row) * ByteVector.Dot(question, row);
        Assert.Equal(a.Zip(b, (x, y) => x * y).Sum(), dot, 0.01);
    }

    private const int Dimension = 16;

    private static ConceptVectors Vectors() => ConceptVectors.Load(Sample, Dimension, [], Embed);

    /// <summary>Every text of a concept lies along the axis of the concept's number.</summary>
    private static void Embed(IReadOnlyList<string> texts, Memory<float> vectors)
    {
        for (var i = 0; i < texts.Count; i++)
            vectors.Span[i * Dimension + Sample.Concepts.ToList().FindIndex(concept => concept.Texts.Contains(texts[i]))] = 1;
    }

    /// <summary>Length 1, with this much along an axis and the rest where no concept lies.</summary>
    private static float[] Axis(int axis, float share)
    {
        var vector = new float[Dimension];
        vector[axis] = share;
        vector[Dimension - 1] = MathF.Sqrt(1 - share * share);
        return vector;
    }

    private static float[] Unit(Random random, int dimension)
    {
        var vector = Enumerable.Range(0, dimension).Select(_ => (float)random.NextDouble() - 0.5f).ToArray();
        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / length)];
    }
}
