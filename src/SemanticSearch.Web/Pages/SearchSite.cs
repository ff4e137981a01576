using SemanticSearch.Documents;

namespace SemanticSearch.Web.Pages;

/// <summary>What the pages draw on.</summary>
internal sealed record SearchSite(SearchEngine Engine, IReadOnlyList<ReadingGuide> Guides);
