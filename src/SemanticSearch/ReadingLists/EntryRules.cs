using SemanticSearch.Documents;
using SemanticSearch.Text;

namespace SemanticSearch.ReadingLists;

/// <summary>A link and its place -> what it means: kind, organisations, authors, parts, year.</summary>
internal static class EntryRules
{
    public static Entry Understand(PlacedLink placed)
    {
        var (link, topics) = placed;
        var byline = Byline.Read(link.Title, link.Tail);
        return new Entry
        {
            Url = link.Url,
            NormalizedUrl = UrlNormalizer.Normalize(link.Url),
            Title = link.Title,
            Topics = topics.Count == 0 ? [] : [TopicPath.Join(topics)],
            Kind = KindRules.Find(link.Title, topics, link.Url),
            Organisations = OrganisationRules.Find(byline, link.Url),
            Authors = byline.Authors,
            Parts = PartsRules.Find(link.Title),
            Year = YearRules.Find(link.Title, link.Tail, link.Url),
            Line = link.Line,
        };
    }
}
