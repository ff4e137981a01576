using SemanticSearch.Keyword;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>Why a question has no hits, and what to try: one sentence for the user.</summary>
internal static class NothingFound
{
    /// <summary>Unknown words named, at most.</summary>
    private const int MostNamed = 5;

    /// <summary>Longer texts are not repeated in a note.</summary>
    private const int MostChars = 60;

    /// <param name="total">Articles found. With some there is still a note where the words say nothing.</param>
    public static IEnumerable<string> Notes(Question question, KeywordIndexReader index, int total)
    {
        if (IsOfCommonWords(question))
            yield return $"{(question.Parsed.Text.Length <= MostChars ? Quoted(question.Parsed.Text) : "The query")} has only words that stand in almost every text: add a word of what it is about.";
        else if (total == 0)
            yield return Why(question, index);
    }

    private static string Why(Question question, KeywordIndexReader index)
    {
        var parsed = question.Parsed;
        if (index.ArticleCount == 0)
            return "The index holds no article yet: run `semsearch import`, then `semsearch index`.";
        if (parsed.HasNoWords && question.Allowed is null)
            return "The query is empty: ask a question, or set a condition such as topic:caching.";
        if (!parsed.HasNoWords && Analyzer.Analyze(parsed.Text).Count == 0)
            return "The query holds no letter or digit: there is nothing to look for.";
        if (question.Allowed is { Count: 0 })
        {
            return question.Keywords.Phrases.Count > 0
                ? "No article holds the quoted words in this order and meets all other conditions: try them without quotation marks."
                : "No article meets the conditions of this search: take one of them back.";
        }
        var unknown = new QuestionWords(index, parsed.Text, question.Taken).Unknown.ToList();
        if (unknown.Count == 0)
            return "No article is about this, although some hold its words: try other words, or fewer conditions.";
        var named = unknown.Where(word => word.Length <= MostChars).Take(MostNamed).Select(Quoted);
        var held = string.Join(" or ", named.DefaultIfEmpty("these words"));
        return $"No article holds {held}{(question.Mode == SearchMode.Keyword ? "" : ", and none comes near in meaning")}: try other or more general words.";
    }

    private static string Quoted(string text) => $"\u201C{text}\u201D";

    private static bool IsOfCommonWords(Question question) =>
        question.Keywords.Phrases.Count == 0 && Analyzer.Analyze(question.Parsed.Text) is [_, ..] && !Analyzer.ContentWords(question.Parsed.Text).Any();
}
