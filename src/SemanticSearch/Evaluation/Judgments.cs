namespace SemanticSearch.Evaluation;

/// <summary>What a judge said about articles for one question. A grade of 1 or more is relevant; an article that is not listed was not judged.</summary>
internal sealed class Judgments
{
    private readonly Dictionary<string, int> _grades;
    private readonly int[] _relevantGrades;

    public Judgments(IReadOnlyDictionary<string, int> grades)
    {
        _grades = new Dictionary<string, int>(grades, StringComparer.Ordinal);
        _relevantGrades = [.. _grades.Values.Where(grade => grade > 0).OrderDescending()];
    }

    /// <summary>Grades of the relevant articles, best first: the ideal ranking.</summary>
    public ReadOnlySpan<int> RelevantGrades => _relevantGrades;

    public IEnumerable<string> RelevantIds => _grades.Where(pair => pair.Value > 0).Select(pair => pair.Key);

    /// <summary>Judged at all, be it as not relevant.</summary>
    public bool Contains(string id) => _grades.ContainsKey(id);

    /// <summary>The same judgments, the articles named otherwise.</summary>
    public Judgments Renamed(Func<string, string> name)
    {
        var renamed = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (id, grade) in _grades)
            renamed.TryAdd(name(id), grade);
        return new Judgments(renamed);
    }

    /// <summary>0 for what was not judged; a negative grade (spam, in some collections) gains nothing either.</summary>
    public int Gain(string id) => Math.Max(0, _grades.GetValueOrDefault(id));
}
