namespace SemanticSearch.Documents;

/// <summary>What a link leads to. The numbers are stored; never renumber.</summary>
public enum DocumentKind
{
    Article = 0,
    Paper = 1,
    Talk = 2,
    Slides = 3,
    Book = 4,
    Repository = 5,
    Documentation = 6,
}
