using SemanticSearch.Keyword;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>Why a question has no hits, and what to try: one sentence for the user.</summary>
internal static class NothingFound
{
    /// <summary>Unknown words named, at most.</summary>
    private const int MostNamed = 5;

    /// <param name="total">Articles found. With some there is still a note where the words say nothing.</param>
    public static IEnumerable<string> Notes(Question question, KeywordIndexReader index, int total)
    {
        if (IsOfCommonWords(question))
            yield return $"\u201C{question.Parsed.Text}\u201D has only words that stand in almost every text: add a word of what it is about.";
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
        var unknown = new QuestionWords(index, parsed.Text, question.Taken).Unknown.Take(MostNamed).ToList();
        return unknown.Count > 0
            ? $"No article holds {string.Join(" or ", unknown.Select(word => $"\u201C{word}\u201D"))}{(question.Mode == SearchMode.Keyword ? "" : ", and none comes near in meaning")}: try other or more general words."
            : "No article is about this, although some hold its words: try other words, or fewer conditions.";
    }

    private static bool IsOfCommonWords(Question question) =>
        question.Keywords.Phrases.Count == 0 && Analyzer.Analyze(question.Parsed.Text) is [_, ..] && !Analyzer.ContentWords(question.Parsed.Text).Any();
}
