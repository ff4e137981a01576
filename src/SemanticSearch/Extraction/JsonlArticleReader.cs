using System.Text.Json;
using SemanticSearch.Documents;
using SemanticSearch.Text;

namespace SemanticSearch.Extraction;

/// <summary>
/// One line of a JSONL file -> an article. The fields are those of the BEIR corpus layout (<c>_id</c>, <c>title</c>,
/// <c>text</c>, <c>metadata</c>) and our own beside them: <c>url, topics, organisations, site, kind, published, year,
/// authors, tags, license</c>. What is not said at the top is looked for in <c>metadata</c>. Unknown fields are passed over.
/// </summary>
internal static class JsonlArticleReader
{
    /// <summary>Longest id; a longer one is taken for a mistake.</summary>
    public const int MaxIdChars = 4_000;

    /// <summary>Never throws for what is in the line.</summary>
    /// <param name="utf8">One JSON object.</param>
    public static JsonlArticle Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return JsonlArticle.Refused($"not a JSON object but {JsonFields.Name(document.RootElement)}");
            return Read(new JsonFields(document.RootElement));
        }
        catch (JsonException e)
        {
            return JsonlArticle.Refused($"not JSON ({Reason(e)})");
        }
        catch (InvalidOperationException)
        {
            // The one thing that a parsed value still throws for: an escape that names half of a surrogate pair.
            return JsonlArticle.Refused("a text holds a broken \\u escape (half of a surrogate pair)");
        }
    }

    private static JsonlArticle Read(JsonFields fields)
    {
        if (Required(fields, "_id", out var id) is { } noId)
            return JsonlArticle.Refused(noId);
        if (id.Length > MaxIdChars)
            return JsonlArticle.Refused($"_id has {id.Length:N0} characters, more than {MaxIdChars:N0}");
        foreach (var name in new[] { "url", "title", "text" })
        {
            if (fields.WrongText(name) is { } wrong)
                return JsonlArticle.Refused(wrong);
        }
        var url = Address(fields, id);
        var text = fields.Verbatim("text") ?? "";
        var published = PublishedDate.Read(fields.Text("published") ?? fields.Text("date"));
        var article = new Article
        {
            Id = id,
            Url = url,
            Title = Title(fields.Text("title"), text, url ?? id),
            Text = text,
            Topics = Topics(fields),
            Organisations = fields.Names("organisations", "organizations", "organisation", "organization", "org"),
            Authors = fields.Names("authors", "author"),
            Tags = fields.Names("tags", "keywords"),
            Kind = KindName.Read(fields.Text("kind")),
            Site = SiteName(fields.Text("site")) ?? UrlNormalizer.Site(url),
            Published = published.Date,
            Year = published.Year ?? fields.Year("year"),
            License = fields.Text("license"),
        };
        return new JsonlArticle(article, fields.Doubts);
    }

    private static string? Required(JsonFields fields, string name, out string value)
    {
        value = fields.TextOrWholeNumber(name) ?? "";
        return value.Length > 0 ? null : fields.WrongText(name) ?? $"{name} is missing";
    }

    private static string? Address(JsonFields fields, string id)
    {
        var url = fields.Text("url");
        if (url is null)
            return UrlNormalizer.IsWebAddress(id) ? id : null;
        if (UrlNormalizer.IsWebAddress(url))
            return url;
        fields.Doubt("url is no http or https address and was left out");
        return null;
    }

    private static string? SiteName(string? host)
    {
        var name = host?.ToLowerInvariant();
        return name?.StartsWith("www.", StringComparison.Ordinal) == true ? name[4..] : name;
    }

    // One line. A document without a title is shown by its first words.
    private static string Title(string? title, string text, string fallback)
    {
        const int maxChars = 100;
        if (title is not null)
            return string.Join(' ', title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var first = text.AsSpan().TrimStart();
        var end = first.IndexOfAny('\r', '\n');
        first = (end < 0 ? first : first[..end]).TrimStart("# ").TrimEnd();
        if (first.IsEmpty)
            return fallback;
        if (first.Length <= maxChars)
            return first.ToString();
        var cut = first[..maxChars].LastIndexOf(' ');
        return $"{first[..(cut > 0 ? cut : maxChars - 1)].TrimEnd()}…";
    }

    // One array is one path of names, unless a name is a written path itself; an array of arrays is several paths.
    private static string[] Topics(JsonFields fields)
    {
        var paths = fields.NameLists("topics");
        if (paths is [var only] && only.Any(name => name.Contains(TopicPath.Separator, StringComparison.Ordinal)))
            paths = [.. only.Select(TopicPath.Split)];
        return [.. paths.Where(path => path.Length > 0).Select(TopicPath.Join).Distinct(StringComparer.Ordinal)];
    }

    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return $"{(end > 0 ? e.Message[..end] : e.Message).TrimEnd('.')}, byte {e.BytePositionInLine + 1}";
    }
}

/// <param name="Article">null when the line was refused.</param>
/// <param name="Problems">Why it was refused, or which fields were left out.</param>
internal sealed record JsonlArticle(Article? Article, IReadOnlyList<string> Problems)
{
    public static JsonlArticle Refused(string problem) => new(null, [problem]);
}
