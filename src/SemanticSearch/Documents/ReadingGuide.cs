namespace SemanticSearch.Documents;

/// <summary>Advice of a reading list that points at its sections instead of at pages: "If your system goes slow".</summary>
/// <param name="Text">The advice as plain text.</param>
/// <param name="Sections">Topic paths (<see cref="TopicPath"/>) that it points at, in its order, each once.</param>
public sealed record ReadingGuide(string Title, string Text, IReadOnlyList<string> Sections);
