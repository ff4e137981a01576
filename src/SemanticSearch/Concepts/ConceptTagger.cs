namespace SemanticSearch.Concepts;

/// <summary>That an article treats a concept.</summary>
/// <param name="Mentions">How often its text names the concept, the title counting <see cref="ConceptTagger.TitleMentions"/> times.</param>
/// <param name="Passage">Place in the article of the passage that names it most; -1 when only the title does.</param>
internal readonly record struct ConceptTag(int Number, int Mentions, int Passage);

/// <summary>How much an article is about a concept, 0 to 1, for ranking: less than a tag demands counts too.</summary>
internal readonly record struct ConceptDegree(int Number, float Degree);

/// <param name="Tags">Most mentions first.</param>
/// <param name="Degrees">By number.</param>
internal sealed record TaggedArticle(IReadOnlyList<ConceptTag> Tags, IReadOnlyList<ConceptDegree> Degrees);

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

    /// <summary>Mentions that make a tag where the title does not name the concept: of 200 pairs read, 97 % of those with more than twelve were right.</summary>
    private const int ManyMentions = 12;

    /// <summary>So few do where they stand close together; a third of the pairs with five to seven in a long text were mere mentions.</summary>
    private const int FewMentions = 5;

    /// <summary>Characters to a mention, at most, of a text that is about a concept though it names it only a few times: about 110 words.</summary>
    private const int CloseTogether = 670;

    /// <summary>Similarity of the passage with most mentions that a tag needs; chosen by reading pairs near the border.</summary>
    private const float MinSimilarity = 0.20f;

    /// <summary>With the name in the title less will do: the title cannot be about nothing.</summary>
    private const float MinTitleSimilarity = 0.10f;

    /// <summary>Degree of a concept in the title, the measure of all others.</summary>
    private const float TitleDegree = 1;

    /// <summary>Of one in the topics that a reading list gives the article.</summary>
    private const float TopicDegree = 0.6f;

    /// <summary>What the degree of one that the text names comes near to; half of it at <see cref="HalfMentions"/>.</summary>
    private const float TextDegree = 0.3f;

    private const float HalfMentions = 2;

    private readonly List<PlacedTerm> _tokens = [];
    private readonly SeenWords _seen = new();

    /// <summary>Concepts that the title calls by a name of several words, which means nothing else: no vector needs to confirm it.</summary>
    private readonly HashSet<int> _inFull = [];
    private readonly Dictionary<int, (int Mentions, int Passage, int Most, bool InTitle)> _found = [];
    private readonly SortedDictionary<int, float> _degrees = [];

    /// <param name="similarity">Null: no vectors yet.</param>
    public TaggedArticle Tag(string title, IReadOnlyList<string> topics, IReadOnlyList<string> passages, PassageSimilarity? similarity = null)
    {
        _found.Clear();
        _inFull.Clear();
        Count(title, passage: -1);
        for (var passage = 0; passage < passages.Count; passage++)
            Count(passages[passage], passage);
        return new TaggedArticle(Tags(passages.Sum(passage => (long)passage.Length), similarity), Degrees(title, topics));
    }

    /// <summary>The degrees that title and topics alone give.</summary>
    public IReadOnlyList<ConceptDegree> Degrees(string title, IReadOnlyList<string> topics)
    {
        _degrees.Clear();
        Raise(title, TitleDegree);
        foreach (var topic in topics)
            Raise(topic, TopicDegree);
        foreach (var (number, (mentions, _, _, inTitle)) in _found)
        {
            var inText = mentions - (inTitle ? TitleMentions : 0);
            Raise(number, TextDegree * inText / (inText + HalfMentions));
        }
        return [.. _degrees.Select(pair => new ConceptDegree(pair.Key, pair.Value))];
    }

    private void Raise(string text, float degree)
    {
        foreach (var match in glossary.Names.FindInText(text, _tokens, _seen))
        {
            foreach (var number in match.Meanings)
                Raise(number, degree / match.Meanings.Length);
        }
    }

    private void Raise(int number, float degree)
    {
        if (degree > _degrees.GetValueOrDefault(number))
            _degrees[number] = degree;
    }

    private List<ConceptTag> Tags(long textChars, PassageSimilarity? similarity)
    {
        var tags = new List<ConceptTag>();
        foreach (var (number, (mentions, passage, _, inTitle)) in _found)
        {
            var isTreated = inTitle || mentions >= ManyMentions || (mentions >= FewMentions && mentions * CloseTogether >= textChars);
            if (isTreated && (_inFull.Contains(number) || similarity?.Invoke(passage, number) is not { } near || near >= (inTitle ? MinTitleSimilarity : MinSimilarity)))
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
        foreach (var match in glossary.Names.FindInText(text, _tokens, _seen))
        {
            // Of a word with several meanings nobody knows here which is meant.
            if (match.Meanings.Length == 1)
            {
                here[match.Meanings[0]] = here.GetValueOrDefault(match.Meanings[0]) + 1;
                if (passage < 0 && text.AsSpan(match.Start, match.Length).Contains(' '))
                    _inFull.Add(match.Meanings[0]);
            }
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
