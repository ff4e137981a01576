namespace SemanticSearch.Documents;

/// <summary>A piece of an input that was skipped or doubted, and why.</summary>
/// <param name="Line">1-based line of the input; 0 when the whole input is meant.</param>
public sealed record InputProblem(int Line, string Message);
