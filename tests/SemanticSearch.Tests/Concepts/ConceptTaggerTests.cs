using SemanticSearch.Concepts;

namespace SemanticSearch.Tests.Concepts;

public class ConceptTaggerTests
{
    private static readonly Glossary Sample = new(GlossaryReader.Read("test.md", """
        # Test
        ## Cache stampede
        aliases: dog-piling
        definition: One.
        lay:
        - everyone asks at once
        ## Sharding
        aliases: shard
        definition: Two.
        lay:
        - pieces on machines
        """.Split('\n')).Concepts);

    [Fact]
    public void A_concept_in_the_title_or_named_again_and_again_is_a_tag_and_a_mere_mention_is_none()
    {
        var tagger = new ConceptTagger(Sample);
        Assert.Equal([new ConceptTag(0, 4, -1)], tagger.Tag("Cache stampedes", [], ["Nothing here.", "A shard."]).Tags);
        Assert.Equal([new ConceptTag(1, 5, 1)], tagger.Tag("Untitled", [], ["One shard.", "Shards, a shard, the shard and sharding."]).Tags);
        Assert.Empty(tagger.Tag("Untitled", [], ["One shard and a cache stampede."]).Tags);
    }

    [Theory]
    [InlineData(5, 3_000, true)]
    [InlineData(5, 4_000, false)]
    [InlineData(4, 100, false)]
    [InlineData(11, 8_000, false)]
    [InlineData(12, 500_000, true)]
    public void A_few_mentions_make_a_tag_where_they_stand_close_together_and_many_do_anywhere(int mentions, int chars, bool isTag)
    {
        var text = string.Join(' ', Enumerable.Repeat("shard", mentions)) + new string(' ', chars);
        Assert.Equal(isTag ? 1 : 0, new ConceptTagger(Sample).Tag("Untitled", [], [text[..chars]]).Tags.Count);
    }

    [Fact]
    public void Vectors_refuse_what_only_sounds_like_the_concept()
    {
        var tagger = new ConceptTagger(Sample);
        var asked = new List<(int, int)>();
        Assert.Empty(tagger.Tag("Untitled", [], ["One shard.", "Shards, a shard, the shard and sharding."], (passage, number) =>
        {
            asked.Add((passage, number));
            return 0.05f;
        }).Tags);
        Assert.Equal([(1, 1)], asked);
        Assert.Empty(tagger.Tag("Shards", [], [], (_, _) => 0.05f).Tags);
        Assert.Single(tagger.Tag("Cache stampedes", [], [], (_, _) => 0.05f).Tags);
        Assert.Single(tagger.Tag("Untitled", [], ["Shards, a shard, a shard, the shard and sharding."], (_, _) => null).Tags);
        Assert.Single(tagger.Tag("Untitled", [], ["Shards, a shard, a shard, the shard and sharding."], (_, _) => 0.9f).Tags);
    }

    [Fact]
    public void An_article_is_most_about_what_its_title_names_less_about_its_topics_and_least_about_what_its_text_mentions()
    {
        var about = new ConceptTagger(Sample).Tag("Cache stampedes", ["Scalability > Sharding"], ["A shard."]).Degrees;
        Assert.Equal([new ConceptDegree(0, 1), new ConceptDegree(1, 0.6f)], about);
        Assert.Equal([new ConceptDegree(1, 0.1f)], new ConceptTagger(Sample).Tag("Untitled", [], ["One shard."]).Degrees);
        var often = Assert.Single(new ConceptTagger(Sample).Tag("Untitled", [], [string.Join(' ', Enumerable.Repeat("shard", 50))]).Degrees);
        Assert.InRange(often.Degree, 0.25f, 0.3f);
    }

    [Fact]
    public void Tags_are_read_as_they_were_written()
    {
        using var folder = new TemporaryDirectory();
        ConceptTagFile.Write(folder.Path, Sample, [
            new TaggedArticle([new ConceptTag(1, 70_000, 3)], [new ConceptDegree(1, 0.2f)]),
            new TaggedArticle([], []),
            new TaggedArticle([new ConceptTag(1, 5, -1), new ConceptTag(0, 4, 0)], [new ConceptDegree(1, 1)])]);
        using var file = ConceptTagFile.TryOpen(folder.Path)!;
        Assert.Equal(["Cache stampede", "Sharding"], file.Names);
        Assert.Equal(3, file.ArticleCount);
        Assert.Equal([new StoredTag(1, ushort.MaxValue, 3)], file.Tags[0].ToArray());
        Assert.True(file.Tags[1].IsEmpty);
        Assert.Equal([new StoredTag(1, 5, -1), new StoredTag(0, 4, 0)], file.Tags[2].ToArray());
        Assert.Equal((0, -1), (file.PlaceOf("CACHE stampede"), file.PlaceOf("cache")));
        Assert.Equal([0u, 2u], file.ArticlesAbout(1, out var degrees).ToArray());
        Assert.Equal([51, 255], degrees.ToArray());
        Assert.True(file.ArticlesAbout(0, out _).IsEmpty);
        Assert.Null(ConceptTagFile.TryOpen(Path.Combine(folder.Path, "nowhere")));
    }
}
