using System.Collections.Frozen;
using SemanticSearch.Documents;

namespace SemanticSearch.Ranking;

/// <summary>
/// Question -> wishes: organisations that it calls by name, and kinds where its words ask for them ("talks about", "a paper on", "... slides").
/// Pure; linear in the words of the question.
/// </summary>
internal sealed class WishReader
{
    /// <summary>Shorter names are met by chance.</summary>
    private const int MinNameChars = 3;

    /// <summary>Names of organisations that are words of English: without a capital, or where every sentence has one, they are those words.</summary>
    private static readonly FrozenSet<string> EverydayWords =
        """
        apple blend block bolt box branch brave buffer chime circle clever compass discord drift envoy epic fast front gem grab harness heap hinge
        honey hopper indeed intercom joy lattice lever lime line linear loom match medium meta monday nest notion outreach plaid postman primer rally
        ramp react render ring ripple route seat segment sentry shell signal slack slice snap snowflake spring sprout square stitch stripe sun super
        target tile tinder toast tower twitch unity wave wish wonder zoom
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Organisations whose name is first of all that of what they sell: "AWS accounts" asks for no article by AWS.</summary>
    private static readonly FrozenSet<string> Products =
        """
        android aws azure cloudflare confluent databricks datadog docker elastic elasticsearch gcp github gitlab hashicorp heroku jira kubernetes
        mongodb oracle postgres redis salesforce splunk twilio vmware whatsapp wordpress youtube zendesk
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>One of them or several; the singular of "talk" is a verb as often.</summary>
    private static readonly FrozenDictionary<string, DocumentKind> KindWords = new Dictionary<string, DocumentKind>
    {
        ["talk"] = DocumentKind.Talk,
        ["talks"] = DocumentKind.Talk,
        ["videos"] = DocumentKind.Talk,
        ["video"] = DocumentKind.Talk,
        ["paper"] = DocumentKind.Paper,
        ["papers"] = DocumentKind.Paper,
        ["slides"] = DocumentKind.Slides,
        ["book"] = DocumentKind.Book,
        ["books"] = DocumentKind.Book,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands between a kind and its subject.</summary>
    private static readonly FrozenSet<string> Links = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "on", "about", "from", "by");

    /// <summary>After these "talks about" and "books" are verbs, and a kind is somebody's subject.</summary>
    private static readonly FrozenSet<string> VerbMarks = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "that", "which", "who", "to", "it", "he", "she", "we", "i", "they", "you", "not", "let's", "please", "services", "people");

    private readonly FrozenDictionary<string, string> _organisations;
    private readonly Func<string, bool> _isEveryday;
    private readonly int _longest;

    /// <param name="organisations">Names as the index knows them.</param>
    /// <param name="isEveryday">Whether a word is an ordinary one, and a name only with its capital.</param>
    public WishReader(IEnumerable<string> organisations, Func<string, bool> isEveryday)
    {
        _isEveryday = word => EverydayWords.Contains(word) || isEveryday(word);
        _organisations = organisations.Where(name => name.Length >= MinNameChars && !Products.Contains(name)).DistinctBy(Key, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(Key, name => name, StringComparer.OrdinalIgnoreCase);
        _longest = _organisations.Keys.Select(name => name.Count(c => c == ' ') + 1).DefaultIfEmpty().Max();
    }

    /// <returns>In the order of mention, each once.</returns>
    public IReadOnlyList<Wish> Read(string question)
    {
        var words = Words(question);
        var wishes = new List<Wish>();
        for (var at = 0; at < words.Count; at++)
        {
            if (KindAt(words, at) is { } kind)
                wishes.Add(new Wish(kind.Name(), kind));
            else if (OrganisationAt(words, at, out var length) is { } name)
            {
                wishes.Add(new Wish(name, null));
                at += length - 1;
            }
        }
        return [.. wishes.Distinct()];
    }

    private string? OrganisationAt(List<string> words, int at, out int length)
    {
        for (length = Math.Min(_longest, words.Count - at); length > 0; length--)
        {
            if (!_organisations.TryGetValue(string.Join(' ', words.Skip(at).Take(length)), out var name))
                continue;
            var isWritten = length > 1 || !_isEveryday(words[at]) || (at > 0 && char.IsUpper(words[at][0]));
            return isWritten ? name : null;
        }
        return null;
    }

    /// <summary>Before "on" or "about", or as the last word: "raft paper", not "paper machines" nor "how processes talk".</summary>
    private static DocumentKind? KindAt(List<string> words, int at)
    {
        if (!KindWords.TryGetValue(words[at], out var kind) || (at > 0 && VerbMarks.Contains(words[at - 1])))
            return null;
        var isSingularTalk = words[at].Equals("talk", StringComparison.OrdinalIgnoreCase);
        if (at + 1 == words.Count)
            return at > 0 && !isSingularTalk ? kind : null;
        // "Talk about caching" and "how services talk about state" speak; "a talk about caching" is one.
        return Links.Contains(words[at + 1]) && !(isSingularTalk && !(at > 0 && IsArticle(words[at - 1]))) ? kind : null;
    }

    private static bool IsArticle(string word) => word.ToLowerInvariant() is "a" or "the" or "any" or "good" or "best" or "conference" or "tech" or "keynote";

    private static string Key(string name) => string.Join(' ', Words(name));

    /// <summary>Words without the marks around them and the possessive: "Netflix's," is Netflix.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        foreach (var piece in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var word = piece.Trim(',', ';', ':', '.', '!', '?', '(', ')', '[', ']', '"', '\'', '\u201C', '\u201D', '\u2018', '\u2019');
            if (word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("\u2019s", StringComparison.Ordinal))
                word = word[..^2];
            if (word.Length > 0)
                words.Add(word);
        }
        return words;
    }
}
