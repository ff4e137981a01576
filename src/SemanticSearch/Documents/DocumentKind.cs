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

public static class DocumentKinds
{
    /// <summary>The kind as users write it: <c>article</c>, <c>paper</c>, ...</summary>
    public static string Name(this DocumentKind kind) => kind switch
    {
        DocumentKind.Paper => "paper",
        DocumentKind.Talk => "talk",
        DocumentKind.Slides => "slides",
        DocumentKind.Book => "book",
        DocumentKind.Repository => "repository",
        DocumentKind.Documentation => "documentation",
        _ => "article",
    };
}
