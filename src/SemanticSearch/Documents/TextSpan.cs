namespace SemanticSearch.Documents;

/// <summary>A span of a text, UTF-16 code units; in JSON <c>[start, length]</c>.</summary>
public readonly record struct TextSpan(int Start, int Length);
