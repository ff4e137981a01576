using SemanticSearch.Keyword.Postings;

namespace SemanticSearch.Tests.Keyword.Postings;

public class EditAutomatonTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Distances_within_the_limit_are_those_of_the_table(int limit)
    {
        var random = new Random(limit);
        for (var round = 0; round < 3_000; round++)
        {
            var word = RandomWord(random, 1, round % 100 == 0 ? EditAutomaton.MaxWordBytes : 9);
            var text = round % 2 == 0 ? RandomWord(random, 1, 9) : Edited(random, word, limit + 1);
            Assert.Equal(Math.Min(limit + 1, Table(word, text)), Distance(word, text, limit));
        }
    }

    [Fact]
    public void A_text_is_read_on_from_where_it_parts_from_the_one_before()
    {
        var automaton = new EditAutomaton("stampede"u8, 2, 16);
        Assert.True(Reads(automaton, "stamp"u8, 0));
        Assert.True(Reads(automaton, "dee"u8, 5));
        Assert.Equal(1, automaton.Distance(8));
        Assert.True(Reads(automaton, "ede"u8, 5));
        Assert.Equal(0, automaton.Distance(8));
        Assert.False(Reads(automaton, "xyz"u8, 0));
    }

    private static int Distance(byte[] word, byte[] text, int limit)
    {
        var automaton = new EditAutomaton(word, limit, text.Length);
        return Reads(automaton, text, 0) ? automaton.Distance(text.Length) : limit + 1;
    }

    private static bool Reads(EditAutomaton automaton, ReadOnlySpan<byte> text, int depth)
    {
        foreach (var value in text)
        {
            if (!automaton.Read(depth++, value))
                return false;
        }
        return true;
    }

    /// <summary>Optimal string alignment by its definition.</summary>
    private static int Table(byte[] word, byte[] text)
    {
        var table = new int[word.Length + 1, text.Length + 1];
        for (var i = 0; i <= word.Length; i++)
        {
            for (var j = 0; j <= text.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }
                table[i, j] = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (word[i - 1] == text[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && word[i - 1] == text[j - 2] && word[i - 2] == text[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }
        return table[word.Length, text.Length];
    }

    private static byte[] RandomWord(Random random, int shortest, int longest) =>
        [.. Enumerable.Range(0, random.Next(shortest, longest + 1)).Select(_ => (byte)('a' + random.Next(3)))];

    private static byte[] Edited(Random random, byte[] word, int edits)
    {
        var text = word.ToList();
        for (; edits > 0 && text.Count > 1; edits--)
        {
            var at = random.Next(text.Count - 1);
            switch (random.Next(4))
            {
                case 0: text.Insert(at, (byte)'b'); break;
                case 1: text.RemoveAt(at); break;
                case 2: text[at] = (byte)'c'; break;
                default: (text[at], text[at + 1]) = (text[at + 1], text[at]); break;
            }
        }
        return [.. text];
    }
}
