using System.Text;
using SemanticSearch.Extraction.Charsets;

namespace SemanticSearch.Tests.Extraction;

/// <summary>Which encoding the bytes of a page are read by.</summary>
public class CharsetTests
{
    private const string Russian = "Кэш стоит между службой и базой данных, и отказывает он так, как никто не ждёт.";
    private const string Polish = "Pamięć podręczna stoi między usługą a bazą danych, zażółć gęślą jaźń.";
    private const string Japanese = "キャッシュはサービスとデータベースの間にあります。人気のあるキーが期限切れになると、";
    private const string Chinese = "缓存位于服务和数据库之间。当热门的键过期时，所有的请求都会同时到达数据库，这是一个问题。";
    private const string Korean = "캐시는 서비스와 데이터베이스 사이에 있습니다. 인기 있는 키가 만료되면 모든 요청이";
    private const string French = "Le café est déjà fermé, où êtes-vous allés ? Ça n’est pas très drôle, hélas.";

    static CharsetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("windows-1251", "text/html; charset=windows-1251", "", Russian)]
    [InlineData("windows-1251", "text/html; charset=\"WINDOWS-1251\"", "", Russian)]
    [InlineData("koi8-r", null, "<meta charset=koi8-r>", Russian)]
    [InlineData("shift_jis", null, "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=Shift_JIS'>", Japanese)]
    [InlineData("gb18030", null, "<meta charset=\"gb2312\">", Chinese)]
    [InlineData("windows-1252", "text/html; charset=ISO-8859-1", "", French)]
    [InlineData("utf-8", "text/html; charset=utf-8", "<meta charset=windows-1252>", French)]
    [InlineData("iso-8859-2", null, "<?xml version='1.0' encoding='iso-8859-2'?>", Polish)]
    public void A_label_is_believed(string encoding, string? contentType, string head, string text) =>
        Assert.Contains(text, Decode(encoding, contentType, head, text), StringComparison.Ordinal);

    [Theory]
    [InlineData("utf-8", Russian)]
    [InlineData("windows-1251", Russian)]
    [InlineData("koi8-r", Russian)]
    [InlineData("shift_jis", Japanese)]
    [InlineData("euc-jp", Japanese)]
    [InlineData("gb18030", Chinese)]
    [InlineData("ks_c_5601-1987", Korean)]
    [InlineData("windows-1252", French)]
    [InlineData("utf-16", Russian)]
    public void Without_a_label_the_bytes_tell(string encoding, string text) => Assert.Contains(text, Decode(encoding, null, "", text), StringComparison.Ordinal);

    [Fact]
    public void A_mark_beats_every_label()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(French)];
        Assert.Equal((French, "utf-8"), CharsetDecoder.Decode(bytes, "text/html; charset=windows-1251"));
    }

    [Theory]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("text/html; charset=nonsense")]
    public void A_wrong_or_unknown_label_is_not_believed(string contentType) =>
        Assert.Contains(Russian, Decode("windows-1251", contentType, "", Russian), StringComparison.Ordinal);

    [Fact]
    public void Utf7_is_never_read() => Assert.Null(CharsetDecoder.Find("utf-7"));

    private static string Decode(string encoding, string? contentType, string head, string text) =>
        CharsetDecoder.Decode(Encoding.GetEncoding(encoding).GetBytes($"{head}<html><body><p>{text}</p></body></html>"), contentType).Text;
}
