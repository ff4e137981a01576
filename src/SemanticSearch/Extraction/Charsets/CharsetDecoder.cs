using System.Text;
using System.Text.Unicode;

namespace SemanticSearch.Extraction.Charsets;

/// <summary>
/// Bytes of a page -> text, after the order of the HTML standard (13.2.3): byte order mark, header, <c>meta</c>, then a guess by
/// the bytes themselves. What claims to be UTF-8 and is not is guessed anew.
/// </summary>
internal static class CharsetDecoder
{
    /// <summary>The standard looks at 1,024 bytes; pages with long heads are common enough to look further.</summary>
    private const int MetaBytes = 8_192;

    static CharsetDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Never throws; bytes that mean nothing become U+FFFD.</summary>
    public static (string Text, string Charset) Decode(ReadOnlySpan<byte> bytes, string? contentType)
    {
        var (encoding, skip) = ByMark(bytes);
        encoding ??= Believable(Find(HeaderCharset(contentType)), bytes) ?? Believable(Find(MetaCharset.Read(Head(bytes))), bytes) ?? CharsetGuess.Of(bytes);
        return (encoding.GetString(bytes[skip..]), encoding.WebName);
    }

    /// <summary>The encoding that a label stands for, in the sense of the Encoding Standard; null for an unknown label.</summary>
    public static Encoding? Find(string? label)
    {
        var name = label?.Trim().Trim('"', '\'').Trim().ToLowerInvariant();
        switch (name)
        {
            case null or "":
                return null;
            case "utf8" or "utf-8" or "unicode-1-1-utf-8" or "x-unicode20utf8":
                return Encoding.UTF8;
            // The web calls the Windows supersets by the names of the ISO standards that they extend.
            case "iso-8859-1" or "iso8859-1" or "latin1" or "l1" or "us-ascii" or "ascii" or "cp1252" or "x-cp1252" or "cp819":
                return Encoding.GetEncoding(1252);
            case "iso-8859-9" or "iso8859-9" or "latin5" or "cp1254":
                return Encoding.GetEncoding(1254);
            case "iso-8859-11" or "tis-620":
                return Encoding.GetEncoding(874);
            case "gb2312" or "gbk" or "x-gbk" or "gb_2312-80" or "chinese":
                return Encoding.GetEncoding("gb18030");
            case "ks_c_5601-1987" or "euc-kr" or "korean" or "windows-949" or "ksc5601":
                return Encoding.GetEncoding(949);
            case "shift_jis" or "shift-jis" or "sjis" or "x-sjis" or "ms_kanji" or "windows-31j" or "cp932":
                return Encoding.GetEncoding(932);
            case "big5-hkscs" or "big5" or "cn-big5" or "x-x-big5":
                return Encoding.GetEncoding(950);
            case "x-mac-roman" or "macintosh" or "mac":
                return Encoding.GetEncoding(10000);
            case "cp1251" or "win-1251" or "x-cp1251" or "windows1251":
                return Encoding.GetEncoding(1251);
            case "cp1250" or "x-cp1250":
                return Encoding.GetEncoding(1250);
            case "koi8" or "koi8-r" or "koi":
                return Encoding.GetEncoding("koi8-r");
            case "eucjp" or "x-euc-jp" or "euc-jp":
                return Encoding.GetEncoding(51932);
        }
        try
        {
            // UTF-7 is a way to smuggle markup; the Encoding Standard knows it not.
            return name.StartsWith("utf-7", StringComparison.Ordinal) || name.StartsWith("x-user", StringComparison.Ordinal) ? null : Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static (Encoding? Encoding, int Skip) ByMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => (null, 0),
    };

    private static string? HeaderCharset(string? contentType)
    {
        var at = contentType?.IndexOf("charset=", StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0)
            return null;
        var value = contentType.AsSpan(at + "charset=".Length).Trim();
        var end = value.IndexOfAny(';', ',');
        return (end < 0 ? value : value[..end]).ToString();
    }

    // A page that can be read cannot be UTF-16 where its head was read as ASCII; and invalid UTF-8 is a wrong label.
    private static Encoding? Believable(Encoding? encoding, ReadOnlySpan<byte> bytes) => encoding?.CodePage switch
    {
        1200 or 1201 or 12000 or 12001 => bytes.Length > 1 && (bytes[0] == 0 || bytes[1] == 0) ? encoding : null,
        65001 => Utf8.IsValid(bytes) || IsNearlyUtf8(bytes) ? encoding : null,
        // UTF-8 under another label: a text of any length that is valid by chance does not happen.
        1252 or 1254 => HasHighBytes(bytes) && Utf8.IsValid(bytes) ? Encoding.UTF8 : encoding,
        _ => encoding,
    };

    // A few broken characters in a long page do not make it another encoding.
    private static bool IsNearlyUtf8(ReadOnlySpan<byte> bytes)
    {
        int good = 0, bad = 0;
        while (!bytes.IsEmpty)
        {
            var next = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (next < 0)
                break;
            bytes = bytes[next..];
            var status = Rune.DecodeFromUtf8(bytes, out _, out var used);
            if (status == System.Buffers.OperationStatus.Done)
                good++;
            else
                bad++;
            bytes = bytes[Math.Max(1, used)..];
        }
        return bad * 10 <= good;
    }

    private static bool HasHighBytes(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0;

    private static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, MetaBytes)];
}
