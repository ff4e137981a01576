namespace SemanticSearch.ReadingLists;

/// <summary>"Jeff Barber and Shie Erlich, Software Engineer at Facebook" -> names and what is said of them.</summary>
internal sealed record AuthorList(IReadOnlyList<string> Names, string Affiliation)
{
    /// <summary>null: the text does not start with names of people.</summary>
    public static AuthorList? Read(string text)
    {
        var names = new List<string>();
        var rest = text;
        var before = Joint.None;
        while (Next(rest) is var (item, after, behind))
        {
            var name = item.Trim().TrimEnd('.', '!');
            if (PersonName.Judge(name) < NeededEvidence(before, after, behind))
                break;
            names.Add(name);
            rest = after == Joint.Remark && !IsAffiliation(behind) && !Affiliations.IsBareName(behind) ? "" : behind;
            if (after is Joint.Aside or Joint.Remark or Joint.None)
                break;
            before = after;
        }
        return names.Count == 0 ? null : new AuthorList(names, rest.Trim(' ', ',', ')', '(', '-', '–', '—'));
    }

    private enum Joint
    {
        None,
        Comma,
        And,

        /// <summary>What follows speaks of the person: "at", a dash.</summary>
        Aside,

        /// <summary>A bracket, which may say anything.</summary>
        Remark,
    }

    /// <summary>
    /// A position or an employer behind it makes a name of anything that has the form of one. What a comma parts from a name may be
    /// a company ("Jane Doe, Acme Widgets") and must be certain, unless "and" follows: then it is a list of people.
    /// </summary>
    private static NameEvidence NeededEvidence(Joint before, Joint after, string behind)
    {
        if (before == Joint.Comma)
            return after == Joint.And ? NameEvidence.Likely : NameEvidence.Certain;
        var isIntroduced = before == Joint.None && after is Joint.Comma or Joint.Aside or Joint.Remark && IsAffiliation(behind);
        return isIntroduced ? NameEvidence.Form : NameEvidence.Likely;
    }

    private static bool IsAffiliation(string text)
    {
        var words = TitleWords.Split(text);
        return words.Length > 0 && (Affiliations.HasPosition(text) || OrganisationMentions.LongestKnown(words, 0).Known is not null);
    }

    /// <returns>The text to the next joint, the joint, and the text behind it; null at the end.</returns>
    private static (string Item, Joint Joint, string Behind)? Next(string text)
    {
        if (text.Length == 0)
            return null;
        (string Mark, Joint Joint)[] marks = [(", and ", Joint.And), (" and ", Joint.And), (" & ", Joint.And), (",", Joint.Comma), (" at ", Joint.Aside), (" @ ", Joint.Aside), (" - ", Joint.Aside), (" – ", Joint.Aside), ("; ", Joint.Comma), ("/", Joint.And)];
        var first = text.Length;
        var found = ("", Joint.None);
        foreach (var mark in marks)
        {
            var at = text.IndexOf(mark.Mark, StringComparison.Ordinal);
            if (at < 0 || at >= first)
                continue;
            first = at;
            found = mark;
        }
        var bracket = AsideBracket(text);
        if (bracket >= 0 && bracket < first)
            return (text[..bracket], Joint.Remark, text[(bracket + 1)..]);
        return (text[..first], found.Item2, first == text.Length ? "" : text[(first + found.Item1.Length)..]);
    }

    /// <summary>A bracket after the name; one within it ("Matti (Lepistö) Pehrs") is part of it.</summary>
    private static int AsideBracket(string text)
    {
        var open = text.IndexOf(" (", StringComparison.Ordinal);
        if (open < 0)
            return -1;
        var close = text.IndexOf(')', open);
        var isWithin = close > 0 && close + 2 < text.Length && text[close + 1] == ' ' && char.IsUpper(text[close + 2]);
        return isWithin ? -1 : open + 1;
    }
}
