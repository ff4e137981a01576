using SemanticSearch.Text;

namespace SemanticSearch.Ranking;

/// <summary>Tells a question about what organisations do ("how do companies ...", "who uses ...") from one about a matter.</summary>
internal static class OrganisationQuestion
{
    private static readonly string[] Names = ["company", "companies", "organisation", "organisations", "organization", "organizations", "firm", "firms", "startup", "startups", "enterprises"];

    private static readonly string[] Actions = ["uses", "use", "using", "used", "runs", "run", "has", "have", "does", "did", "built", "moved", "migrated", "adopted", "switched", "else", "is"];

    public static bool Is(string question)
    {
        var words = Analyzer.Analyze(question).Where(token => token.Kind == TokenKind.Word).Select(token => token.Word).ToList();
        return words.Exists(Names.Contains) || words is ["who", var next, ..] && Actions.Contains(next);
    }
}
