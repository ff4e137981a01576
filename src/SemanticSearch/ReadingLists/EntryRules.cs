using SemanticSearch.Documents;
using SemanticSearch.Text;

namespace SemanticSearch.ReadingLists;

/// <summary>A link and its place -> what it means: kind, organisations, authors, parts, year.</summary>
internal static class EntryRules
{
    public static Entry Understand(PlacedLink placed)
    {
        var (link, topics) = placed;
        return new Entry
        {
            Url = link.Url,
            NormalizedUrl = UrlNormalizer.Normalize(link.Url),
            Title = link.Title,
            Topics = topics.Count == 0 ? [] : [TopicPath.Join(topics)],
            Line = link.Line,
        };
    }
}
