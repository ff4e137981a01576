using System.Text.RegularExpressions;

namespace SemanticSearch.Tests.Tidy;

/// <summary>ARCHITECTURE.md stays short and names only what exists; README keeps its two set-up commands.</summary>
public partial class DocumentationRules
{
    [Fact]
    public void Every_path_that_ARCHITECTURE_names_exists()
    {
        var missing = from Match match in QuotedPath().Matches(SourceTree.Text("ARCHITECTURE.md"))
                      let path = match.Groups[1].Value.TrimEnd('/')
                      where !Path.Exists(Path.Combine(SourceTree.Root, path))
                      select path;
        Assert.Empty(missing.Distinct());
    }

    [Fact]
    public void ARCHITECTURE_is_under_200_lines() => Assert.InRange(SourceTree.Lines("ARCHITECTURE.md").Length, 20, 199);

    [Fact]
    public void README_gives_the_two_commands()
    {
        var readme = SourceTree.Text("README.md");
        Assert.Contains("dotnet run -c Release --project src/SemanticSearch.Cli -- serve", readme, StringComparison.Ordinal);
        Assert.Contains("./test.sh", readme, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"`((?:src|tests|benchmarks|models|index|\.ci|\.github)/[\w./-]*)`")]
    private static partial Regex QuotedPath();
}
