using SemanticSearch.Documents;

namespace SemanticSearch.Cli.Output;

/// <summary>What went wrong with an input, on stderr: the first ones, and how many more there are.</summary>
internal static class ProblemList
{
    private const int MaxShown = 20;

    public static void Write(string source, IReadOnlyList<InputProblem> problems) =>
        Write([.. problems.Select(problem => problem.Line > 0 ? $"{source}:{problem.Line}: {problem.Message}" : $"{source}: {problem.Message}")]);

    public static void Write(IReadOnlyList<string> problems)
    {
        foreach (var problem in problems.Take(MaxShown))
            Terminal.Note(problem);
        if (problems.Count > MaxShown)
            Terminal.Note($"... and {problems.Count - MaxShown} more");
    }
}
