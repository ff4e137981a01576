using SemanticSearch.Documents;
using SemanticSearch.Text;

namespace SemanticSearch.ReadingLists;

/// <summary>A link and its place -> what it means: kind, organisations, authors, parts, year.</summary>
internal static class EntryRules
{
    public static Entry Understand(PlacedLink placed)
    {
        var (link, topics) = placed;
        var address = SiteAddress.Of(link.Url);
        var byline = Byline.Read(link.Title, link.Tail);
        return new Entry
        {
            Url = link.Url,
            NormalizedUrl = UrlNormalizer.Normalize(link.Url),
            Title = link.Title,
            Topics = topics.Count == 0 ? [] : [TopicPath.Join(topics)],
            Kind = KindRules.Find(link.Title, topics, address),
            Organisations = OrganisationRules.Find(byline, address),
            Authors = byline.Authors,
            Parts = PartsRules.Find(link.Title),
            Year = YearRules.Find(link.Title, link.Tail, address),
            Line = link.Line,
        };
    }
}
