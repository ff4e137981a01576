using System.Text.RegularExpressions;

namespace SemanticSearch.Tests.Tidy;

/// <summary>References point down only: front doors -> stories -> parts -> Documents, Text, Storage. A part never names another part.</summary>
public partial class ReferenceRules
{
    private const string Engine = "src/SemanticSearch/";

    private static readonly string[] Parts =
        ["ReadingLists", "Crawling", "Extraction", "Keyword", "Embedding", "Vectors", "Concepts", "Ranking", "Evaluation", "Chat"];

    private static readonly string[] Floor = ["Documents", "Text", "Storage", "Endpoints"];

    [Fact]
    public void A_part_names_no_other_part_and_the_floor_names_no_part()
    {
        var offences = new List<string>();
        foreach (var file in SourceTree.Files("src/SemanticSearch"))
        {
            var folder = file[Engine.Length..].Split('/') is [var first, _, ..] ? first : "";
            if (folder == "")
                continue;
            Assert.True(Parts.Contains(folder) || Floor.Contains(folder), $"{file}: {folder} is neither a part nor a word that all parts share");
            foreach (Match match in EngineNamespace().Matches(SourceTree.Text(file)))
            {
                var named = match.Groups[1].Value;
                if (named != folder && Parts.Contains(named))
                    offences.Add($"{file} names {named}");
                if (folder is "Text" && named is "Storage" || folder is "Documents" && named is "Text" or "Storage"
                    || folder is "Documents" or "Text" or "Storage" && named is "Endpoints")
                    offences.Add($"{file} names {named}");
            }
        }
        Assert.Empty(offences.Distinct());
    }

    [Fact]
    public void Parts_and_floor_name_no_story()
    {
        var stories = SourceTree.Files("src/SemanticSearch").Where(file => Path.GetDirectoryName(file) == "src/SemanticSearch")
            .SelectMany(file => TypeDeclaration().Matches(SourceTree.Text(file)).Select(match => match.Groups[1].Value)).ToList();
        Assert.Contains("SearchEngine", stories);
        var names = new Regex($@"(?<![\w.""])(?:{string.Join('|', stories)})\b(?!\w)");
        var offences = from file in SourceTree.Files("src/SemanticSearch")
                       where Path.GetDirectoryName(file) != "src/SemanticSearch"
                       from line in SourceTree.Lines(file)
                       where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                       from Match match in names.Matches(line)
                       select $"{file} names {match.Value}";
        Assert.Empty(offences.Distinct());
    }

    [Fact]
    public void The_namespace_of_a_file_is_its_folder()
    {
        var offences = from root in new[] { "src/SemanticSearch", "src/SemanticSearch.Cli", "src/SemanticSearch.Web" }
                       from file in SourceTree.Files(root)
                       let expected = Path.GetDirectoryName(file)!.Replace("src/", "", StringComparison.Ordinal).Replace('/', '.')
                       let declared = NamespaceDeclaration().Match(SourceTree.Text(file)).Groups[1].Value
                       where declared.Length > 0 && declared != expected
                       select $"{file}: {declared}, expected {expected}";
        Assert.Empty(offences);
    }

    [Fact]
    public void Files_are_opened_by_Storage_and_the_front_doors_only()
    {
        var offences = from file in SourceTree.Files("src/SemanticSearch")
                       where !file.StartsWith(Engine + "Storage/", StringComparison.Ordinal)
                       where FileAccess().IsMatch(SourceTree.Text(file))
                       select file;
        Assert.Empty(offences);
    }

    [Fact]
    public void HttpClient_occurs_in_Crawling_and_Endpoints_only()
    {
        var offences = from file in SourceTree.Files("src")
                       where !file.StartsWith(Engine + "Crawling/", StringComparison.Ordinal)
                       where !file.StartsWith(Engine + "Endpoints/", StringComparison.Ordinal)
                       where SourceTree.Text(file).Contains("HttpClient", StringComparison.Ordinal)
                       select file;
        Assert.Empty(offences);
    }

    [GeneratedRegex(@"\bSemanticSearch\.(\w+)")]
    private static partial Regex EngineNamespace();

    [GeneratedRegex(@"^public (?:sealed |static |readonly )*(?:class|record struct|record|enum|struct) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"(?<![\w.])(System\.IO\.)?(File|Directory|FileStream|MemoryMappedFile|StreamReader|StreamWriter|FileInfo|DirectoryInfo)(\.\w+\(|\((?!stream))")]
    private static partial Regex FileAccess();
}
