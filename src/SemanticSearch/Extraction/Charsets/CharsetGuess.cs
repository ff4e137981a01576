using System.Text;
using System.Text.Unicode;

namespace SemanticSearch.Extraction.Charsets;

/// <summary>
/// Which legacy encoding an unlabelled page is in: each candidate reads the bytes, and the text that looks most like a language
/// wins. Letters that stand among letters of their own script count for it, what no text has counts against.
/// </summary>
internal static class CharsetGuess
{
    private const int SampleBytes = 64 << 10;

    // In the order that decides a draw.
    private static readonly string[] Candidates = ["windows-1252", "windows-1251", "windows-1250", "koi8-r", "windows-1253", "windows-1255", "windows-1256", "shift_jis", "euc-jp", "gb18030", "big5", "ks_c_5601-1987"];

    public static Encoding Of(ReadOnlySpan<byte> bytes)
    {
        if (Wide(bytes) is { } wide)
            return wide;
        if (Utf8.IsValid(bytes))
            return Encoding.UTF8;
        var sample = bytes[..Math.Min(bytes.Length, SampleBytes)];
        var highBytes = 0;
        foreach (var b in sample)
            highBytes += b >= 0x80 ? 1 : 0;
        var best = Encoding.GetEncoding(1252);
        var bestScore = double.MinValue;
        foreach (var name in Candidates)
        {
            var encoding = Encoding.GetEncoding(name);
            // Some code pages write a middle dot for what they cannot read; the guess must see the difference.
            var strict = Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
            var score = Score(strict.GetString(sample)) / highBytes + (name == "windows-1252" ? 0.01 : 0);
            if (score > bestScore)
                (best, bestScore) = (encoding, score);
        }
        return best;
    }

    // UTF-16 without a mark: every other byte of markup is zero.
    private static Encoding? Wide(ReadOnlySpan<byte> bytes)
    {
        int even = 0, odd = 0;
        var head = bytes[..Math.Min(bytes.Length, 512)];
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }
        var enough = head.Length / 16;
        return odd > enough && even < odd / 4 ? Encoding.Unicode : even > enough && odd < even / 4 ? Encoding.BigEndianUnicode : null;
    }

    private static double Score(string text)
    {
        double score = 0;
        var last = Script.Other;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80)
            {
                last = char.IsAsciiLetter(c) ? Script.Latin : Script.Other;
                continue;
            }
            var script = ScriptOf(c);
            score += script switch
            {
                Script.Bad => -5,
                Script.Rare => -1.5,
                Script.Symbol => 0,
                // Accented letters stand alone among plain ones; rows of them are another script, read wrongly.
                Script.Latin => i > 0 && char.IsAsciiLetter(text[i - 1]) || i + 1 < text.Length && char.IsAsciiLetter(text[i + 1]) ? 1 : -0.5,
                // Words of one script; capitals inside a word are what a wrong Cyrillic table gives.
                _ => last == Script.Latin ? -1 : last == script && char.IsUpper(c) && char.IsLower(text[i - 1]) ? -2 : Weight(c, script),
            };
            last = script;
        }
        return score;
    }

    // Per character, while the sum is divided by bytes: those of two bytes weigh nearly double. A common character of a large script is better evidence than one of thousands that hardly occur.
    private static double Weight(char c, Script script) => script switch
    {
        Script.Cyrillic => char.IsLower(c) ? 1 : 0.6,
        Script.Kana => 2.2,
        Script.Han => c is '的' or '是' or '不' or '在' or '有' or '了' or '一' or '人' or '中' or '日' or '年' or '本' or '国' or '國' or '為' or '为' or '這' or '这' ? 4 : 1.7,
        Script.Hangul => 1.8,
        Script.HalfKana => -0.3,
        _ => 1,
    };

    private static Script ScriptOf(char c) => c switch
    {
        '\uFFFD' or (>= '\u0080' and <= '\u009F') or (>= '\uE000' and <= '\uF8FF') => Script.Bad,
        >= '\u0370' and <= '\u03FF' => Script.Greek,
        >= '\u0400' and <= '\u045F' or 'ґ' or 'Ґ' => Script.Cyrillic,
        >= '\u0460' and <= '\u04FF' => Script.Rare,
        >= '\u05D0' and <= '\u05EA' => Script.Hebrew,
        >= '\u0600' and <= '\u06FF' => Script.Arabic,
        >= '\u3040' and <= '\u30FF' => Script.Kana,
        >= '\uFF61' and <= '\uFF9F' => Script.HalfKana,
        >= '\u4E00' and <= '\u9FFF' => Script.Han,
        >= '\u3400' and <= '\u4DBF' => Script.Rare,
        >= '\uAC00' and <= '\uD7A3' => Script.Hangul,
        >= '\uD800' and <= '\uDFFF' => Script.Rare,
        '\u00A0' or '«' or '»' or '©' or '®' or '°' or '·' or '§' or '¡' or '¿' or '€' or '£' or (>= '\u2010' and <= '\u203A') or (>= '\u3000' and <= '\u3020')
            or (>= '\uFF01' and <= '\uFF5E') or '•' or '…' or '™' or '→' or '№' => Script.Symbol,
        >= '\u00C0' and <= '\u017F' when c is not ('×' or '÷') => Script.Latin,
        _ => Script.Rare,
    };

    private enum Script
    {
        Other,
        Latin,
        Greek,
        Cyrillic,
        Hebrew,
        Arabic,
        Kana,
        HalfKana,
        Han,
        Hangul,
        Symbol,
        Rare,
        Bad,
    }
}
