using System.Runtime.CompilerServices;

namespace SemanticSearch.Text;

/// <summary>A word while it is being stemmed: its letters, and the borders of the regions R1 and R2 of the Porter2 description.
/// A consonant y is written Y until the end.</summary>
internal ref struct StemmedWord(Span<char> letters)
{
    private readonly Span<char> _letters = letters;
    private int _r1 = letters.Length;
    private int _r2 = letters.Length;

    public int Length { get; private set; } = letters.Length;

    public readonly ReadOnlySpan<char> Text => _letters[..Length];

    public static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    /// <summary>The prelude: a leading apostrophe goes, and y at the start or after a vowel is a consonant.</summary>
    public void MarkConsonantY()
    {
        if (_letters[0] == '\'')
        {
            _letters[1..Length].CopyTo(_letters);
            Length--;
        }
        for (var i = 0; i < Length; i++)
        {
            if (_letters[i] == 'y' && (i == 0 || IsVowel(_letters[i - 1])))
                _letters[i] = 'Y';
        }
    }

    public void MarkRegions()
    {
        var prefix = StemmerExceptions.RegionPrefix(Text);
        _r1 = prefix > 0 ? prefix : AfterVowelAndConsonant(0);
        _r2 = AfterVowelAndConsonant(_r1);
    }

    /// <summary>Asked some sixty times a word: the last letter settles it for most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool EndsWith(string suffix) => Length >= suffix.Length && _letters[Length - 1] == suffix[^1] && Text.EndsWith(suffix);

    /// <summary>Whether the last <paramref name="suffixLength"/> letters lie in R1.</summary>
    public readonly bool InR1(int suffixLength) => Length - suffixLength >= _r1;

    public readonly bool InR2(int suffixLength) => Length - suffixLength >= _r2;

    /// <summary>Whether one of the first <paramref name="end"/> letters is a vowel.</summary>
    public readonly bool HasVowelBefore(int end)
    {
        for (var i = 0; i < end; i++)
        {
            if (IsVowel(_letters[i]))
                return true;
        }
        return false;
    }

    public readonly bool EndsInDouble() =>
        Length >= 2 && _letters[Length - 1] == _letters[Length - 2] && "bdfgmnprt".Contains(_letters[Length - 1]);

    /// <summary>A short word: R1 is empty and it ends in a short syllable.</summary>
    public readonly bool IsShort() => _r1 >= Length && EndsInShortSyllable(Length);

    /// <summary>Whether the first <paramref name="end"/> letters end in a short syllable: consonant, vowel, consonant other than w, x, Y;
    /// or a vowel and a consonant at the very start; or "past".</summary>
    public readonly bool EndsInShortSyllable(int end)
    {
        if (end == 4 && Text[..4] is "past")
            return true;
        if (end < 2 || IsVowel(_letters[end - 1]) || !IsVowel(_letters[end - 2]))
            return false;
        return end == 2 || !IsVowel(_letters[end - 3]) && _letters[end - 1] is not ('w' or 'x' or 'Y');
    }

    public void Cut(int count) => Length -= count;

    public void Append(char c) => _letters[Length++] = c;

    public void Replace(int suffixLength, string replacement)
    {
        replacement.CopyTo(_letters[(Length - suffixLength)..]);
        Length += replacement.Length - suffixLength;
    }

    /// <summary>Writes consonant y in lower case again and returns the length.</summary>
    public readonly int Finish()
    {
        _letters[..Length].Replace('Y', 'y');
        return Length;
    }

    private readonly int AfterVowelAndConsonant(int start)
    {
        for (var i = start + 1; i < Length; i++)
        {
            if (!IsVowel(_letters[i]) && IsVowel(_letters[i - 1]))
                return i + 1;
        }
        return Length;
    }
}
