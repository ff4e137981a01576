namespace SemanticSearch.Documents;

/// <summary>What one term in one field adds to a keyword score.</summary>
/// <param name="Frequency">Occurrences in the field (of the article or of its best passage, as the field says).</param>
/// <param name="Score">What the term in this field adds to the keyword score.</param>
public sealed record TermExplanation(string Term, string Field, int Frequency, int DocumentFrequency, double Idf, double Score);
