using System.Globalization;
using System.Text.RegularExpressions;
using SemanticSearch.Text;

namespace SemanticSearch.Chat;

/// <param name="Passage">Its place among those that were sent, from 0.</param>
/// <param name="Start">Of the quote in the passage's text.</param>
internal readonly record struct FoundQuote(int Passage, int Start, int Length);

/// <summary>A sentence of a reply that rests on at least one quote.</summary>
internal sealed record QuotedSentence(string Text, IReadOnlyList<FoundQuote> Quotes);

/// <param name="Dropped">Sentences that rest on nothing.</param>
internal sealed record ReadProse(IReadOnlyList<QuotedSentence> Sentences, int Dropped);

/// <summary>
/// What counts of a chat model's reply: sentences that end in a quote which stands in the named passage, and that bring no number, dotted name or address which
/// question and cited articles lack. All else is dropped, whatever led the model to write it. Pure.
/// </summary>
internal static partial class ProseReader
{
    public const int MaxSentences = 8;

    private const int MinChars = 15;
    private const int MaxChars = 600;

    /// <summary>Some models think aloud before they answer.</summary>
    private const string ThoughtBegin = "<think>";
    private const string ThoughtEnd = "</think>";

    public static ReadProse Read(string reply, string question, IReadOnlyList<ProsePassage> passages)
    {
        var quotes = passages.Select(passage => new VerbatimQuote(passage.Text)).ToList();
        var (sentences, dropped) = (new List<QuotedSentence>(), 0);
        foreach (var claim in Claims(WithoutThought(reply)))
        {
            var said = SentencesOf(claim.Text);
            if (said.Count == 0)
                continue;
            var found = claim.Citations.Select(citation => Find(citation, quotes)).OfType<FoundQuote>().Distinct().ToList();
            var text = Plain(said[^1], claim.Stop);
            var isKept = found.Count > 0 && sentences.Count < MaxSentences && text.Length is >= MinChars and <= MaxChars && !text.Contains('[', StringComparison.Ordinal)
                && IsGrounded(text, question, found.Select(quote => passages[quote.Passage])) && !sentences.Exists(other => other.Text == text);
            if (isKept)
                sentences.Add(new QuotedSentence(text, found));
            // A marker of another form than was asked for is no sentence.
            dropped += said.Count(sentence => sentence[0] != '[') - (isKept ? 1 : 0);
        }
        return new ReadProse(sentences, dropped);
    }

    /// <summary>Whether the model said that there is no answer.</summary>
    public static bool IsNothing(string reply) => WithoutThought(reply).Trim(' ', '\r', '\n', '.', '"', '*') == ProsePrompt.Nothing;

    private static string WithoutThought(string reply)
    {
        if (!reply.AsSpan().TrimStart().StartsWith(ThoughtBegin, StringComparison.Ordinal))
            return reply;
        var end = reply.IndexOf(ThoughtEnd, StringComparison.Ordinal);
        return end < 0 ? "" : reply[(end + ThoughtEnd.Length)..];
    }

    /// <summary>The reply, cut after each run of markers; what follows the last one has none.</summary>
    private static IEnumerable<Claim> Claims(string reply)
    {
        for (var at = 0; at < reply.Length;)
        {
            var (text, citations, end) = (reply[at..], new List<Citation>(), reply.Length);
            for (var i = reply.IndexOf('[', at); i >= 0; i = reply.IndexOf('[', i + 1))
            {
                if (ReadCitation(reply, i) is not { } first)
                    continue;
                text = reply[at..i];
                for (Citation? next = first; next is { } citation; next = ReadCitation(reply, SkipBlanks(reply, end)))
                {
                    citations.Add(citation);
                    end = citation.End;
                }
                break;
            }
            // A full stop may stand behind the markers; it belongs to the sentence.
            var stop = end < reply.Length && citations.Count > 0 && reply[end] is '.' or '!' or '?' ? reply[end++].ToString() : ".";
            yield return new Claim(text, citations, stop);
            at = end;
        }
    }

