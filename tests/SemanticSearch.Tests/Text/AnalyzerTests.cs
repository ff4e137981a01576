using SemanticSearch.Text;

namespace SemanticSearch.Tests.Text;

public class AnalyzerTests
{
    [Theory]
    [InlineData("How do Companies avoid", "how@0 do@1 compani@2 avoid@3")]
    [InlineData("C++ and c# beat f#.", "c++@0 and@1 c#@2 beat@3 f#@4")]
    [InlineData("on .NET, ASP.NET", "on@0 .net@1 net@1 asp.net@2 asp@2 net@2")]
    [InlineData("node.js!", "node.js@0 node@0 js@0")]
    [InlineData("24/7 TCP/IP client/server", "24/7@0 tcp/ip@1 tcp@1 ip@1 client@2 server@3")]
    [InlineData("p99 of k8s", "p99@0 of@1 k8s@2")]
    [InlineData("UTF-8", "utf@0 8@1 utf8@1")]
    [InlineData("an e-mail", "an@0 e@1 mail@2 email@2")]
    [InlineData("10,000 or 1,234,567 rows, 12,34", "10000@0 or@1 1234567@2 row@3 12@4 34@5")]
    [InlineData("Netflix's Netflix’s users'", "netflix@0 netflix@1 user@2")]
    [InlineData("don't", "don't@0")]
    [InlineData("Café Ünïcode naïve", "cafe@0 unicod@1 naiv@2")]
    [InlineData("cafe\u0301", "cafe@0")]
    [InlineData("straße ﬁle", "strass@0 file@1")]
    [InlineData("retryBudget", "retrybudget@0 retri@0 budget@0")]
    [InlineData("max_connections __init__", "maxconnect@0 max@0 connect@0 init@1")]
    [InlineData("HTTPServer APIs IPv6", "httpserver@0 http@0 server@0 api@1 ipv6@2")]
    [InlineData("GitHub actions", "github@0 git@0 hub@0 action@1")]
    [InlineData("v1.2.3 10.0.0.1", "v1.2.3@0 10.0.0.1@1")]
    [InlineData("state-of-the-art", "state@0 of@1 the@2 art@3")]
    [InlineData("load-balancers", "load@0 balanc@1 loadbalanc@1")]
    [InlineData("end.Begin it... ok", "end.begin@0 end@0 begin@0 it@1 ok@2")]
    [InlineData("数据库", "数@0 数据@0 据@1 据库@1 库@2")]
    [InlineData("水 water", "水@0 water@1")]
    [InlineData("Кэширование данных", "кэширование@0 данных@1")]
    [InlineData("한국어 검색", "한국어@0 검색@1")]
    [InlineData("AT&T R&D", "at&t@0 at@0 t@0 r&d@1 r@1 d@1")]
    [InlineData("ＡＢＣ１２", "abc12@0")]
    [InlineData("nice 😀work😀", "nice@0 work@1")]
    [InlineData("", "")]
    [InlineData("... --- ///", "")]
    public void Text_gives_terms_at_positions(string text, string expected)
    {
        var tokens = Analyzer.Analyze(text);
        Assert.Equal(expected, string.Join(' ', tokens.Select(t => $"{t.Term}@{t.Position}")));
    }

    [Fact]
    public void Offsets_point_at_the_words_of_the_text()
    {
        const string text = "Use Node.js's 10,000 𝒜 e-mails — naïve!";
        var spans = Analyzer.Analyze(text).Select(t => text.Substring(t.Start, t.Length));
        Assert.Equal(["Use", "Node.js's", "Node", "js's", "10,000", "𝒜", "e", "mails", "e-mails", "naïve"], spans);
    }

    [Fact]
    public void Any_text_gives_tokens_in_order_and_inside_it()
    {
        var random = new Random(1);
        const string alphabet = "aZé9.-_'’/&,+# \n数ก𝒜\u0301\uFB01";
        for (var round = 0; round < 20_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            var position = 0;
            foreach (var token in Analyzer.Analyze(text))
            {
                Assert.True(token.Length > 0 && token.Start >= 0 && token.Start + token.Length <= text.Length, text);
                Assert.True(token.Position >= position && token.Position <= position + 1, text);
                Assert.InRange(token.Term.Length, 1, Tokenizer.MaxWordChars);
                position = token.Position;
            }
        }
    }

    [Fact]
    public void Very_long_words_are_cut_alike_in_documents_and_queries()
    {
        var longWord = new string('x', 5_000);
        Assert.Equal(Analyzer.Analyze(longWord)[0].Term, Analyzer.Analyze(longWord.AsSpan(0, 100))[0].Term);
        Assert.Single(Analyzer.Analyze(longWord));
    }

    [Fact]
    public void Stop_words_are_known_before_stemming()
    {
        Assert.True(StopWords.Contains("how"));
        Assert.False(StopWords.Contains("cache"));
    }
}
