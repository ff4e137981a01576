using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace SemanticSearch.Text;

/// <summary>
/// A 64-bit SimHash (Charikar 2002) over the three-word shingles of a text: texts that say nearly the same have fingerprints that
/// differ in few bits. Case, punctuation and layout do not count; a shingle counts once, or what a page repeats would outvote what it says.
/// </summary>
/// <param name="Bits">0 for a text without words.</param>
internal readonly record struct TextFingerprint(ulong Bits)
{
    /// <summary>Manku et al. (2007) found 3 bits right for web pages of 64-bit fingerprints.</summary>
    public const int NearBits = 3;

    /// <summary>Shorter texts of one site are alike by what every page of it says.</summary>
    private const int LongTextWords = 100;

    private const int ShingleWords = 3;

    private static readonly Vector256<int>[] VotesOfByte = AllVotes();

    /// <summary>0 when the text is too short to be told from others by it.</summary>
    public static TextFingerprint OfLongText(string text) => Of(text, LongTextWords);

    public static TextFingerprint Of(string text) => Of(text, 1);

    /// <summary>Bits that differ, 0 to 64.</summary>
    public int Distance(TextFingerprint other) => BitOperations.PopCount(Bits ^ other.Bits);

    public bool IsNear(TextFingerprint other) => Bits != 0 && other.Bits != 0 && Distance(other) <= NearBits;

    public override string ToString() => Bits.ToString("x16", CultureInfo.InvariantCulture);

    private static TextFingerprint Of(string text, int minWords)
    {
        var shingles = new HashSet<ulong>();
        Span<ulong> last = stackalloc ulong[ShingleWords];
        var words = 0;
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i]))
                i++;
            if (i == start)
            {
                i++;
                continue;
            }
            last[words++ % ShingleWords] = Hash(text.AsSpan(start, i - start));
            if (words >= ShingleWords)
                shingles.Add(Mix(last[words % ShingleWords] * 31 + last[(words + 1) % ShingleWords]) * 31 + last[(words + 2) % ShingleWords]);
        }
        if (words < minWords)
            return default;
        // A text of one or two words has one shingle: itself.
        if (words is > 0 and < ShingleWords)
            shingles.Add(last[0] * 31 + last[1]);
        Span<Vector256<int>> votes = stackalloc Vector256<int>[8];
        votes.Clear();
        foreach (var shingle in shingles)
            Vote(votes, Mix(shingle));
        var bits = 0UL;
        for (var bit = 0; bit < 64; bit++)
            bits |= votes[bit / 8][bit % 8] > 0 ? 1UL << bit : 0;
        return new TextFingerprint(bits);
    }

    // Eight bits at a time: a byte's votes are looked up.
    private static void Vote(Span<Vector256<int>> votes, ulong hash)
    {
        for (var i = 0; i < votes.Length; i++)
            votes[i] += VotesOfByte[(byte)(hash >> 8 * i)];
    }

    private static Vector256<int>[] AllVotes()
    {
        var votes = new Vector256<int>[256];
        for (var value = 0; value < votes.Length; value++)
        {
            for (var bit = 0; bit < 8; bit++)
                votes[value] = votes[value].WithElement(bit, (value >> bit & 1) != 0 ? 1 : -1);
        }
        return votes;
    }

    // FNV-1a over folded characters.
    private static ulong Hash(ReadOnlySpan<char> word)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in word)
            hash = (hash ^ char.ToLowerInvariant(c)) * 1099511628211UL;
        return hash;
    }

    // The finaliser of SplitMix64: FNV alone leaves the high bits alike.
    private static ulong Mix(ulong value)
    {
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ value >> 27) * 0x94D049BB133111EBUL;
        return value ^ value >> 31;
    }
}
