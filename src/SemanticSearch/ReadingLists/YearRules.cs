using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SemanticSearch.ReadingLists;

/// <summary>
/// Year of publication, where title or address tells it: "(2014)" in the title, a date in the path (/2016/02/08/, /201701-…, 2014-06-06-…),
/// a conference (srecon17, ladis2009, osdi04), an arXiv number, a year that stands alone in the path or in a slug. The year of a
/// course in which a paper was read (fall2009) is not the paper's.
/// </summary>
internal static partial class YearRules
{
    private const int First = 1960;
    private const int Last = 2039;

    /// <summary>The web is no older; smaller numbers in a slug are counts.</summary>
    private const int FirstInSlug = 1995;

    /// <summary>Meetings whose two last digits are a year: conferences of systems, databases, networks, learning and industry.</summary>
    private static readonly FrozenSet<string> Meetings = FrozenSet.Create(StringComparer.Ordinal,
        "srecon", "lisa", "osdi", "sosp", "nsdi", "atc", "usenixatc", "fast", "hotos", "hotcloud", "hotstorage", "sigmod", "pods", "vldb", "pvldb", "icde", "cidr", "eurosys", "socc", "podc", "spaa", "disc", "ladis", "systor",
        "debull", "kdd", "www", "sigcomm", "imc", "conext", "icml", "nips", "neurips", "iclr", "recsys", "wsdm", "cikm", "sigir", "acl", "emnlp", "naacl", "middleware", "asplos", "isca", "micro", "hpca", "pldi", "popl", "oopsla",
        "icfp", "ndss", "ccs", "sec", "usenixsecurity", "security", "mobicom", "mobisys", "infocom", "percom", "icdcs", "dsn", "icse", "fse", "sc", "ipdps", "hpdc", "strata", "qcon", "oscon", "velocity", "kubecon", "reinvent", "pycon", "gotocon", "devoxx", "strangeloop", "fosdem", "surge", "pgcon");

    public static int? Find(string title, string tail, SiteAddress? address)
    {
        if ((InBrackets(title) ?? InBrackets(tail)) is { } told)
            return told;
        if (address is null || address.DecodedPath.Length == 0)
            return null;
        var path = "/" + string.Join('/', address.DecodedPath);
        var isArxiv = address.Domain == "arxiv.org";
        if (!path.AsSpan().ContainsAnyInRange('0', '9'))
            return null;
        return DateInPath(path) ?? (isArxiv ? ArxivYear(path) : null) ?? MeetingYear(path) ?? YearInSlug(path) ?? LectureYear(path);
    }

    private static int? InBrackets(string text) => Year(Bracketed().Match(text));

    private static int? DateInPath(string path) => Year(PathDate().Match(path)) ?? Year(PathYear().Match(path)) ?? Year(CompactDate().Match(path)) ?? Year(LeadingDate().Match(path));

    private static int? ArxivYear(string path)
    {
        var match = ArxivNumber().Match(path);
        return match.Success ? 2000 + Number(match.Groups["y"].Value) : null;
    }

    private static int? MeetingYear(string path)
    {
        foreach (Match match in NamedYear().Matches(path))
        {
            var digits = match.Groups["y"].Value;
            var name = match.Groups["name"].Value;
            if (digits.Length == 4 && (Meetings.Contains(name) || (!match.Groups["gap"].Success && IsEdition(name))) && Year(match) is { } year)
                return year;
            if (digits.Length == 2 && Meetings.Contains(name))
                return Number(digits) is var two && two <= Last % 100 ? 2000 + two : 1900 + two;
        }
        return null;
    }

    /// <summary>"sigfoo2009" is a meeting; "fall2009" a term, "es2015" and "office2010" are versions.</summary>
    private static bool IsEdition(string name) =>
        name.Length > 2 && name is not ("fall" or "spring" or "summer" or "winter" or "autumn" or "term" or "semester" or "ecma" or "office" or "windows" or "win" or "sql" or "server" or "top" or "over");

    private static int? YearInSlug(string path)
    {
        foreach (Match match in SlugYear().Matches(path))
        {
            if (Year(match) is >= FirstInSlug and not 2000 and var year)
                return year;
        }
        return null;
    }

    /// <summary>Notes of a course are as old as the course.</summary>
    private static int? LectureYear(string path)
    {
        if (!path.Contains("lecture", StringComparison.Ordinal))
            return null;
        var match = TermYear().Match(path);
        if (!match.Success)
            return null;
        var year = Number(match.Groups["y"].Value);
        return year >= 100 ? year : year <= Last % 100 ? 2000 + year : 1900 + year;
    }

    private static int? Year(Match match) =>
        match.Success && Number(match.Groups["y"].Value) is >= First and <= Last and var year ? year : null;

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[(\[](?:[A-Za-z][\w .'’-]*,?\s)?(?<y>[0-9]{4})[)\]]|[,–—-]\s+(?<y>[0-9]{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();

    [GeneratedRegex("/(?<y>[0-9]{4})/(?:0?[1-9]|1[0-2])(?=/|$|[-_])", RegexOptions.CultureInvariant)]
    private static partial Regex PathDate();

    [GeneratedRegex("/(?<y>(?:19|20)[0-9]{2})(?=/|$)", RegexOptions.CultureInvariant)]
    private static partial Regex PathYear();

    [GeneratedRegex("/(?<y>20[0-9]{2})(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])?(?=[-_/.]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex CompactDate();

    [GeneratedRegex("(?:/|[-_])(?<y>(?:19|20)[0-9]{2})[-_](?:0[1-9]|1[0-2])[-_](?:0[1-9]|[12][0-9]|3[01])(?=[-_/.]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingDate();

    [GeneratedRegex(@"/(?<y>[0-9]{2})(?:0[1-9]|1[0-2])\.[0-9]{4,5}", RegexOptions.CultureInvariant)]
    private static partial Regex ArxivNumber();

    [GeneratedRegex("(?<![a-z0-9])(?<name>[a-z]+)(?<gap>[-_])?(?<y>(?:19|20)[0-9]{2}|(?<=[a-z])[0-9]{2})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex NamedYear();

    [GeneratedRegex("(?<=[/_ .-])(?<!(?:server|windows|office|studio|sharepoint|exchange|es|vs|top|over|ecma)[/_ .-])(?<y>(?:19|20)[0-9]{2})(?=[/_ .-]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex SlugYear();

    [GeneratedRegex("(?:fall|spring|summer|winter|autumn)[-_]?(?<y>(?:19|20)?[0-9]{2})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex TermYear();
}
