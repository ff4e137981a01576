namespace SemanticSearch.Extraction;

/// <summary>A page as it was fetched or saved.</summary>
/// <param name="Body">The bytes of the response, content encoding undone.</param>
/// <param name="Url">Where it came from; null when unknown.</param>
/// <param name="ContentType">The header of that name; null when unknown.</param>
internal sealed record HtmlPage(ReadOnlyMemory<byte> Body, string? Url = null, string? ContentType = null)
{
    /// <summary>Text that was decoded already; <see cref="Body"/> is not looked at.</summary>
    public string? Html { get; init; }

    public static HtmlPage OfText(string html, string? url = null) => new(default, url) { Html = html };
}
