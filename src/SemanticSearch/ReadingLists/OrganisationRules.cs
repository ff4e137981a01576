using System.Collections.Frozen;
using SemanticSearch.Text;

namespace SemanticSearch.ReadingLists;

/// <summary>
/// The organisations that an entry tells of, in the order of its title, each once, in one spelling.
/// 1. "… at Uber" (also "@Uber", "at Uber and Lyft"): any capitalised name, known or not, except phrases like "at Web Scale".
/// 2. Without that: names in the title that are known ("Netflix: …", "How Yelp …", "Uber's …", "… of LinkedIn") or that the address has
///    too; of a name that is also a word or a technology ("Slack", "AWS") only where the title clearly means the organisation.
/// 3. The affiliation of the authors ("- Jeff Dean, Senior Fellow at Google").
/// 4. When the title says nothing: the organisation whose engineering blog the address is.
/// </summary>
internal static class OrganisationRules
{
    private const int MaxNameWords = 4;

    private static readonly FrozenSet<string> NotAfterAt = EmbeddedText.Words("not-after-at.txt").ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>"A look at Kafka", "good at Scaling": what follows is no place of work.</summary>
    private static readonly FrozenSet<string> OtherAt = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "look", "looks", "looking", "glance", "peek", "stab", "shot", "aimed", "aiming", "good", "great", "bad", "better", "best", "excel", "excelling",
        "arrive", "arrived", "arriving", "start", "starting", "fail", "failing", "succeed", "succeeding", "laugh", "throw", "throwing", "point", "pointing", "hint");

    /// <summary>Words that end a name in a title where every word is capitalised.</summary>
    private static readonly FrozenSet<string> AfterName = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "using", "with", "without", "for", "in", "on", "to", "from", "by", "via", "through", "over", "under", "during", "into", "when", "while", "is", "are",
        "was", "as", "after", "before", "across", "between", "since", "until", "and", "or", "vs", "versus", "at", "the", "a", "an", "that", "how", "why", "has", "uses", "used");

    /// <summary>"at Every Hop", "at Your Company".</summary>
    private static readonly FrozenSet<string> Determiners = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "every", "each", "all", "any", "some", "both", "no", "your", "our", "my", "their", "his", "her", "its", "this", "that", "these", "those", "what", "which", "various", "different", "several", "many", "most", "multiple", "several", "two", "three");

    public static IReadOnlyList<string> Find(Byline byline, SiteAddress? address)
    {
        var site = address is null ? null : SiteOrganisation.Find(address);
        var words = TitleWords.Split(byline.Subject);
        var found = AtPlaces(words, site);
        if (found.Count == 0)
            found = OrganisationMentions.Find(words, site);
        found.AddRange(Affiliations.Organisations(byline.Affiliation));
        if (found.Count == 0 && site is { SpeaksForIt: true })
            found.Add(site.Name);
        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static List<string> AtPlaces(TitleWord[] words, SiteOrganisation? site)
    {
        var found = new List<string>();
        for (var i = 0; i < words.Length; i++)
        {
            var start = StartOfName(words, i);
            if (start < 0)
                continue;
            while (start < words.Length && NameAt(words, start, found.Count > 0 && start > i + 1, site) is var (name, length))
            {
                // "a look at Uber's …" names Uber; "a look at Kafka" names nobody.
                if (i == 0 || !OtherAt.Contains(words[i - 1].Text) || OrganisationNames.Find(name) is not null)
                    found.Add(name);
                start = NextInList(words, start + length);
            }
        }
        return found;
    }

    /// <returns>Index of the first word of a name that "at" or "@" at <paramref name="i"/> announces; -1: no announcement.</returns>
    private static int StartOfName(TitleWord[] words, int i)
    {
        if (!words[i].Is("at") && words[i].Text != "@")
            return -1;
        var next = i + 1;
        if (words[i].After != WordBreak.None || next >= words.Length)
            return -1;
        return next;
    }

    private static (string Name, int Length)? NameAt(TitleWord[] words, int start, bool isListed, SiteOrganisation? site)
    {
        if (KnownAt(words, start) is { } known)
            return known;
        if (words[start].Text is "the" && start + 1 < words.Length && words[start].After == WordBreak.None)
            return NameAt(words, start + 1, isListed, site) is var (name, inner) && !CommonWords.Contains(name) ? (name, inner + 1) : null;
        var length = UnknownLength(words, start);
        if (length == 0)
            return null;
        var end = start + length;
        // In a list ("at Foo and Bar") what follows "and" is a name only when the phrase ends there.
        if (isListed && words[end - 1].After == WordBreak.None)
            return null;
        return (Spelling(words, start, length, site), length);
    }

    private static (string Name, int Length)? KnownAt(TitleWord[] words, int start)
    {
        var (known, length) = OrganisationMentions.LongestKnown(words, start);
        if (known is null)
            return null;
        var isProper = words[start].Text.Any(char.IsUpper) || !known.IsAlsoWord;
        if (!isProper)
            return null;
        // "at Square Yards": a longer name that only starts like a known one, unless what follows is an everyday word.
        var last = start + length - 1;
        var goesOn = known.IsAlsoWord && words[last].After == WordBreak.None && !words[last].IsPossessive && last + 1 < words.Length
            && words[last + 1].IsCapitalised && !CommonWords.Contains(words[last + 1].Text) && !AfterName.Contains(words[last + 1].Text);
        return goesOn ? null : (known.Name, length);
    }

    private static int UnknownLength(TitleWord[] words, int start)
    {
        var length = 0;
        while (length < MaxNameWords && start + length < words.Length && LooksLikeName(words[start + length], length == 0))
        {
            var word = words[start + length];
            length++;
            if (word.After != WordBreak.None || word.IsPossessive)
                break;
            length += Joins(words, start + length) ? 1 : 0;
        }
        if (length == 0)
            return 0;
        var name = words.AsSpan(start, length);
        if (NotAfterAt.Contains(name[^1].Text) || Determiners.Contains(name[0].Text) || IsEvent(name))
            return 0;
        return length > 1 && AllCommon(name) ? 0 : length;
    }

    /// <summary>"Bank of America", "Procter &amp; Gamble".</summary>
    private static bool Joins(TitleWord[] words, int at) =>
        at + 1 < words.Length && words[at].Text is "of" or "&" && words[at].After == WordBreak.None && words[at + 1].IsCapitalised
        && (words[at].Text == "&" || words[at - 1].Text is "University" or "Bank" or "Institute" or "College" or "Ministry" or "Department");

    private static bool LooksLikeName(TitleWord word, bool isFirst)
    {
        if (AfterName.Contains(word.Text) && (!word.IsCapitalised || !isFirst || word.Text.Length < 3) || AfterName.Contains(word.Text) && !word.Is("the"))
            return false;
        if (word.IsCapitalised)
            return true;
        // "eBay", "iHeartRadio", "500px" and "bol.com" start small.
        var hasLetter = word.Text.Any(char.IsLetter);
        return hasLetter && (word.Text.Skip(1).Any(char.IsUpper) && char.IsLower(word.Text[0]) || LooksLikeDomain(word.Text) || !isFirst && char.IsDigit(word.Text[0]));
    }

    private static bool LooksLikeDomain(string text)
    {
        var dot = text.LastIndexOf('.');
        return dot > 0 && text[(dot + 1)..] is "com" or "io" or "co" or "org" or "net" or "de" or "nl" or "ru" or "app" or "dev" or "ai" or "tv" or "me";
    }

    private static bool AllCommon(ReadOnlySpan<TitleWord> name)
    {
        foreach (var word in name)
        {
            if (!CommonWords.Contains(word.Text) && !NotAfterAt.Contains(word.Text))
                return false;
        }
        return true;
    }

    /// <summary>"at KubeCon 2018", "at Foo Summit": a talk's place, not an employer.</summary>
    private static bool IsEvent(ReadOnlySpan<TitleWord> name)
    {
        foreach (var word in name)
        {
            if (word.Text.EndsWith("Conf", StringComparison.Ordinal) || word.Text.EndsWith("Con", StringComparison.Ordinal) || word.Text.EndsWith("CON", StringComparison.Ordinal)
                || word.Is("Conference") || word.Is("Summit") || word.Is("Symposium") || word.Is("Meetup") || word.Is("Days"))
                return true;
        }
        return false;
    }

    /// <returns>Start of the next name of "A, B and C"; past the end when the list is over.</returns>
    private static int NextInList(TitleWord[] words, int next)
    {
        if (next >= words.Length || words[next - 1].After == WordBreak.Phrase)
            return words.Length;
        var isJoint = words[next].Is("and") || words[next].Text == "&";
        if (isJoint)
            return next + 1;
        return words[next - 1].After == WordBreak.Comma ? next : words.Length;
    }

    /// <summary>As the title has it, unless that is a slip of the site's own name ("at Drobbox" on dropbox.tech).</summary>
    private static string Spelling(TitleWord[] words, int start, int length, SiteOrganisation? site)
    {
        var name = string.Join(' ', words.Skip(start).Take(length).Select(word => word.Text));
        var key = NameKey.Of(name);
        const int shortest = 5;
        return site is not null && key != site.Key && key.Length >= shortest && site.Key.Length >= shortest && EditDistance.IsAtMostOne(key, site.Key) && site.Name.Length > 0
            ? site.Name
            : name;
    }
}
