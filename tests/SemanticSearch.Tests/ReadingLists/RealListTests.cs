using System.Text.Json;
using SemanticSearch.Documents;
using SemanticSearch.ReadingLists;

namespace SemanticSearch.Tests.ReadingLists;

public sealed class RealListTests
{
    [SkippableFact]
    public void The_largest_list_gives_its_898_judged_addresses_with_titles_and_topics_in_order()
    {
        var list = Parse("awesome-scalability-2024.md");
        var expected = File.ReadLines(SharedData.Path("data/reading-list-questions/corpus.jsonl")).Select(Judged.Read).ToArray();

        Assert.Equal(898, expected.Length);
        Assert.Equal(expected, list.Entries.Select(entry => new Judged(entry.Url, entry.Title, entry.Topics[0])));
        Assert.Empty(list.Warnings);
    }

    [SkippableFact]
    public void The_largest_list_has_901_links_of_which_three_are_merged()
    {
        var markdown = File.ReadAllText(SharedData.Path("reading-lists/awesome-scalability-2024.md"));
        var list = ReadingListParser.Parse(markdown);

        Assert.Equal(901, MarkdownListReader.Read(markdown).Placed.Count);
        Assert.Equal(
            ["Scalability", "Interview > Explaining Low-Level Systems (OS, Network/Protocol, Database, Storage)"],
            Find(list, "https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html").Topics);
        Assert.Equal(
            ["Scalability > Distributed Logging", "Intelligence > Big Data"],
            Find(list, "https://medium.com/@Pinterest_Engineering/scalable-and-reliable-data-ingestion-at-pinterest-b921c2ee8754").Topics);
        Assert.Equal(
            ["Scalability > NoSQL Databases > Document Databases"],
            Find(list, "https://medium.com/build-addepar/migrating-mountains-of-mongo-data-63e530539952").Topics);
    }

    [SkippableFact]
    public void The_list_of_2017_has_384_links_and_its_title_is_no_topic()
    {
        var list = Parse("awesome-scalability-2017.md");

        Assert.Equal(384, list.Entries.Count);
        Assert.DoesNotContain(list.Entries, entry => entry.Topics.Any(topic => topic.StartsWith("Awesome", StringComparison.Ordinal)));
        Assert.DoesNotContain(list.Entries, entry => entry.Title == "original inspiration");
        Assert.Equal(["What if your Back-end went slow?"], list.Guides.Select(guide => guide.Title));
        Assert.Equal(["Principles", "Talks"], list.Guides[0].Sections);
        Assert.Equal(
            ["Scalability > NoSQL > Column Databases (Cassandra, HBase, Vertica, Sybase IQ)"],
            Find(list, "https://www.slideshare.net/DataStax/cassandra-at-instagram-2016").Topics);
        Assert.Empty(list.Warnings);
    }

    [SkippableFact]
    public void The_list_without_headings_has_184_links_without_topics()
    {
        var list = Parse("awesome-scalability-2017-links.md");

        Assert.Equal(183, list.Entries.Count);
        Assert.All(list.Entries, entry => Assert.Empty(entry.Topics));
        Assert.Empty(list.Guides);
        Assert.Empty(list.Warnings);
    }

    [SkippableFact]
    public void The_largest_list_has_four_guides_that_point_at_sections()
    {
        var guides = Parse("awesome-scalability-2024.md").Guides;

        Assert.Equal(
            [
                "If your system goes slow", "If your system goes down", "If you are having a system design interview", "If you are building your dream team",
            ],
            guides.Select(guide => guide.Title));
        Assert.Equal(["Principle", "Scalability", "Performance", "Intelligence"], guides[0].Sections);
        Assert.Equal(["Availability", "Stability"], guides[1].Sections);
        Assert.Equal(["Interview", "Architecture", "Talk"], guides[2].Sections);
        Assert.Equal(["Organization"], guides[3].Sections);
        Assert.StartsWith("Understand your problems: scalability problem (fast for a single user", guides[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_built_in_list_has_898_entries_and_no_warning()
    {
        var list = ReadingListParser.Parse(BuiltInList.Markdown);

        Assert.Equal(898, list.Entries.Count);
        Assert.Empty(list.Warnings);
    }

    private static Entry Find(ReadingList list, string url) => list.Entries.Single(entry => entry.Url == url);

    private static ReadingList Parse(string name) => ReadingListParser.Parse(File.ReadAllText(SharedData.Path("reading-lists/" + name)));

    private sealed record Judged(string Url, string Title, string Topic)
    {
        public static Judged Read(string line)
        {
            using var json = JsonDocument.Parse(line);
            var topics = json.RootElement.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()!);
            return new Judged(json.RootElement.GetProperty("_id").GetString()!, json.RootElement.GetProperty("title").GetString()!, TopicPath.Join(topics));
        }
    }
}
