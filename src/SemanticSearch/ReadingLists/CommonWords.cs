using System.Collections.Frozen;

namespace SemanticSearch.ReadingLists;

/// <summary>Everyday and technical words (Words/common-words.txt): a capitalised one is no name.</summary>
internal static class CommonWords
{
    private static readonly FrozenSet<string> All = EmbeddedText.Words("common-words.txt").ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A word, or a hyphenated one all of whose parts are common ("Real-time").</summary>
    public static bool Contains(string word) =>
        All.Contains(word) || (word.Contains('-', StringComparison.Ordinal) && word.Split('-').All(part => part.Length == 0 || All.Contains(part)));
}
