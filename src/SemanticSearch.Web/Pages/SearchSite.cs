using Microsoft.AspNetCore.Http;
using SemanticSearch.Documents;
using SemanticSearch.Web.Requests;

namespace SemanticSearch.Web.Pages;

/// <summary>What the pages draw on. The guides are looked up once for each generation.</summary>
/// <param name="dataDirectory">Of the engine; its library is read anew for every page about the crawl.</param>
/// <param name="writer">null: no chat model is configured.</param>
internal sealed class SearchSite(LiveSearch live, ConceptGuide concepts, string dataDirectory, AnswerWriter? writer)
{
    private readonly Lazy<IReadOnlyList<ReadingGuide>> _guides = new(() => Importer.ReadList().Guides);
    private GuidesOfGeneration? _found;

    /// <summary>The glossary; the same for every generation.</summary>
    public ConceptGuide Concepts => concepts;

    /// <summary>The engine for one request.</summary>
    public EngineLease Use() => live.Use();

    /// <summary>The chat model that writes answers; null where there is none.</summary>
    public string? ChatModel => writer?.Model;

    /// <summary>
    /// What a search finds, with an answer in a chat model's words where the address asks for one. Only a request of this site's own pages, of a program or of
    /// somebody who types may ask: another site's page must not spend the tokens of whoever reads it.
    /// </summary>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public async Task<(SearchResponse Response, IndexStatus Status)> SearchAsync(SearchAddress address, HttpRequest request, CancellationToken cancel)
    {
        var (response, status) = Search(address);
        if (!address.Prose || HttpMethods.IsHead(request.Method))
            return (response, status);
        if (writer is null)
            return (WithNote(response, "No chat model is configured here: start `semsearch serve` with --chat FILE."), status);
        if (request.Headers["Sec-Fetch-Site"] == "cross-site")
            return (WithNote(response, "No answer is written for pages of other sites: ask for it here."), status);
        return (await writer.WriteAsync(response, cancel), status);
    }

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

    /// <summary>The lease ends here: a model takes seconds, and an engine need not stay open for it.</summary>
    private (SearchResponse Response, IndexStatus Status) Search(SearchAddress address)
    {
        using var lease = Use();
        return (lease.Engine.Search(address.ToRequest()), lease.Engine.Status);
    }

    private SearchResponse WithNote(SearchResponse response, string note) =>
        response with { Answer = response.Answer with { Prose = new AnswerProse(ChatModel ?? "", []) { Note = note } } };

    private List<ReadingGuide> FindGuides(SearchEngine engine) =>
        [.. _guides.Value
            .Select(guide => guide with { Sections = [.. guide.Sections.Where(topic => HasArticles(engine, topic))] })
            .Where(guide => guide.Sections.Count > 0)];

    private static bool HasArticles(SearchEngine engine, string topic) =>
        engine.Search(new SearchRequest { Query = "", Top = 1, Filter = new SearchFilter { Topics = [topic] } }).Total > 0;

    private sealed record GuidesOfGeneration(string Generation, IReadOnlyList<ReadingGuide> Guides);
}
