using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>What highlighters put around code.</summary>
internal static class CodeBlocks
{
    private static readonly string[] Prefixes = ["language-", "lang-", "highlight-source-", "brush:", "sourceCode "];

    /// <summary>A gutter: nothing but numbers, one a line, each the next of the one before.</summary>
    public static bool IsLineNumbers(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || !int.TryParse(lines[0], out var number))
            return false;
        foreach (var line in lines)
        {
            if (!int.TryParse(line, out var next) || next != number++)
                return false;
        }
        return lines.Length > 1 || number == 2;
    }

    /// <summary>The language that a class of the <c>pre</c>, its <c>code</c> or the elements close around names; empty when none does.</summary>
    public static string Language(PageNode pre)
    {
        foreach (var node in new[] { pre, pre.Children.Find(child => child.Tag == "code"), pre.Parent, pre.Parent?.Parent })
        {
            if (node?.Attribute("data-lang") is { Length: > 0 } named)
                return Clean(named);
            if (node?.Attribute("class") is not { Length: > 0 } classes)
                continue;
            foreach (var prefix in Prefixes)
            {
                var at = classes.IndexOf(prefix, StringComparison.OrdinalIgnoreCase);
                if (at >= 0)
                    return Clean(classes.AsSpan(at + prefix.Length).TrimStart().ToString());
            }
        }
        return "";
    }

    private static string Clean(string name)
    {
        var end = 0;
        while (end < name.Length && (char.IsAsciiLetterOrDigit(name[end]) || name[end] is '+' or '#' or '-'))
            end++;
        var clean = name[..Math.Min(end, 20)].ToLowerInvariant();
        return clean is "plaintext" or "text" or "none" or "plain" or "default" ? "" : clean;
    }
}
