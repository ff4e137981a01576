using System.Text;
using SemanticSearch.Text;

namespace SemanticSearch.Chat;

/// <summary>
/// Finds a quote in a text: word for word, case kept. Only runs of white space and the shapes of quotation marks may differ, which models do not keep; a quote
/// begins and ends where words do ("safe to share" is not said by "unsafe to share").
/// </summary>
internal sealed class VerbatimQuote
{
    /// <summary>Less is said by chance and proves nothing.</summary>
    public const int MinChars = 20;

    /// <summary>As <see cref="MinChars"/>; of words that tell something.</summary>
    public const int MinContentWords = 2;

    private readonly string _folded;

    /// <summary>Where each character of <see cref="_folded"/> stands in the text.</summary>
    private readonly List<int> _places = [];

    public VerbatimQuote(string text) => _folded = Fold(text, _places);

    /// <summary>The place of the quote in the text; null where it is not there, or too short to prove anything.</summary>
    public (int Start, int Length)? Find(string quote)
    {
        var wanted = Fold(quote, []);
        if (wanted.Length < MinChars || Analyzer.ContentWords(wanted).Take(MinContentWords).Count() < MinContentWords)
            return null;
        for (var at = _folded.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = _folded.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            var end = at + wanted.Length;
            if (IsBorder(at) && IsBorder(end))
                return (_places[at], _places[end - 1] + 1 - _places[at]);
        }
        return null;
    }

    /// <summary>Whether no word goes on across <paramref name="at"/>.</summary>
    private bool IsBorder(int at) => at == 0 || at == _folded.Length || !IsOfWord(_folded[at - 1]) || !IsOfWord(_folded[at]);

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) && c < FirstWithoutBlanks;

    /// <summary>From here on stand the scripts that are written without blanks between words.</summary>
    private const char FirstWithoutBlanks = '\u2E80';

    private static string Fold(string text, List<int> places)
    {
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = char.IsWhiteSpace(text[i]) ? ' ' : text[i] is '“' or '”' ? '"' : text[i] is '‘' or '’' ? '\'' : text[i];
            if (c == ' ' && (folded.Length == 0 || folded[^1] == ' '))
                continue;
            folded.Append(c);
            places.Add(i);
        }
        if (folded.Length > 0 && folded[^1] == ' ')
            folded.Length--;
        return folded.ToString();
    }
}
