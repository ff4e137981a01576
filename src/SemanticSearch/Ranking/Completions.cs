namespace SemanticSearch.Ranking;

/// <summary>
/// Completes what is being typed to known names (topics, organisations, titles): names that begin with it first, then names of which a
/// word begins with it; within each, in the order given. Immutable; compares without case.
/// </summary>
internal sealed class Completions(IReadOnlyList<string> names)
{
    /// <summary>Longer beginnings match no name that anybody wants completed.</summary>
    public const int MaxPrefixChars = 100;

    public IReadOnlyList<string> Of(string prefix, int top)
    {
        var wanted = prefix.Trim();
        if (wanted.Length == 0 || wanted.Length > MaxPrefixChars || top <= 0)
            return [];
        var leading = new List<string>();
        var inside = new List<string>();
        foreach (var name in names)
        {
            if (name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
                leading.Add(name);
            else if (inside.Count < top && HasWordAt(name, wanted))
                inside.Add(name);
            if (leading.Count == top)
                break;
        }
        return [.. leading.Concat(inside).Take(top)];
    }

    private static bool HasWordAt(string name, string wanted)
    {
        for (var at = name.IndexOf(wanted, StringComparison.OrdinalIgnoreCase); at > 0; at = name.IndexOf(wanted, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (!char.IsLetterOrDigit(name[at - 1]))
                return true;
        }
        return false;
    }
}
