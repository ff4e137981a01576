using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Crawling;

/// <summary>What became of one page: its new row, what was received on the way, and its content where that is new.</summary>
internal sealed class Visit(PageRecord page, VisitRecord record) : IDisposable
{
    /// <summary>The row to store; its place in the archive is known once <see cref="Exchanges"/> are written.</summary>
    public PageRecord Page { get; set; } = page;

    /// <summary>In the order received.</summary>
    public IReadOnlyList<EncodedExchange> Exchanges => record.Exchanges;

    public IReadOnlyList<RobotsRecord> Robots => record.Robots;

    /// <summary>Which of <see cref="Exchanges"/> holds the page's content; null when there is none, or none that is new.</summary>
    public int? ContentIndex { get; init; }

    /// <summary>New content; null when there is none.</summary>
    public FetchedPage? Content { get; init; }

    /// <summary>Set by whoever reads <see cref="Content"/>.</summary>
    public Article? Article { get; set; }

    /// <summary>Frees the place of a long body.</summary>
    public void Dispose() => record.LongBody.Dispose();
}
