namespace SemanticSearch.Chat;

/// <summary>A passage that prose may rest on.</summary>
/// <param name="Text">Verbatim piece of the article.</param>
/// <param name="Title">The article's.</param>
/// <param name="Organisation">Whose article it is; null where nobody knows.</param>
internal sealed record ProsePassage(string Text, string Title, string? Organisation);
