using System.Globalization;
using System.Text;

namespace SemanticSearch.Benchmarks.Extraction;

/// <summary>Shares of shingles that both texts have, only the found one, only the true one; they sum to 1 (0 for two empty texts).</summary>
public readonly record struct Overlap(double Both, double Extra, double Missed)
{
    public double F1 => Both == 0 ? 0 : 2 * Both / (2 * Both + Extra + Missed);
}

/// <summary>How article-extraction-benchmark compares texts: multisets of four-word shingles, words by <c>\w+</c>.</summary>
public static class TextOverlap
{
    public static Overlap Of(string truth, string found, int shingleWords = 4)
    {
        var counts = new Dictionary<string, (int Truth, int Found)>(StringComparer.Ordinal);
        foreach (var shingle in Shingles(truth, shingleWords))
        {
            var count = counts.GetValueOrDefault(shingle);
            counts[shingle] = (count.Truth + 1, count.Found);
        }
        foreach (var shingle in Shingles(found, shingleWords))
        {
            var count = counts.GetValueOrDefault(shingle);
            counts[shingle] = (count.Truth, count.Found + 1);
        }
        double both = 0, extra = 0, missed = 0;
        foreach (var (inTruth, inFound) in counts.Values)
        {
            both += Math.Min(inTruth, inFound);
            extra += Math.Max(0, inFound - inTruth);
            missed += Math.Max(0, inTruth - inFound);
        }
        var sum = both + extra + missed;
        return sum == 0 ? default : new Overlap(both / sum, extra / sum, missed / sum);
    }

    /// <summary>Precision, recall and F1 of the averages, as the benchmark computes them, and the share of equal texts.</summary>
    public static (double F1, double Precision, double Recall, double Accuracy) Mean(IReadOnlyCollection<Overlap> pages)
    {
        var both = pages.Average(page => page.Both);
        var precision = both / (both + pages.Average(page => page.Extra));
        var recall = both / (both + pages.Average(page => page.Missed));
        return (2 * precision * recall / (precision + recall), precision, recall, pages.Average(page => page.Extra + page.Missed == 0 ? 1.0 : 0));
    }

    public static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsWord(rune))
            {
                word.Append(rune);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }

    private static IEnumerable<string> Shingles(string text, int size)
    {
        var words = Words(text);
        if (words.Count == 0)
            yield break;
        for (var i = 0; i < Math.Max(1, words.Count - size + 1); i++)
            yield return string.Join(' ', words.Skip(i).Take(size));
    }

    // Python's \w: letters, all kinds of numbers, the underscore; no combining marks.
    private static bool IsWord(Rune rune) => rune.Value == '_' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
