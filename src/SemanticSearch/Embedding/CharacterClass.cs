using System.Globalization;
using System.Text;

namespace SemanticSearch.Embedding;

/// <summary>The kinds of character that BERT's text preparation tells apart (Devlin et al. 2018, uncased models).</summary>
internal static class CharacterClass
{
    /// <summary>Tab, line feed, carriage return and Unicode's space, line and paragraph separators. Other control characters are no space.</summary>
    public static bool IsSpace(Rune rune)
    {
        if (rune.Value is ' ' or '\t' or '\n' or '\r')
            return true;
        if (rune.IsAscii)
            return false;
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
    }

    /// <summary>Characters that vanish: controls, format characters (zero-width, soft hyphen), private use, NUL and the replacement character.</summary>
    public static bool IsRemoved(Rune rune)
    {
        if (rune.IsAscii)
            return rune.Value is < ' ' or 0x7F;
        return rune.Value == 0xFFFD
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse;
    }

    public static bool IsNonspacingMark(Rune rune) => !rune.IsAscii && Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;

    /// <summary>A piece of its own. All ASCII signs count, also those that Unicode calls symbols ("$", "+", "^").</summary>
    public static bool IsPunctuation(Rune rune)
    {
        if (rune.IsAscii)
            return rune.Value is (> ' ' and < '0') or (> '9' and < 'A') or (> 'Z' and < 'a') or (> 'z' and < 0x7F);
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation
            or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
            or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation;
    }

    /// <summary>Han ideographs stand alone; kana and Hangul do not. The ranges are those of the reference, whose third extension starts at 2B920.</summary>
    public static bool IsIdeograph(Rune rune) => rune.Value is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F)
        or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
