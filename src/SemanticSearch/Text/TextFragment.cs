using System.Buffers;

namespace SemanticSearch.Text;

/// <summary>A link that opens a page at a sentence: url#:~:text=start,end (WICG, Scroll To Text Fragment). A browser that does not know it opens the page.</summary>
internal static class TextFragment
{
    /// <summary>Words at either end: enough to be found once, few enough to survive a link or an emphasis in the middle.</summary>
    private const int EndWords = 4;

    /// <summary>Fewer words in a row stand in many places.</summary>
    private const int MinWords = 3;

    private static readonly SearchValues<char> Markup = SearchValues.Create("[]*_`<>|\\^#");

    private const string Directive = ":~:text=";

    /// <returns><paramref name="url"/> as it is where the sentence has no run of words that a page shows as the text has them.</returns>
    public static string Of(string url, string sentence)
    {
        var words = sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var first = Array.FindIndex(words, IsPlain);
        while (first >= 0 && PlainFrom(words, first) < MinWords)
            first = Array.FindIndex(words, first + PlainFrom(words, first), IsPlain);
        if (first < 0)
            return url;
        var start = words[first..(first + Math.Min(EndWords, PlainFrom(words, first)))];
        var end = words.Length - EndWords;
        while (end >= first + start.Length && PlainFrom(words, end) < EndWords)
            end--;
        var text = Encoded(start) + (end < first + start.Length ? "" : $",{Encoded(words[end..(end + EndWords)])}");
        return url + (url.Contains('#', StringComparison.Ordinal) ? "" : "#") + Directive + text;
    }

    /// <summary>The page that such a link opens.</summary>
    public static string PageOf(string link) => link.IndexOf(Directive, StringComparison.Ordinal) is >= 0 and var at ? link[..at].TrimEnd('#') : link;

    /// <summary>How many words from here on carry no markup.</summary>
    private static int PlainFrom(string[] words, int at)
    {
        var count = 0;
        while (at + count < words.Length && IsPlain(words[at + count]))
            count++;
        return count;
    }

    private static bool IsPlain(string word) => !word.AsSpan().ContainsAny(Markup);

    /// <summary>The dash, the comma and the ampersand are the syntax's own; escaping leaves only the dash.</summary>
    private static string Encoded(string[] words) => Uri.EscapeDataString(string.Join(' ', words)).Replace("-", "%2D", StringComparison.Ordinal);
}
