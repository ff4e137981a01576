namespace SemanticSearch.Evaluation;

/// <param name="Style">How it is asked (question, keyword, paraphrase, ...), where the collection says so.</param>
internal sealed record JudgedQuestion(string Id, string Text, string? Style, Judgments Judgments);
