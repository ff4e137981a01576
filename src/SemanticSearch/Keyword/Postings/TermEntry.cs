namespace SemanticSearch.Keyword.Postings;

/// <summary>What the dictionary knows of a term: how many documents hold it, and where its lists are.</summary>
internal record struct TermEntry
{
    /// <summary>The term's place among all of the segment.</summary>
    public int Ordinal { get; set; }

    /// <summary>Articles that hold it in any field.</summary>
    public int Articles { get; set; }

    /// <summary>Passages that hold it in the body or the context.</summary>
    public int Passages { get; set; }

    /// <summary>Articles that hold it in a field other than the body.</summary>
    public int Heads { get; set; }

    /// <summary>Where the article list starts in the postings section; the other two follow.</summary>
    public long ArticleList { get; set; }

    /// <summary>Articles by the other fields: postings by the fields' weights.</summary>
    public long HeadPostings { get; set; }

    public long PassageList { get; set; }

    /// <summary>Where the positions in passages start in the positions section; the head list follows.</summary>
    public long PositionList { get; set; }

    public long HeadList { get; set; }

    public readonly int Documents(KeywordLevel level) => level == KeywordLevel.Article ? Articles : Passages;
}
