using SemanticSearch.Chat;

namespace SemanticSearch.Tests.Chat;

public class VerbatimQuoteTests
{
    private const string Passage = "## Leases\n\nA lease is unsafe to share across threads.  Our “lock\n  server” hands out **one** lease at a time; 分布式缓存失效时所有请求都会同时访问数据库。";

    [Theory]
    [InlineData("unsafe to share across threads", "unsafe to share across threads")]
    [InlineData("A lease is unsafe to share across threads. Our", "A lease is unsafe to share across threads.  Our")]
    [InlineData(" hands out **one**\nlease at a time ", "hands out **one** lease at a time")]
    [InlineData("Our \"lock server\" hands out **one**", "Our “lock\n  server” hands out **one**")]
    [InlineData("分布式缓存失效时所有请求都会同时访问数据库", "分布式缓存失效时所有请求都会同时访问数据库")]
    public void A_quote_is_found_as_the_passage_has_it(string quote, string inPassage)
    {
        var place = new VerbatimQuote(Passage).Find(quote);
        Assert.NotNull(place);
        Assert.Equal(inPassage, Passage.Substring(place.Value.Start, place.Value.Length));
    }

    [Theory]
    [InlineData("safe to share across threads")]
    [InlineData("unsafe to share across thread")]
    [InlineData("Unsafe to share across threads")]
    [InlineData("unsafe to share among threads")]
    [InlineData("hands out one lease at a time")]
    [InlineData("A lease is ... across threads")]
    [InlineData("a lease")]
    [InlineData("the")]
    [InlineData("")]
    [InlineData(" \n ")]
    public void What_does_not_stand_there_is_not_found(string quote) => Assert.Null(new VerbatimQuote(Passage).Find(quote));

    [Fact]
    public void Words_that_say_nothing_prove_nothing() =>
        Assert.Null(new VerbatimQuote("It is what it is, and as it was so it will be with that of the others.").Find("and as it was so it will be with that of the others"));

    [Fact]
    public void A_quote_that_is_whole_only_the_second_time_is_found_there()
    {
        const string text = "nonblocking reads of the cache fail; blocking reads of the cache wait";
        Assert.Equal((37, 32), new VerbatimQuote(text).Find("blocking reads of the cache wait"));
        Assert.Equal((37, 27), new VerbatimQuote(text).Find("blocking reads of the cache"));
    }
}
