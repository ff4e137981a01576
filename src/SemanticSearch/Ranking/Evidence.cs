namespace SemanticSearch.Ranking;

/// <summary>What both legs say of one article.</summary>
internal readonly record struct Evidence(int Article, int Passages)
{
    /// <summary>BM25 over all fields; 0 where the keyword leg did not bring the article.</summary>
    public double Keyword { get; init; }

    /// <summary>BM25 of the best passage by keywords; 0 without one.</summary>
    public double KeywordPassage { get; init; }

    /// <summary>The best passage by keywords, or -1: a bare list entry, or a match in the title only.</summary>
    public int BestKeywordPassage { get; init; } = -1;

    /// <summary>Cosine of the nearest passage; <see cref="NoCosine"/> where none is known.</summary>
    public double PassageCosine { get; init; } = NoCosine;

    /// <summary>The nearest passage, or -1.</summary>
    public int NearestPassage { get; init; } = -1;

    /// <summary>Mean cosine of the three nearest passages, of all where there are fewer.</summary>
    public double NearPassagesCosine { get; init; } = NoCosine;

    /// <summary>Cosine of the title; <see cref="NoCosine"/> where it is not known.</summary>
    public double TitleCosine { get; init; } = NoCosine;

    /// <summary>How much the article is about the concepts that the question is about, 0 to 1.</summary>
    public double Concept { get; init; }

    /// <summary>How far the article is of the organisation and of the kind that the question asks for, 0 to 1.</summary>
    public double Wanted { get; init; }

    /// <summary>Share of the question's rarity that words make up which hardly any other article holds, 0 to 1.</summary>
    public double Rare { get; init; }

    /// <summary>A text nearer than this to a question is so by more than chance: of what judged questions of five collections have among their best hundred less than
    /// 1 % is lost with what lies below, among their best ten nothing.</summary>
    private const double NearCosine = 0.15;

    /// <summary>Whether the question finds the article at all, whatever else is found: by a word, by a concept or by its meaning.</summary>
    public bool IsFound => Keyword > 0 || Concept > 0 || Rare > 0 || Math.Max(TitleCosine, PassageCosine) >= NearCosine;

    /// <summary>Below every cosine that a model gives to two texts.</summary>
    public const double NoCosine = -1;

    /// <summary>How much the mean of the nearest passages counts beside the nearest one: an article that treats the matter in several places is about it.</summary>
    private const double NearPassagesShare = 0.3;

    /// <summary>What the vector leg says: the nearest passages; of an entry without text, or one whose text is not embedded yet, its title.</summary>
    public double Vector => PassageCosine > NoCosine ? (1 - NearPassagesShare) * PassageCosine + NearPassagesShare * NearPassagesCosine : TitleCosine;

    /// <summary>
    /// What the keyword leg says: the score over all fields plus the weighted score of the best passage, so that a long article that answers in one
    /// place is neither lost among its other words nor beaten by one that mentions the words far apart. A short article is its own best passage.
    /// </summary>
    public double KeywordTotal(double passageWeight) => Keyword + passageWeight * (PassageShare * KeywordPassage + (1 - PassageShare) * Keyword);

    /// <summary>How far the best passage is told from the article: not at all where there are two passages or fewer, half where there are three.</summary>
    public double PassageShare => Math.Clamp((Passages - 2) / 2.0, 0, 1);
}