    /// <summary><c>[2: "a piece"]</c> at a place; null where anything else stands there.</summary>
    private static Citation? ReadCitation(string reply, int at)
    {
        if (at >= reply.Length || Marker().Match(reply, at, Math.Min(MaxMarkerChars, reply.Length - at)) is not { Success: true } marker)
            return null;
        var number = int.Parse(marker.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return new Citation(number - 1, marker.Groups[2].Value, at + marker.Length);
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is ',' or ';'))
            at++;
        return at;
    }

    private static FoundQuote? Find(Citation citation, List<VerbatimQuote> quotes) =>
        citation.Passage >= 0 && citation.Passage < quotes.Count && quotes[citation.Passage].Find(citation.Quote) is { } place
            ? new FoundQuote(citation.Passage, place.Start, place.Length)
            : null;

    /// <summary>A line break ends a sentence too.</summary>
    private static List<string> SentencesOf(string text)
    {
        var sentences = new List<string>();
        foreach (var line in text.Split('\n').Select(line => ListMark().Replace(line, "").Trim()))
        {
            for (var position = 0; position < line.Length;)
            {
                var (start, length) = SentenceBounds.Around(line, position).GetOffsetAndLength(line.Length);
                var sentence = line.Substring(start, length);
                if (sentence.Any(char.IsLetterOrDigit))
                    sentences.Add(sentence);
                position = Math.Max(position + 1, start + length);
                while (position < line.Length && char.IsWhiteSpace(line[position]))
                    position++;
            }
        }
        return sentences;
    }

    /// <summary>One line without emphasis, code marks or characters that steer a terminal or turn the direction of a text; it ends as a sentence does.</summary>
    private static string Plain(string sentence, string stop)
    {
        var kept = sentence.Replace("**", "", StringComparison.Ordinal).Where(c => c != '`' && !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format);
        var text = string.Join(' ', string.Concat(kept).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 0 && (char.IsLetterOrDigit(text[^1]) || text[^1] is ')' or '"') ? text + stop : text;
    }

    /// <summary>Numbers, dotted names and addresses are what a reader would act on: each stands in the question or in a cited passage.</summary>
    private static bool IsGrounded(string sentence, string question, IEnumerable<ProsePassage> cited)
    {
        var known = cited.Aggregate(Facts(question), (facts, passage) => [.. facts, .. Facts(passage.Text), .. Facts(passage.Title), .. Facts(passage.Organisation ?? "")]);
        return !sentence.Contains("://", StringComparison.Ordinal) && Facts(sentence).IsSubsetOf(known);
    }

    private static HashSet<string> Facts(string text)
    {
        var facts = Number().Matches(text).Select(match => match.Value.Replace(",", "", StringComparison.Ordinal));
        var names = DottedName().Matches(text).Select(match => match.Value).Where(name => name.Any(char.IsLetter) && name is not ("e.g" or "i.e"));
        return new HashSet<string>(facts.Concat(names), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Longer is no short quote.</summary>
    private const int MaxMarkerChars = 1_000;

    [GeneratedRegex("""\G\[\s*([0-9]{1,3})\s*:\s*["“](.+?)["”]\s*\]""", RegexOptions.Singleline)]
    private static partial Regex Marker();

    [GeneratedRegex(@"^\s*(?:[-*•]|[0-9]{1,2}[.)])\s+")]
    private static partial Regex ListMark();

    [GeneratedRegex(@"[0-9]+(?:[.,][0-9]+)*")]
    private static partial Regex Number();

    [GeneratedRegex(@"[\p{L}\p{Nd}_-]+(?:[.@][\p{L}\p{Nd}_-]+)+")]
    private static partial Regex DottedName();

    private sealed record Claim(string Text, IReadOnlyList<Citation> Citations, string Stop);

    /// <param name="Passage">From 0.</param>
    /// <param name="End">Where the marker ends in the reply.</param>
    private readonly record struct Citation(int Passage, string Quote, int End);
}
