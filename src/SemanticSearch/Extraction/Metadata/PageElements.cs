using AngleSharp.Dom;

namespace SemanticSearch.Extraction.Metadata;

/// <summary>
/// The elements that tell of a page, in its order, found in one walk. Selectors would say the same in fewer words, but each of them
/// is parsed and walks the page anew, and there are twenty.
/// </summary>
internal sealed class PageElements
{
    private readonly Dictionary<string, List<IElement>> _named = new(StringComparer.Ordinal)
    {
        ["meta"] = [],
        ["script"] = [],
        ["link"] = [],
        ["h1"] = [],
        ["time"] = [],
        ["a"] = [],
    };

    private PageElements()
    {
    }

    /// <summary>Elements with a class.</summary>
    public List<IElement> Classed { get; } = [];

    /// <summary>Elements with an <c>itemprop</c>.</summary>
    public List<IElement> Properties { get; } = [];

    public static PageElements Find(IDocument document)
    {
        var found = new PageElements();
        found.Add(document.DocumentElement);
        return found;
    }

    /// <param name="tag">One of meta, script, link, h1, time, a.</param>
    public List<IElement> Named(string tag) => _named[tag];

    /// <summary>Whether an attribute that is a list of words holds this one.</summary>
    public static bool Has(IElement element, string attribute, string word, StringComparison comparison = StringComparison.Ordinal)
    {
        var value = element.GetAttribute(attribute).AsSpan();
        foreach (var range in value.SplitAny(" \t\n\f\r"))
        {
            if (value[range].Equals(word, comparison))
                return true;
        }
        return false;
    }

    /// <summary>Whether it holds one of them.</summary>
    public static bool HasOne(IElement element, string attribute, params ReadOnlySpan<string> words)
    {
        var value = element.GetAttribute(attribute).AsSpan();
        foreach (var range in value.SplitAny(" \t\n\f\r"))
        {
            foreach (var word in words)
            {
                if (value[range].SequenceEqual(word))
                    return true;
            }
        }
        return false;
    }

    public static bool IsWithin(IElement element, Func<IElement, bool> wanted)
    {
        for (var around = element.ParentElement; around is not null; around = around.ParentElement)
        {
            if (wanted(around))
                return true;
        }
        return false;
    }

    // Recursion is safe: the parser bounds the depth.
    private void Add(IElement element)
    {
        if (_named.TryGetValue(element.LocalName, out var named))
            named.Add(element);
        if (element.HasAttribute("class"))
            Classed.Add(element);
        if (element.HasAttribute("itemprop"))
            Properties.Add(element);
        // By index: a node's NextSibling looks for the node among all its siblings.
        var children = element.ChildNodes;
        for (var i = 0; i < children.Length; i++)
        {
            if (children[i] is IElement inner)
                Add(inner);
        }
    }
}
