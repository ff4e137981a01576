using SemanticSearch.Documents;
using SemanticSearch.Embedding;

namespace SemanticSearch.Tests.Embedding;

public class WordPieceTokenizerTests
{
    private static readonly string[] SmallVocabulary =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[", "]", "sep", "cls", "un", "##aff", "##able", "a", "b", "##c", "\u4e2d", ";", "e", "##e", "\u1112", "##\u1161", "##\u11ab", "q:"];

    [SkippableFact]
    public void Every_reference_text_gets_the_reference_ids()
    {
        var path = Path.Combine(ReferenceText.ModelFolder, "vocab.txt");
        var tokenizer = new WordPieceTokenizer(Vocabulary.Parse(File.ReadAllText(path), path));
        var texts = ReferenceText.Load();
        Assert.Equal(72, texts.Count);
        var ids = new int[256];
        foreach (var text in texts)
        {
            var count = tokenizer.Encode("", text.Text, ids);
            Assert.Equal(text.Ids, ids[..count]);
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("unaffable", "un ##aff ##able")]
    [InlineData("UNAFFABLE a", "un ##aff ##able a")]
    [InlineData("a [SEP] [CLS]", "a [ sep ] [ cls ]")]
    [InlineData("[UNK]", "[ [UNK] ]")]
    [InlineData("a\u4e2db", "a \u4e2d b")]
    [InlineData("\u00e9e\u0301", "e ##e")]
    [InlineData("a\u037eb", "a ; b")]
    [InlineData("\ud55c", "\u1112 ##\u1161 ##\u11ab")]
    [InlineData("bc\u200bc \u00adb\u0001", "b ##c ##c b")]
    [InlineData("a\u00a0b\u2028a\u3000b", "a b a b")]
    [InlineData("bx", "[UNK]")]
    [InlineData("a\ud800b", "[UNK]")]
    public void Text_splits_into(string text, string expected) => Check(text, expected, 64);

    [Fact]
    public void A_word_of_100_characters_is_split_and_of_101_is_unknown()
    {
        Check("b" + new string('c', 99), "b" + string.Concat(Enumerable.Repeat(" ##c", 99)), 256);
        Check("b" + new string('c', 100), "[UNK]", 256);
    }

    [Fact]
    public void What_does_not_fit_is_cut_and_the_separator_stays()
    {
        Check("a b a b", "a b", 4);
        Check("unaffable", "un ##aff", 4);
        Check("a unaffx", "a [UNK]", 4);
        Check("a", "", 2);
    }

    [Fact]
    public void A_prefix_stands_before_the_text()
    {
        var ids = new int[16];
        var count = Small().Encode("sep ", "a", ids);
        Assert.Equal(["[CLS]", "sep", "a", "[SEP]"], ids[..count].Select(id => SmallVocabulary[id]));
    }

    [Fact]
    public void Encoding_allocates_nothing()
    {
        var tokenizer = Small();
        var ids = new int[64];
        tokenizer.Encode("", "warm \u00e9 up", ids);
        var before = GC.GetAllocatedBytesForCurrentThread();
        tokenizer.Encode("", "unaffable [SEP] \u00e9\u00e9 \ud55c a-b", ids);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_file_that_is_no_vocabulary_is_refused_by_name()
    {
        var problem = Assert.Throws<DataProblemException>(() => Vocabulary.Parse("one\ntwo\n", "some/vocab.txt"));
        Assert.Contains("some/vocab.txt", problem.Message, StringComparison.Ordinal);
    }

    private static void Check(string text, string expected, int limit)
    {
        var ids = new int[limit];
        var count = Small().Encode("", text, ids);
        var middle = string.Join(' ', ids[1..(count - 1)].Select(id => SmallVocabulary[id]));
        Assert.Equal(expected, middle);
        Assert.Equal("[CLS]", SmallVocabulary[ids[0]]);
        Assert.Equal("[SEP]", SmallVocabulary[ids[count - 1]]);
    }

    private static WordPieceTokenizer Small() => new(Vocabulary.Parse(string.Join('\n', SmallVocabulary) + "\n", "small"));
}
