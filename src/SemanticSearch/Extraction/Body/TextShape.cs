using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>Counts over the characters of a text block.</summary>
/// <param name="Words">Runs of letters and digits; of scripts without blanks, half the characters.</param>
/// <param name="Letters">Characters that are not white space.</param>
/// <param name="LinkLetters">Those of them inside links.</param>
/// <param name="Capitalised">Words with a capital at the start.</param>
/// <param name="Marks">Commas, full stops and the like.</param>
internal readonly record struct TextShape(int Words, int Letters, int LinkLetters, int Capitalised, int Digits, int Upper, int Marks, bool EndsSentence)
{
    public float LinkDensity => Letters == 0 ? 0 : (float)LinkLetters / Letters;

    public static TextShape Of(string text, int linkLetters)
    {
        int words = 0, letters = 0, capitalised = 0, digits = 0, upper = 0, marks = 0, unspaced = 0;
        var inWord = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                inWord = false;
                continue;
            }
            letters++;
            if (c >= '\u2E80' && char.IsLetter(c) && IsUnspaced(c))
            {
                unspaced++;
                inWord = false;
            }
            else if (char.IsLetterOrDigit(c))
            {
                if (!inWord)
                {
                    words++;
                    capitalised += char.IsUpper(c) ? 1 : 0;
                }
                inWord = true;
                digits += char.IsDigit(c) ? 1 : 0;
                upper += char.IsUpper(c) ? 1 : 0;
            }
            else
            {
                inWord = inWord && c is '\'' or '’' or '-';
                marks += c is ',' or '.' or ';' or ':' or '?' or '!' or '，' or '。' or '、' or '؛' or '،' or '।' ? 1 : 0;
            }
        }
        return new TextShape(words + (unspaced + 1) / 2, letters, Math.Min(linkLetters, letters), capitalised, digits, upper, marks, EndsLikeSentence(text));
    }

    /// <summary>Han, kana, and Thai are written without blanks; Hangul is not.</summary>
    private static bool IsUnspaced(char c) => c is (>= '\u2E80' and < '\uAC00') or (>= '\uF900' and <= '\uFAFF');

    private static bool EndsLikeSentence(string text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] is '.' or '!' or '?' or ':' or ';' or '…' or '。' or '！' or '？' or '।' or '؟')
                return true;
            if (!char.IsWhiteSpace(text[i]) && text[i] is not ('"' or '\'' or ')' or ']' or '”' or '’' or '»' or '」' or '*'))
                return false;
        }
        return false;
    }
}
