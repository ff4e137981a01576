namespace SemanticSearch.Extraction;

internal enum ArticleBlockKind
{
    Paragraph,
    Heading,
    ListItem,
    Quote,
    Code,
    Table,
    Caption,
}

/// <summary>A piece of an article in reading order.</summary>
/// <param name="Text">Plain text; of code, every character as it stands; of a table, a row a line, cells apart by " | ".</param>
internal sealed record ArticleBlock(ArticleBlockKind Kind, string Text)
{
    /// <summary>Of a heading 1 to 6; of a list item its depth from 1; else 0.</summary>
    public int Level { get; init; }

    /// <summary>Of an item of a numbered list, else 0.</summary>
    public int Number { get; init; }

    /// <summary>Of code, as the page names it ("java"); else empty.</summary>
    public string CodeLanguage { get; init; } = "";

    /// <summary><see cref="Text"/> with code in backticks and special characters escaped where they would change the meaning.</summary>
    public string Inline { get; init; } = Text;

    /// <summary>Of a table: cells by row, each as <see cref="Inline"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; init; } = [];
}
