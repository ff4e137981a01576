using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace SemanticSearch.Extraction.Metadata;

/// <summary>The schema.org data of a page (JSON-LD): the object that describes its article, and what it says.</summary>
internal sealed partial class StructuredData
{
    private const int MaxDepth = 12;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    // Best first; a page that is only a WebPage is better than nothing.
    private static readonly string[] Types =
    [
        "NewsArticle", "BlogPosting", "TechArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle", "BackgroundNewsArticle",
        "ScholarlyArticle", "SocialMediaPosting", "LiveBlogPosting", "Article", "Report", "APIReference", "HowTo", "Recipe", "Review", "DiscussionForumPosting", "QAPage",
        "PresentationDigitalDocument", "VideoObject", "PodcastEpisode", "CreativeWork", "MediaObject", "Product", "WebPage",
    ];

    private readonly List<JsonElement> _objects = [];
    private readonly Dictionary<string, JsonElement> _byId = new(StringComparer.Ordinal);

    public static StructuredData Read(PageElements elements)
    {
        var data = new StructuredData();
        foreach (var script in elements.Named("script"))
        {
            if (script.GetAttribute("type") is { } type && type.Contains("ld+json", StringComparison.OrdinalIgnoreCase))
                data.Parse(script.TextContent);
        }
        data.Article = data.FindArticle();
        return data;
    }

    /// <summary>The object that describes the page's article; undefined when there is none.</summary>
    public JsonElement Article { get; private set; }

    /// <summary>A text of the article's object, markup and entities undone; empty when missing.</summary>
    public string Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Property(Article, name) is { } value && First(value) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } found)
                return WebUtility.HtmlDecode(found).Trim();
        }
        return "";
    }

    /// <summary>The names of the people or organisations under a property.</summary>
    public List<string> Names(string property)
    {
        var names = new List<string>();
        if (Property(Article, property) is { } value)
            AddNames(value, names, 0);
        return names;
    }

    /// <summary>A string property of the first object of a type.</summary>
    public string TextOf(string type, string name)
    {
        foreach (var item in _objects)
        {
            if (IsOfType(item, type) && Property(item, name) is { ValueKind: JsonValueKind.String } text)
                return WebUtility.HtmlDecode(text.GetString() ?? "").Trim();
        }
        return "";
    }

    private void Parse(string json)
    {
        json = json.Trim().TrimEnd(';');
        if (json.StartsWith("<!--", StringComparison.Ordinal))
            json = json[4..].Replace("-->", "", StringComparison.Ordinal);
        json = json.Replace("//<![CDATA[", "", StringComparison.Ordinal).Replace("//]]>", "", StringComparison.Ordinal)
            .Replace("<![CDATA[", "", StringComparison.Ordinal).Replace("]]>", "", StringComparison.Ordinal);
        if (!TryParse(json) && json.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0)
            TryParse(ControlCharacters().Replace(json, " "));
    }

    private bool TryParse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            Collect(document.RootElement.Clone(), 0);
            return true;
        }
        // The last is for half a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private void Collect(JsonElement value, int depth)
    {
        if (depth > MaxDepth)
            return;
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Collect(item, depth + 1);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            if (value.TryGetProperty("@type", out _))
                _objects.Add(value);
            if (value.TryGetProperty("@id", out var id) && id.ValueKind == JsonValueKind.String && value.EnumerateObject().Count() > 1)
                _byId.TryAdd(id.GetString()!, value);
            foreach (var property in value.EnumerateObject())
            {
                if (property.Name is "@graph" or "mainEntity" or "mainEntityOfPage" or "hasPart" or "video" or "author" or "publisher" or "itemListElement" or "subjectOf")
                    Collect(property.Value, depth + 1);
            }
        }
    }

    private JsonElement FindArticle()
    {
        foreach (var type in Types)
        {
            foreach (var item in _objects)
            {
                if (IsOfType(item, type))
                    return item;
            }
        }
        return default;
    }

    private static bool IsOfType(JsonElement item, string type)
    {
        if (!item.TryGetProperty("@type", out var value))
            return false;
        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && Named(one, type))
            : value.ValueKind == JsonValueKind.String && Named(value, type);
    }

    private static bool Named(JsonElement value, string type) => value.ValueEquals(type) || value.GetString()!.EndsWith("schema.org/" + type, StringComparison.Ordinal);

    private void AddNames(JsonElement value, List<string> names, int depth)
    {
        if (depth > 4)
            return;
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                names.Add(WebUtility.HtmlDecode(value.GetString()!));
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    AddNames(item, names, depth + 1);
                break;
            case JsonValueKind.Object:
                if (value.TryGetProperty("name", out var name))
                    AddNames(name, names, depth + 1);
                else if (value.TryGetProperty("@id", out var id) && id.ValueKind == JsonValueKind.String && _byId.TryGetValue(id.GetString()!, out var referred))
                    AddNames(referred, names, depth + 1);
                break;
        }
    }

    private static JsonElement First(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 ? value[0] : value;

    private static JsonElement? Property(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) ? value : null;

    [GeneratedRegex(@"[\x00-\x1F]+")]
    private static partial Regex ControlCharacters();
}
