using System.Buffers;
using System.Globalization;

namespace SemanticSearch.Extraction.Body;

/// <summary>Finds the turns of phrase of <see cref="PhraseMarks"/> in short texts.</summary>
internal static class Phrases
{
    /// <summary>Longer texts say such things in passing.</summary>
    private const int MaxChars = 300;

    private static readonly (PhraseMarks Mark, string[] Phrases)[] Lists =
    [
        (PhraseMarks.Rights, ["©", "copyright", "all rights reserved", "alle rechte", "tous droits", "reproduced without", "may not be published, broadcast",
            "terms of use", "terms of service", "privacy policy", "contributed to this report", "contributed to this story"]),
        (PhraseMarks.SignUp, ["newsletter", "subscribe", "sign up", "signup", "log in", "login", "register", "your inbox", "your email", "email address",
            "free trial", "join us", "membership", "abonnieren", "abonnez", "suscríbete", "inscreva-se", "iscriviti", "подпис"]),
        (PhraseMarks.Share, ["share this", "share on", "share via", "follow us", "follow me", "on twitter", "on facebook", "tweet this", "like us", "@",
            "teilen", "partager", "compartir", "compartilh", "condividi", "поделиться"]),
        (PhraseMarks.ReadOn, ["read more", "read also", "also read", "read next", "related", "recommended", "more from", "more on", "see also", "see more",
            "you may also", "you might also", "don't miss", "must read", "most read", "up next", "next article", "previous article", "trending", "continue reading",
            "more stories", "more:", "related:", "lesen sie", "lire aussi", "leia também", "leggi anche", "leer más", "читайте также", "baca juga"]),
        (PhraseMarks.Comments, ["comment", "reply", "leave a", "join the conversation", "your name", "kommentar", "коммент", "discuss"]),
        (PhraseMarks.Advert, ["advertis", "sponsored", "affiliate", "promo code", "discount", "anzeige", "publicidade", "publicité", "buy now", "commission"]),
        (PhraseMarks.Picture, ["getty", "photo", "image", "credit:", "picture", "reuters/", "/ap", "afp", "shutterstock", "courtesy", "screenshot", "illustration",
            "video", "watch", "foto"]),
        (PhraseMarks.Click, ["click", "download", "tap here", "view all", "show more", "load more", "back to top", "learn more", "get started", "contact us", "visit our"]),
        (PhraseMarks.Cookies, ["cookie", "gdpr", "consent", "javascript", "browser", "ad blocker"]),
        (PhraseMarks.Editorial, ["editor's note", "editor’s note", "correction", "an earlier version", "originally published", "this article was", "this story was",
            "this post was", "is a freelance", "is a reporter", "is the author of", "is a contributor", "reach him at", "reach her at", "opinions expressed"]),
        (PhraseMarks.Filed, ["tags:", "tagged", "filed under", "categories", "category:", "topics:", "posted in", "min read", "minute read", "views", "source:"]),
    ];

    private static readonly (PhraseMarks Mark, SearchValues<string> Phrases)[] Finders = [.. Lists.Select(list => (list.Mark, Any(list.Phrases)))];

    // Most texts have none of all these: one search instead of one for each list.
    private static readonly SearchValues<string> AnyPhrase = Any([.. Lists.SelectMany(list => list.Phrases)]);

    private static readonly SearchValues<string> Months = Any(
        "january", "february", "march", "april", "may ", "june", "july", "august", "september", "october", "november", "december",
        "jan ", "feb ", "mar ", "apr ", "jun ", "jul ", "aug ", "sep ", "sept", "oct ", "nov ", "dec ", "jan.", "feb.", "aug.", "oct.", "nov.", "dec.");

    public static PhraseMarks Find(string text)
    {
        if (text.Length > MaxChars)
            return PhraseMarks.None;
        var marks = PhraseMarks.None;
        if (text.AsSpan().IndexOfAny(AnyPhrase) is var first and >= 0)
        {
            foreach (var (mark, phrases) in Finders)
            {
                if (text.AsSpan(first).ContainsAny(phrases))
                    marks |= mark;
            }
        }
        if (text.Length < 80 && IsDate(text))
            marks |= PhraseMarks.Date;
        if (text.Length < 100 && IsByline(text))
            marks |= PhraseMarks.Byline;
        return marks;
    }

    private static bool IsByline(string text) =>
        text.Length > 3 && (text.StartsWith("by ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("von ", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("par ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("written by", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("posted by", StringComparison.OrdinalIgnoreCase) || text.StartsWith("author:", StringComparison.OrdinalIgnoreCase));

    // A year, or an hour, or "ago" beside a month or other digits.
    private static bool IsDate(string text)
    {
        var hasDigit = text.AsSpan().IndexOfAnyInRange('0', '9') >= 0;
        if (!hasDigit)
            return false;
        if (text.AsSpan().ContainsAny(Months))
            return true;
        if (text.Contains(" ago", StringComparison.OrdinalIgnoreCase) || text.Contains("updated", StringComparison.OrdinalIgnoreCase)
            || text.Contains("published", StringComparison.OrdinalIgnoreCase))
            return true;
        var digits = text.Count(char.IsDigit);
        return digits >= 6 && digits * 2 >= text.Count(c => char.IsLetterOrDigit(c))
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    private static SearchValues<string> Any(params string[] phrases) => SearchValues.Create(phrases, StringComparison.OrdinalIgnoreCase);
}
