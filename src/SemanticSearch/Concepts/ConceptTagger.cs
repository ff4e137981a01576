namespace SemanticSearch.Concepts;

/// <summary>That an article treats a concept.</summary>
/// <param name="Mentions">How often its text names the concept, the title counting <see cref="ConceptTagger.TitleMentions"/> times.</param>
/// <param name="Passage">Place in the article of the passage that names it most; -1 when only the title does.</param>
internal readonly record struct ConceptTag(int Number, int Mentions, int Passage);

/// <summary>How near the vector of a passage (of the title, for -1) is to a concept; null while it is not embedded.</summary>
internal delegate float? PassageSimilarity(int passage, int number);

/// <summary>
/// Text -> the concepts that it treats, not merely names: in the title, or again and again, and where vectors are there, in a passage that is
/// about something of the kind. Not thread-safe: it keeps its working memory.
/// </summary>
internal sealed class ConceptTagger(Glossary glossary)
{
    /// <summary>A title says what an article is about.</summary>
    public const int TitleMentions = 4;

    /// <summary>An article about one thing names others too.</summary>
    public const int MaxTags = 12;

    /// <summary>Mentions that make a tag.</summary>
    private const int MinMentions = 4;

    /// <summary>Similarity of the passage with most mentions that a tag needs; chosen by reading pairs near the border.</summary>
    private const float MinSimilarity = 0.20f;

    /// <summary>With the name in the title less will do: the title cannot be about nothing.</summary>
    private const float MinTitleSimilarity = 0.10f;

    private readonly List<PlacedTerm> _tokens = [];
    private readonly Dictionary<int, (int Mentions, int Passage, int Most, bool InTitle)> _found = [];

    /// <param name="similarity">Null: no vectors yet.</param>
    /// <returns>Most mentions first.</returns>
    public List<ConceptTag> Tag(string title, IReadOnlyList<string> passages, PassageSimilarity? similarity = null)
    {
        _found.Clear();
        Count(title, passage: -1);
        for (var passage = 0; passage < passages.Count; passage++)
            Count(passages[passage], passage);
        var tags = new List<ConceptTag>();
        foreach (var (number, (mentions, passage, _, inTitle)) in _found)
        {
            if (mentions >= MinMentions && (similarity?.Invoke(passage, number) is not { } near || near >= (inTitle ? MinTitleSimilarity : MinSimilarity)))
                tags.Add(new ConceptTag(number, mentions, passage));
        }
        tags.Sort(static (a, b) => a.Mentions != b.Mentions ? b.Mentions.CompareTo(a.Mentions) : a.Number.CompareTo(b.Number));
        if (tags.Count > MaxTags)
            tags.RemoveRange(MaxTags, tags.Count - MaxTags);
        return tags;
    }

    private void Count(string text, int passage)
    {
        var here = new Dictionary<int, int>();
        foreach (var match in glossary.Names.FindInText(text, _tokens))
        {
            // Of a word with several meanings nobody knows here which is meant.
            if (match.Meanings.Length == 1)
                here[match.Meanings[0]] = here.GetValueOrDefault(match.Meanings[0]) + 1;
        }
        foreach (var (number, count) in here)
        {
            var known = _found.GetValueOrDefault(number, (Mentions: 0, Passage: -1, Most: 0, InTitle: false));
            var isBest = passage >= 0 && count > known.Most;
            _found[number] = (
                known.Mentions + (passage < 0 ? TitleMentions : count), isBest ? passage : known.Passage, isBest ? count : known.Most, known.InTitle || passage < 0);
        }
    }
}
