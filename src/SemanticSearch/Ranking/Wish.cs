using SemanticSearch.Documents;

namespace SemanticSearch.Ranking;

/// <summary>What a question asks for besides its subject: articles of an organisation, or of a kind.</summary>
/// <param name="Name">The organisation's as the index knows it, or the kind's.</param>
/// <param name="Kind">Null: an organisation.</param>
internal readonly record struct Wish(string Name, DocumentKind? Kind);
