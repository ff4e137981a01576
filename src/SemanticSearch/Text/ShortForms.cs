using System.Collections.Frozen;
using System.Reflection;

namespace SemanticSearch.Text;

/// <summary>Short forms and what they stand for, both ways (k8s = kubernetes), from the one list in <c>short-forms.txt</c>.</summary>
internal static class ShortForms
{
    private static readonly FrozenDictionary<string, string[][]> Meanings = Read();

    /// <summary>The longest left side, in words.</summary>
    public static int MaxWords { get; } = Meanings.Keys.Max(k => k.Count(c => c == ' ') + 1);

    /// <param name="term">Terms of one to <see cref="MaxWords"/> words, joined by spaces.</param>
    /// <returns>Other ways to say it, each as its terms; empty when none is known.</returns>
    public static string[][] Of(string term) => Meanings.GetValueOrDefault(term, []);

    private static FrozenDictionary<string, string[][]> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("SemanticSearch.Text.short-forms.txt")!;
        using var reader = new StreamReader(stream);
        var found = new Dictionary<string, List<string[]>>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('=') is not [var left, var right] || line.StartsWith('#'))
                continue;
            var shortForm = TermsOf(left);
            foreach (var meaning in right.Split(',').Select(TermsOf))
            {
                Add(found, shortForm, meaning);
                Add(found, meaning, shortForm);
            }
        }
        return found.ToFrozenDictionary(p => p.Key, p => p.Value.ToArray());
    }

    private static string[] TermsOf(string text) =>
        [.. Analyzer.Analyze(text).Where(t => t.Kind == TokenKind.Word).Select(t => t.Term)];

    private static void Add(Dictionary<string, List<string[]>> found, string[] from, string[] to)
    {
        var key = string.Join(' ', from);
        if (!found.TryGetValue(key, out var others))
            found[key] = others = [];
        others.Add(to);
    }
}
