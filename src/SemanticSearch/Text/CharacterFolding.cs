using System.Collections.Frozen;
using System.Globalization;

namespace SemanticSearch.Text;

/// <summary>One character as the index sees it: lower case, without accents, ligatures taken apart, wide forms narrowed.
/// The table follows the compatibility decompositions of the Unicode Character Database; it is written out because the engine
/// runs without ICU, where <see cref="string.Normalize()"/> knows ASCII only.</summary>
internal static class CharacterFolding
{
    /// <summary>One character folds to at most this many.</summary>
    public const int MaxExpansion = 3;

    /// <summary>Each line: the plain letter, then the lower-case letters that fold to it.</summary>
    private static readonly string[] Groups =
    [
        "aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặẚ",
        "bƀḃḅḇ",
        "cçćĉċčḉ",
        "dðďđḋḍḏḑḓ",
        "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ",
        "fḟ",
        "gĝğġģǧǵḡ",
        "hĥħȟḣḥḧḩḫẖ",
        "iìíîïĩīĭįıǐȉȋḭḯỉị",
        "jĵǰ",
        "kķĸǩḱḳḵ",
        "lĺļľłḷḹḻḽ",
        "mḿṁṃ",
        "nñńņňŋǹṅṇṉṋ",
        "oòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
        "pṕṗ",
        "rŕŗřȑȓɍṙṛṝṟ",
        "sśŝşšſșṡṣṥṧṩẛ",
        "tţťŧțṫṭṯṱẗ",
        "uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
        "vṽṿ",
        "wŵẁẃẅẇẉẘ",
        "xẋẍ",
        "yýÿŷȳẏẙỳỵỷỹ",
        "zźżžƶẑẓẕ",
        "αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ",
        "βϐ",
        "εέϵἐἑἒἓἔἕὲέ",
        "ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ",
        "θϑ",
        "ιΐίϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ",
        "κϰ",
        "οόὀὁὂὃὄὅὸό",
        "πϖ",
        "ρϱῤῥ",
        "σςϲ",
        "υΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ",
        "φϕ",
        "ωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ",
        "0⁰₀", "1¹₁", "2²₂", "3³₃", "4⁴₄", "5⁵₅", "6⁶₆", "7⁷₇", "8⁸₈", "9⁹₉",
    ];

    private static readonly FrozenDictionary<char, char> Singles =
        Groups.SelectMany(g => g[1..].Select(c => (From: c, To: g[0]))).DistinctBy(p => p.From).ToFrozenDictionary(p => p.From, p => p.To);

    private static readonly FrozenDictionary<char, string> Expansions = new Dictionary<char, string>
    {
        ['æ'] = "ae",
        ['ǣ'] = "ae",
        ['ǽ'] = "ae",
        ['œ'] = "oe",
        ['ß'] = "ss",
        ['þ'] = "th",
        ['ĳ'] = "ij",
        ['ŉ'] = "n",
        ['ǆ'] = "dz",
        ['ǉ'] = "lj",
        ['ǌ'] = "nj",
        ['ǳ'] = "dz",
        ['ﬀ'] = "ff",
        ['ﬁ'] = "fi",
        ['ﬂ'] = "fl",
        ['ﬃ'] = "ffi",
        ['ﬄ'] = "ffl",
        ['ﬅ'] = "st",
        ['ﬆ'] = "st",
    }.ToFrozenDictionary();

    /// <summary>Writes the folded form of one UTF-16 code unit and returns its length, 0 for what leaves no trace (marks, soft hyphens).</summary>
    public static int Fold(char c, Span<char> target)
    {
        if (c < 128)
        {
            target[0] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
            return 1;
        }
        if (IsDropped(c))
            return 0;
        if (c is >= '！' and <= '～')
            return Fold((char)(c - '！' + '!'), target);
        c = c is '’' or 'ʼ' or '‘' ? '\'' : char.ToLowerInvariant(c);
        if (Expansions.TryGetValue(c, out var several))
        {
            several.CopyTo(target);
            return several.Length;
        }
        target[0] = Singles.TryGetValue(c, out var plain) ? plain
            : char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c))
            : c;
        return 1;
    }

    /// <summary>Combining accents, vowel points of Hebrew and Arabic, and the invisible characters that pages put inside words.</summary>
    public static bool IsDropped(char c) => c is
        (>= '\u0300' and <= '\u036F') or (>= '\u0591' and <= '\u05C7') or (>= '\u064B' and <= '\u0652')
        or '\u00AD' or (>= '\u200B' and <= '\u200D') or '\u2060' or '\uFEFF' or (>= '\uFE00' and <= '\uFE0F');
}
