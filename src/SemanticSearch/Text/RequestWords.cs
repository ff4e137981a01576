using System.Collections.Frozen;

namespace SemanticSearch.Text;

/// <summary>Words by which a question speaks of what it wants ("articles that discuss", "good ways to use") rather than of its subject. They count
/// less in a free-text query that has other words.</summary>
internal static class RequestWords
{
    private static readonly FrozenSet<string> Words =
        """
        article articles paper papers literature publication publications
        interested interest information concerning concern concerns concerned regarding dealing deal deals dealt
        looking look find seek seeking want wanted wish like give given
        discuss discussed discusses discussing discussion describe described describes describing
        exist exists existing relevant related relate relates relating pertaining pertain pertains
        anything something anyone someone available able topic topics etc especially particularly mostly
        use used uses using make makes made making way ways get need people company companies best good better different various
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    /// <param name="word">A folded word, before stemming.</param>
    public static bool Contains(string word) => Words.Contains(word);
}
