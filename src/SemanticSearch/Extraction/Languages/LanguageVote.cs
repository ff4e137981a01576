using System.Collections.Frozen;

namespace SemanticSearch.Extraction.Languages;

/// <summary>Which language a text is in: by its script where that says it, else by a vote of its commonest small words.</summary>
internal static class LanguageVote
{
    private const int SampleChars = 20_000;
    private const int MinVotes = 4;

    private static readonly (string Language, string Words)[] Lists =
    [
        ("en", "the of and to in is that for it with as was on are be this by not have from or which you but at an they"),
        ("de", "der die und das den ist nicht von zu mit sich auf für ein eine dem des auch als werden wird bei sind oder einer"),
        ("fr", "le la les des et est une dans que qui pour pas sur au avec ce par plus sont il elle nous vous cette mais aux"),
        ("es", "el los las que del una por con para como más pero su sus lo este esta fue son entre cuando muy también ya hay"),
        ("pt", "que não uma com os dos para por mais como mas foi ao das seu sua são ou quando muito nos já está pela também você"),
        ("it", "il che di è per un una del non con sono della le dei si come più anche alla nel gli dal questo ha delle"),
        ("nl", "de het een van en dat niet zijn op te voor met aan er ook als bij maar naar uit deze wordt nog hebben"),
        ("sv", "och att det som en på är av för med den till inte har om ett men var jag från kan ska vi så"),
        ("pl", "nie na się że jest do to jak ale po co tak za od czy przez dla tym być może oraz jego są który"),
        ("id", "yang dan di dengan untuk dari ini itu dalam tidak pada akan juga adalah oleh ke mereka telah bisa sebagai karena"),
        ("tr", "ve bir bu için ile da de çok daha olarak gibi olan ne kadar sonra ama var değil en ancak"),
        ("ru", "и в не на что с по это как он но из за то все так его к для от мы они у же был"),
        ("uk", "і в не на що з та це як він але із за до все так його для від ми вони є був"),
    ];

    private static readonly FrozenDictionary<string, string[]> Voters = Lists
        .SelectMany(list => list.Words.Split(' ').Select(word => (word, list.Language)))
        .GroupBy(pair => pair.word, pair => pair.Language, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>The language that the page declares, unless its text clearly says another; empty when neither tells.</summary>
    public static string Decide(string declared, string text)
    {
        var (voted, votes, forDeclared) = Count(text, declared);
        if (declared.Length == 0)
            return voted;
        // Templates often declare English whatever stands in them. A language without a list here cannot be outvoted by accident.
        var isKnown = Array.Exists(Lists, list => list.Language == declared);
        return isKnown && voted.Length > 0 && votes >= 20 && votes > 3 * forDeclared ? voted : declared;
    }

    private static (string Language, int Votes, int Other) Count(string text, string declared)
    {
        var sample = text.AsSpan(0, Math.Min(text.Length, SampleChars));
        if (ByScript(sample) is { } script)
            return (script, int.MaxValue / 4, 0);
        var votes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var lookup = Voters.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> lower = stackalloc char[16];
        for (var i = 0; i < sample.Length;)
        {
            var start = i;
            while (i < sample.Length && char.IsLetter(sample[i]))
                i++;
            var length = i - start;
            if (length is > 0 and <= 16)
            {
                sample.Slice(start, length).ToLowerInvariant(lower);
                if (lookup.TryGetValue(lower[..length], out var languages))
                {
                    foreach (var language in languages)
                        votes[language] = votes.GetValueOrDefault(language) + 1;
                }
            }
            i += length == 0 ? 1 : 0;
        }
        var best = ("", MinVotes - 1);
        foreach (var (language, count) in votes)
            best = count > best.Item2 ? (language, count) : best;
        return (best.Item1, best.Item2, votes.GetValueOrDefault(declared));
    }

    // A third of the letters in one of these scripts: citations of other languages stay below.
    private static string? ByScript(ReadOnlySpan<char> text)
    {
        int letters = 0, han = 0, kana = 0, hangul = 0, arabic = 0, hebrew = 0, greek = 0, thai = 0, devanagari = 0;
        foreach (var c in text)
        {
            letters += char.IsLetter(c) ? 1 : 0;
            han += c is >= '\u4E00' and <= '\u9FFF' ? 1 : 0;
            kana += c is >= '\u3040' and <= '\u30FF' ? 1 : 0;
            hangul += c is >= '\uAC00' and <= '\uD7A3' ? 1 : 0;
            arabic += c is >= '\u0600' and <= '\u06FF' ? 1 : 0;
            hebrew += c is >= '\u05D0' and <= '\u05EA' ? 1 : 0;
            greek += c is >= '\u0370' and <= '\u03FF' ? 1 : 0;
            thai += c is >= '\u0E00' and <= '\u0E7F' ? 1 : 0;
            devanagari += c is >= '\u0900' and <= '\u097F' ? 1 : 0;
        }
        var enough = letters / 3;
        if (letters < 10)
            return null;
        if (kana + han > enough)
            return kana * 10 > han ? "ja" : "zh";
        return hangul > enough ? "ko" : arabic > enough ? "ar" : hebrew > enough ? "he" : greek > enough ? "el" : thai > enough ? "th" : devanagari > enough ? "hi" : null;
    }
}
