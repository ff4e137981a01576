using SemanticSearch.Documents;

namespace SemanticSearch.Web.Pages;

/// <summary>What the pages draw on. The guides are looked up once: an engine keeps its generation.</summary>
internal sealed class SearchSite
{
    private readonly Lazy<IReadOnlyList<ReadingGuide>> _guides;

    /// <param name="dataDirectory">Of the engine; its library is read anew for every page about the crawl.</param>
    public SearchSite(SearchEngine engine, string dataDirectory)
    {
        Engine = engine;
        DataDirectory = dataDirectory;
        _guides = new Lazy<IReadOnlyList<ReadingGuide>>(FindGuides);
    }

    public SearchEngine Engine { get; }

    public string DataDirectory { get; }

    /// <summary>The built-in reading list's guides, as far as this index holds articles of the sections that they point at.</summary>
    public IReadOnlyList<ReadingGuide> Guides => _guides.Value;

    /// <summary>Does once what the first visitor would wait for: reading the list for its guides, and the first search of the process.</summary>
    public void WarmUp()
    {
        Engine.Search(new SearchRequest { Query = "where to begin" });
        _ = Guides;
    }

    private List<ReadingGuide> FindGuides() =>
        [.. Importer.ReadList().Guides
            .Select(guide => guide with { Sections = [.. guide.Sections.Where(HasArticles)] })
            .Where(guide => guide.Sections.Count > 0)];

    private bool HasArticles(string topic) =>
        Engine.Search(new SearchRequest { Query = "", Top = 1, Filter = new SearchFilter { Topics = [topic] } }).Total > 0;
}
