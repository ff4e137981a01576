namespace SemanticSearch.ReadingLists;

/// <summary>Text that was meant to be a link and is none: what a Markdown parser leaves as plain text.</summary>
internal static class BrokenLink
{
    /// <summary>What is wrong with the text of an item that holds no link at all; null when nothing looks like one.</summary>
    public static string? InText(string text)
    {
        if (text.Contains("](", StringComparison.Ordinal))
            return "broken link: the URL is not closed by ')', or it holds a space or an odd parenthesis";
        var trimmed = text.AsSpan().TrimStart();
        if (!trimmed.StartsWith("["))
            return null;
        return trimmed.Contains(']') ? "broken link: the text in brackets has no URL" : "broken link: '[' is never closed";
    }

    /// <summary>The same for the text in front of a bare address, which is then the rest of the broken link.</summary>
    public static string? BeforeAddress(string text)
    {
        var trimmed = text.AsSpan().TrimEnd();
        if (!trimmed.EndsWith("(") && !trimmed.EndsWith("(<") && !trimmed.EndsWith("["))
            return null;
        var inside = trimmed.TrimEnd("(<").TrimEnd();
        if (trimmed.EndsWith("[") || !inside.ContainsAny('[', ']'))
            return null;
        if (!inside.EndsWith("]"))
            return inside.LastIndexOf('[') > inside.LastIndexOf(']') ? "broken link: '[' is never closed" : null;
        return inside.Length < trimmed.TrimEnd("(<").Length
            ? "broken link: a space stands between ']' and '('"
            : InText("](");
    }

    /// <summary>More opened than closed.</summary>
    public static bool HasOpenBracket(string text) => text.AsSpan().Count('[') > text.AsSpan().Count(']');
}
