using SemanticSearch.Text;

namespace SemanticSearch.Tests.Text;

public class EnglishStemmerTests
{
    [SkippableFact]
    public void Every_word_of_the_published_vocabulary_has_its_published_stem()
    {
        var words = File.ReadAllLines(SharedData.Path("data/snowball/english/voc.txt"));
        var stems = File.ReadAllLines(SharedData.Path("data/snowball/english/output.txt"));
        Assert.Equal(42_649, words.Length);
        var wrong = words.Zip(stems).Where(p => Stem(p.First) != p.Second).Select(p => $"{p.First}: {Stem(p.First)}, not {p.Second}").ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong, first: {string.Join("; ", wrong.Take(60))}");
    }

    [Theory]
    [InlineData("caching", "cach")]
    [InlineData("caches", "cach")]
    [InlineData("generous", "generous")]
    [InlineData("skies", "sky")]
    [InlineData("is", "is")]
    [InlineData("netflix's", "netflix")]
    public void Known_words_have_known_stems(string word, string stem) => Assert.Equal(stem, Stem(word));

    private static string Stem(string word)
    {
        var letters = word.ToCharArray();
        return new string(letters, 0, EnglishStemmer.Stem(letters));
    }
}
