using System.Text.Json;

namespace SemanticSearch.Extraction;

/// <summary>A page of a JSONL file: <c>{id,url,html}</c>; without an id its URL is its id.</summary>
/// <param name="Page">Null when the line was refused; then <paramref name="Problem"/> says why.</param>
internal sealed record SavedPage(HtmlPage? Page, string Id, string Problem)
{
    public static SavedPage Refused(string problem) => new(null, "", problem);

    /// <summary>Never throws for what is in the line.</summary>
    public static SavedPage Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return Refused($"not a JSON object but {JsonFields.Name(document.RootElement)}");
            var fields = new JsonFields(document.RootElement);
            var url = fields.Text("url");
            var id = fields.TextOrWholeNumber("id") ?? fields.TextOrWholeNumber("_id") ?? url;
            if (id is null)
                return Refused("id is missing");
            if (fields.WrongText("html") is { } wrong)
                return Refused(wrong);
            return document.RootElement.TryGetProperty("html", out var html) && html.ValueKind == JsonValueKind.String
                ? new SavedPage(HtmlPage.OfText(html.GetString()!, url), id, "")
                : Refused("html is missing");
        }
        catch (JsonException e)
        {
            return Refused($"not JSON (byte {e.BytePositionInLine + 1})");
        }
        catch (InvalidOperationException)
        {
            return Refused("a text holds a broken \\u escape (half of a surrogate pair)");
        }
    }
}
