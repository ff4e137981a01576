namespace SemanticSearch.Text;

/// <summary>The English (Porter2) stemmer, written from the algorithm that snowballstem.org publishes. Checked against the whole
/// published vocabulary.</summary>
internal static class EnglishStemmer
{
    /// <summary>Stems in place and returns the new length. The word is lower-case ASCII letters and apostrophes; shorter than three it stays.</summary>
    public static int Stem(Span<char> word)
    {
        if (word.Length < 3)
            return word.Length;
        if (StemmerExceptions.TryWhole(word, out var length))
            return length;
        var state = new StemmedWord(word);
        state.MarkConsonantY();
        state.MarkRegions();
        RemovePossessive(ref state);
        RemovePlural(ref state);
        if (!StemmerExceptions.StopsAfterPlural(state.Text))
        {
            RemoveVerbEnding(ref state);
            ReplaceFinalY(ref state);
            ReplaceLongSuffix(ref state);
            RemoveMiddleSuffix(ref state);
            RemoveLateSuffix(ref state);
            RemoveFinalLetter(ref state);
        }
        return state.Finish();
    }

    /// <summary>Step 0.</summary>
    private static void RemovePossessive(ref StemmedWord word)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["'s'", "'s", "'"])
        {
            if (word.EndsWith(suffix))
            {
                word.Cut(suffix.Length);
                return;
            }
        }
    }

    /// <summary>Step 1a.</summary>
    private static void RemovePlural(ref StemmedWord word)
    {
        if (word.EndsWith("sses"))
            word.Cut(2);
        else if (word.EndsWith("ied") || word.EndsWith("ies"))
            word.Cut(word.Length > 4 ? 2 : 1);
        else if (word.EndsWith("us") || word.EndsWith("ss"))
            return;
        else if (word.EndsWith("s") && word.HasVowelBefore(word.Length - 2))
            word.Cut(1);
    }

    /// <summary>Step 1b.</summary>
    private static void RemoveVerbEnding(ref StemmedWord word)
    {
        var suffix = word.EndsWith("eedly") ? "eedly" : word.EndsWith("ingly") ? "ingly" : word.EndsWith("edly") ? "edly"
            : word.EndsWith("eed") ? "eed" : word.EndsWith("ing") ? "ing" : word.EndsWith("ed") ? "ed" : null;
        if (suffix is null)
            return;
        if (suffix[..2] == "ee")
        {
            if (word.InR1(suffix.Length) && !StemmerExceptions.KeepsEed(word.Text[..^suffix.Length]))
                word.Replace(suffix.Length, "ee");
            return;
        }
        var stem = word.Length - suffix.Length;
        if (!word.HasVowelBefore(stem))
            return;
        if (suffix == "ing" && stem == 2 && word.Text[1] == 'y' && !StemmedWord.IsVowel(word.Text[0]))
        {
            word.Replace(4, "ie");
            return;
        }
        word.Cut(suffix.Length);
        RestoreStemEnding(ref word);
    }

    private static void RestoreStemEnding(ref StemmedWord word)
    {
        if (word.EndsWith("at") || word.EndsWith("bl") || word.EndsWith("iz"))
            word.Append('e');
        else if (word.EndsInDouble())
        {
            if (word.Length > 3 || word.Text[0] is not ('a' or 'e' or 'o'))
                word.Cut(1);
        }
        else if (word.IsShort())
            word.Append('e');
    }

    /// <summary>Step 1c.</summary>
    private static void ReplaceFinalY(ref StemmedWord word)
    {
        if (word.Length > 2 && word.Text[^1] is 'y' or 'Y' && word.Length > 2 && !StemmedWord.IsVowel(word.Text[^2]))
            word.Replace(1, "i");
    }

    /// <summary>Step 2.</summary>
    private static void ReplaceLongSuffix(ref StemmedWord word)
    {
        foreach (var (suffix, replacement) in StemmerSuffixes.Step2)
        {
            if (!word.EndsWith(suffix))
                continue;
            if (!word.InR1(suffix.Length))
                return;
            var before = word.Length > suffix.Length ? word.Text[^(suffix.Length + 1)] : '\0';
            if (suffix == "ogi" && before != 'l' || suffix == "li" && !"cdeghkmnrt".Contains(before))
                return;
            word.Replace(suffix.Length, replacement);
            return;
        }
    }

    /// <summary>Step 3.</summary>
    private static void RemoveMiddleSuffix(ref StemmedWord word)
    {
        foreach (var (suffix, replacement) in StemmerSuffixes.Step3)
        {
            if (!word.EndsWith(suffix))
                continue;
            if (suffix == "ative" ? word.InR2(suffix.Length) : word.InR1(suffix.Length))
                word.Replace(suffix.Length, replacement);
            return;
        }
    }

    /// <summary>Step 4.</summary>
    private static void RemoveLateSuffix(ref StemmedWord word)
    {
        foreach (var suffix in StemmerSuffixes.Step4)
        {
            if (!word.EndsWith(suffix))
                continue;
            if (!word.InR2(suffix.Length))
                return;
            if (suffix != "ion" || word.Length > 3 && word.Text[^4] is 's' or 't')
                word.Cut(suffix.Length);
            return;
        }
    }

    /// <summary>Step 5.</summary>
    private static void RemoveFinalLetter(ref StemmedWord word)
    {
        if (word.EndsWith("e") && (word.InR2(1) || word.InR1(1) && !word.EndsInShortSyllable(word.Length - 1)))
            word.Cut(1);
        else if (word.EndsWith("ll") && word.InR2(1))
            word.Cut(1);
    }
}
