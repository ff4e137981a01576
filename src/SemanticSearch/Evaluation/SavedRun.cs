using SemanticSearch.Documents;

namespace SemanticSearch.Evaluation;

/// <summary>A run that was written before, measured on the same questions.</summary>
/// <param name="Qualities">One for each question, in their order.</param>
/// <param name="MissingQuestions">Questions that the run does not rank anything for; they count as nothing found (trec_eval's -c).</param>
internal sealed record SavedRun(IReadOnlyList<Quality> Qualities, int MissingQuestions)
{
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataProblemException">It is no run, or one of other questions; names file and line.</exception>
    public static SavedRun Read(string path, IReadOnlyList<JudgedQuestion> questions)
    {
        var rankings = TrecRun.Read(path);
        var qualities = new List<Quality>(questions.Count);
        var missing = 0;
        foreach (var question in questions)
        {
            var isRanked = rankings.TryGetValue(TrecRun.Column(question.Id), out var ranking);
            missing += isRanked ? 0 : 1;
            qualities.Add(Quality.Of([.. (ranking ?? []).Select(place => place.Id)], question.Judgments.Renamed(TrecRun.Column)));
        }
        return missing < questions.Count
            ? new SavedRun(qualities, missing)
            : throw new DataProblemException($"{path} ranks none of the {questions.Count} judged questions: it is the run of other questions");
    }
}
