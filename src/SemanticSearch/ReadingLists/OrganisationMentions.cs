namespace SemanticSearch.ReadingLists;

/// <summary>Names of organisations in a title that has no "at …": known ones, and the one that the address is named after.</summary>
internal static class OrganisationMentions
{
    public static List<string> Find(TitleWord[] words, SiteOrganisation? site)
    {
        var found = new List<string>();
        var wasFound = false;
        for (var i = 0; i < words.Length;)
        {
            var (name, length) = NameAt(words, i, site, wasFound);
            // "eBay: Building … with MongoDB" on MongoDB's blog: who is named in front is meant, and nobody else.
            if (name is not null && i == 0 && length < words.Length && words[length - 1] is { After: WordBreak.Phrase, IsPossessive: false })
                return [name];
            wasFound = name is not null || (wasFound && (words[i].Is("and") || words[i].Text == "&"));
            if (name is not null)
                found.Add(name);
            i += length;
        }
        return found;
    }

    /// <summary>The known name of most words that starts at <paramref name="start"/>, and its length; (null, 1) when there is none.</summary>
    public static (KnownOrganisation? Known, int Length) LongestKnown(TitleWord[] words, int start)
    {
        for (var length = LongestSpan(words, start); length > 0; length--)
        {
            var endsInWord = words[start + length - 1].Text.Any(char.IsLetterOrDigit);
            if (endsInWord && OrganisationNames.Find(Text(words, start, length)) is { } known)
                return (known, length);
        }
        return (null, 1);
    }

    /// <param name="afterName">The word before is an organisation, or "and" after one: "Google, IBM and Hortonworks".</param>
    private static (string? Name, int Length) NameAt(TitleWord[] words, int start, SiteOrganisation? site, bool afterName)
    {
        var (known, length) = LongestKnown(words, start);
        if (known is null)
            return SiteNameAt(words, start, site);
        if (!words[start].Text.Any(char.IsUpper) && known.IsAlsoWord)
            return (null, length);
        if (!known.IsAlsoWord || (site is not null && site.Key == NameKey.Of(known.Name)) || afterName || IsClearlyMeant(words, start, length))
            return (known.Name, length);
        return (null, length);
    }

    /// <summary>A name that nobody told us, which the address has too: "HBase in Imgur Notification" on blog.imgur.com.</summary>
    private static (string? Name, int Length) SiteNameAt(TitleWord[] words, int start, SiteOrganisation? site)
    {
        if (site is null || site.Name.Length == 0 || OrganisationNames.FindKey(site.Key) is not null)
            return (null, 1);
        for (var length = LongestSpan(words, start); length > 0; length--)
        {
            var text = Text(words, start, length);
            if (NameKey.Of(text) == site.Key)
                return words[start].IsCapitalised && IsOwnName(words, start, length, site) ? (text, length) : (null, length);
        }
        return (null, 1);
    }

    /// <summary>On an engineering blog the name is the organisation; elsewhere ("kafka.apache.org", "12factor.net") the title must say so.</summary>
    private static bool IsOwnName(TitleWord[] words, int start, int length, SiteOrganisation site) => site.SpeaksForIt || IsClearlyMeant(words, start, length);

    private static bool IsClearlyMeant(TitleWord[] words, int start, int length)
    {
        var last = words[start + length - 1];
        if (last.IsPossessive)
            return true;
        if (words[start].Before == WordBreak.Phrase && last.After == WordBreak.Phrase && start > 0 && start + length == words.Length)
            return true;
        if (start == 0)
            return last.After == WordBreak.Phrase && length < words.Length && TellsStory(words[length]);
        var before = words[start - 1];
        if (before.After != WordBreak.None)
            return false;
        if (before.Is("by") || before.Is("inside") || before.Is("behind"))
            return true;
        var previous = start > 1 ? words[start - 2] : null;
        if (before.Is("from"))
            return previous is not null && (previous.Is("lesson") || previous.Is("lessons") || previous.Is("learned") || previous.Is("advice") || previous.Is("tips"));
        if (before.Is("of"))
            return previous is not null && last.After == WordBreak.Phrase && IsOwnedThing(previous);
        return (before.Is("how") || before.Is("why")) && last.After == WordBreak.None;
    }

    /// <summary>"Slack: How we …", against "Docker: An Introduction".</summary>
    private static bool TellsStory(TitleWord word) =>
        word.Is("how") || word.Is("why") || word.Is("what") || word.Is("our") || word.Is("lessons") || word.Is("inside") || word.Is("behind") || word.Is("building") || word.Is("scaling");

    private static bool IsOwnedThing(TitleWord word) =>
        word.Is("architecture") || word.Is("infrastructure") || word.Is("evolution") || word.Is("stack") || word.Is("backend") || word.Is("back-end")
        || word.Is("story") || word.Is("history") || word.Is("engineering") || word.Is("culture") || word.Is("infra");

    /// <summary>Words that may make one name: up to a break or a possessive.</summary>
    private static int LongestSpan(TitleWord[] words, int start)
    {
        var length = 1;
        while (length < OrganisationNames.MaxWords && start + length < words.Length && words[start + length - 1] is { After: WordBreak.None, IsPossessive: false })
            length++;
        return length;
    }

    private static string Text(TitleWord[] words, int start, int length) =>
        length == 1 ? words[start].Text : string.Join(' ', words.Skip(start).Take(length).Select(word => word.Text));
}
