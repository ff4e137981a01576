namespace SemanticSearch.Extraction.Metadata;

/// <summary>The <c>meta</c> tags of a page by name or property, in lower case, first wins.</summary>
internal sealed class MetaTags
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    public MetaTags(PageElements elements)
    {
        foreach (var meta in elements.Named("meta"))
        {
            if (meta.GetAttribute("content") is not { } content || string.IsNullOrWhiteSpace(content))
                continue;
            // One tag may carry several names: property="og:title twitter:title".
            foreach (var attribute in new ReadOnlySpan<string>(["property", "name", "itemprop", "http-equiv"]))
            {
                foreach (var name in (meta.GetAttribute(attribute) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    Add(name.ToLowerInvariant().Replace('.', ':'), content.Trim());
            }
        }
    }

    /// <summary>The first value of the first of these names that has one; names are written with colons, never dots. Empty when there is none.</summary>
    public string First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_values.TryGetValue(name, out var values))
                return values[0];
        }
        return "";
    }

    /// <summary>All values of the first of these names that has any.</summary>
    public IReadOnlyList<string> All(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_values.TryGetValue(name, out var values))
                return values;
        }
        return [];
    }

    private void Add(string name, string content)
    {
        if (!_values.TryGetValue(name, out var values))
            _values[name] = values = [];
        values.Add(content);
    }
}
