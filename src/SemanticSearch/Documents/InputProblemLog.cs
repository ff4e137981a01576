namespace SemanticSearch.Documents;

/// <summary>The problems of one input, in the order they were met: the first thousand, then a count of the rest.</summary>
internal sealed class InputProblemLog
{
    public const int MaxKept = 1_000;

    private readonly List<InputProblem> _kept = [];
    private int _more;

    public void Add(int line, string message)
    {
        if (_kept.Count < MaxKept)
            _kept.Add(new InputProblem(line, message));
        else
            _more++;
    }

    public IReadOnlyList<InputProblem> ToList() =>
        _more == 0 ? _kept : [.. _kept, new InputProblem(0, $"{_more:N0} more problems are not listed")];
}
