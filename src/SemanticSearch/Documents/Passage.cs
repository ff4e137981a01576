namespace SemanticSearch.Documents;

/// <summary>A piece of an article of about 200 words: the unit of retrieval.</summary>
/// <param name="Ordinal">0-based place in its article.</param>
/// <param name="HeadingPath">Headings above it, outermost first, joined by <see cref="TopicPath.Separator"/>; empty when none.</param>
/// <param name="Text">Exactly <c>article.Text.Substring(Start, Length)</c>.</param>
/// <param name="Start">Offset in the article's text, UTF-16 code units.</param>
internal sealed record Passage(int Ordinal, string HeadingPath, string Text, int Start)
{
    public int Length => Text.Length;
}
