using SemanticSearch.Documents;

namespace SemanticSearch.Web.Pages;

/// <summary>What the pages draw on. The guides are looked up once for each generation.</summary>
/// <param name="dataDirectory">Of the engine; its library is read anew for every page about the crawl.</param>
internal sealed class SearchSite(LiveSearch live, ConceptGuide concepts, string dataDirectory)
{
    private readonly Lazy<IReadOnlyList<ReadingGuide>> _guides = new(() => Importer.ReadList().Guides);
    private GuidesOfGeneration? _found;

    /// <summary>The glossary; the same for every generation.</summary>
    public ConceptGuide Concepts => concepts;

    /// <summary>The engine for one request.</summary>
    public EngineLease Use() => live.Use();

    /// <summary>Why a newer index than the one that answers cannot be opened; null while all is well.</summary>
    public string? Problem => live.Problem;

    /// <summary>Its library is read anew for every page about the crawl.</summary>
    public string DataDirectory { get; } = dataDirectory;

    /// <summary>The built-in reading list's guides, as far as this index holds articles of the sections that they point at.</summary>
    public IReadOnlyList<ReadingGuide> GuidesOf(SearchEngine engine)
    {
        var found = _found;
        if (found?.Generation != engine.Status.Generation)
            _found = found = new GuidesOfGeneration(engine.Status.Generation, FindGuides(engine));
        return found.Guides;
    }

    /// <summary>Does once what the first visitor would wait for: reading the list for its guides.</summary>
    public void WarmUp()
    {
        using var lease = Use();
        _ = GuidesOf(lease.Engine);
    }

    private List<ReadingGuide> FindGuides(SearchEngine engine) =>
        [.. _guides.Value
            .Select(guide => guide with { Sections = [.. guide.Sections.Where(topic => HasArticles(engine, topic))] })
            .Where(guide => guide.Sections.Count > 0)];

    private static bool HasArticles(SearchEngine engine, string topic) =>
        engine.Search(new SearchRequest { Query = "", Top = 1, Filter = new SearchFilter { Topics = [topic] } }).Total > 0;

    private sealed record GuidesOfGeneration(string Generation, IReadOnlyList<ReadingGuide> Guides);
}
