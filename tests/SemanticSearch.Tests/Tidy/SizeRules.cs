using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SemanticSearch.Tests.Tidy;

/// <summary>A file is one idea of at most 400 lines, a method at most 70; what is not finished does not stand in the tree.</summary>
public class SizeRules
{
    private const int MaxFileLines = 400;
    private const int MaxMethodLines = 70;

    /// <summary>Tables live alone in a file and may be longer than a reader would want to read.</summary>
    private static readonly string[] Tables = ["OrganisationNames.cs"];

    private static readonly string[] Folders = ["src", "tests", "benchmarks"];

    [Fact]
    public void Files_stay_within_the_limit()
    {
        var offences = from folder in Folders
                       from file in SourceTree.Files(folder)
                       where !Tables.Contains(Path.GetFileName(file))
                       let lines = SourceTree.Lines(file).Length
                       where lines > MaxFileLines
                       select $"{file}: {lines} lines";
        Assert.Empty(offences);
    }

    [Fact]
    public void Methods_stay_within_the_limit()
    {
        var offences = new List<string>();
        foreach (var file in SourceTree.Files("src"))
        {
            var tree = CSharpSyntaxTree.ParseText(SourceTree.Text(file));
            foreach (var method in tree.GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>())
            {
                var span = tree.GetLineSpan(method.Span);
                var lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
                if (lines > MaxMethodLines)
                    offences.Add($"{file}({span.StartLinePosition.Line + 1}): {lines} lines");
            }
        }
        Assert.Empty(offences);
    }

    [Theory]
    [InlineData("NotImplemented" + "Exception")]
    [InlineData("TO" + "DO")]
    [InlineData("FIX" + "ME")]
    [InlineData("#reg" + "ion")]
    public void Nothing_unfinished_stands_in_the_tree(string mark)
    {
        var offences = from folder in Folders
                       from file in SourceTree.Files(folder)
                       where SourceTree.Text(file).Contains(mark, StringComparison.Ordinal)
                       select file;
        Assert.Empty(offences);
    }
}
