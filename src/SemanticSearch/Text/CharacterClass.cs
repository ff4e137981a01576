using System.Globalization;

namespace SemanticSearch.Text;

/// <summary>What a UTF-16 code unit is to the tokenizer.</summary>
internal enum CharacterClass : byte
{
    /// <summary>Ends a word.</summary>
    Other = 0,
    Lower,
    Upper,
    Digit,

    /// <summary>A letter, mark or surrogate of any other script that writes spaces between words.</summary>
    OtherLetter,

    /// <summary>A character of a script without spaces (Chinese, Japanese, Thai and its neighbours): indexed by pairs.</summary>
    Unspaced,
}

internal static class CharacterClasses
{
    private static readonly CharacterClass[] Ascii = BuildAscii();

    public static CharacterClass Of(char c) => c < 128 ? Ascii[c] : OfUnicode(c);

    public static bool IsWord(char c) => Of(c) is not CharacterClass.Other;

    /// <summary>A character that a word of a spaced script can consist of.</summary>
    public static bool IsSpacedWord(char c) => Of(c) is not CharacterClass.Other and not CharacterClass.Unspaced;

    private static CharacterClass OfUnicode(char c)
    {
        if (IsUnspaced(c))
            return CharacterClass.Unspaced;
        if (CharacterFolding.IsDropped(c))
            return CharacterClass.OtherLetter;
        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => CharacterClass.Upper,
            UnicodeCategory.LowercaseLetter => CharacterClass.Lower,
            UnicodeCategory.DecimalDigitNumber => CharacterClass.Digit,
            UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.LetterNumber => CharacterClass.OtherLetter,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => CharacterClass.OtherLetter,
            UnicodeCategory.OtherNumber => CharacterClass.Digit,
            UnicodeCategory.Surrogate when !IsPictureLead(c) => CharacterClass.OtherLetter,
            _ => CharacterClass.Other,
        };
    }

    /// <summary>Surrogates that lead emoji and other pictures (plane 1 from U+1F000 on).</summary>
    private static bool IsPictureLead(char c) => c is >= '\uD83C' and <= '\uD83F';

    /// <summary>Code blocks of scripts without spaces. Surrogates D840 to D88F lead the supplementary ideographs (planes 2 and 3).</summary>
    private static bool IsUnspaced(char c) => c is
        (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF')
        or (>= '\u3005' and <= '\u3007') or (>= '\u3041' and <= '\u30FF' and not '\u30FB') or (>= '\u31F0' and <= '\u31FF')
        or (>= '\u3400' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF')
        or (>= '\uFF66' and <= '\uFF9F') or (>= '\uD840' and <= '\uD88F');

    private static CharacterClass[] BuildAscii()
    {
        var classes = new CharacterClass[128];
        for (var c = 0; c < 128; c++)
        {
            classes[c] = c is >= 'a' and <= 'z' ? CharacterClass.Lower
                : c is >= 'A' and <= 'Z' ? CharacterClass.Upper
                : c is >= '0' and <= '9' ? CharacterClass.Digit
                : CharacterClass.Other;
        }
        return classes;
    }
}
