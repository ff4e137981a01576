namespace SemanticSearch.Text;

internal enum MarkdownBlockKind
{
    Prose,
    Code,
    Heading,
}

/// <summary>A piece of a Markdown text between borders: a heading, a fenced code block, or lines without a blank one between them.</summary>
/// <param name="Start">Offset of the first line, indentation included.</param>
/// <param name="End">Offset behind the last line, without its line end.</param>
/// <param name="Level">1 to 6 for a heading, else 0.</param>
/// <param name="Title">Of a heading, as plain text; may be empty.</param>
internal readonly record struct MarkdownBlock(MarkdownBlockKind Kind, int Start, int End, int Level = 0, string Title = "");
