using SemanticSearch.Documents;
using SemanticSearch.ReadingLists;
using Xunit.Abstractions;

namespace SemanticSearch.Tests.ReadingLists;

/// <summary>The rules against entries labelled by hand. The figures are printed; each mistake is, too.</summary>
public sealed class LabelledEntryTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Organisations_and_authors_of_the_real_lists_are_found_with_precision_and_recall_of_95_percent()
    {
        var pairs = Pairs();
        Assert.True(pairs.Count >= 200, $"only {pairs.Count} labelled entries were found in the lists");
        AssertNames(pairs);
    }

    [SkippableFact]
    public void Kind_parts_and_year_of_the_real_lists_are_right_in_95_percent() => AssertFacts(Pairs());

    [Fact]
    public void Organisations_and_authors_of_other_lists_are_found_with_precision_and_recall_of_95_percent() => AssertNames(OtherPairs());

    [Fact]
    public void Kind_parts_and_year_of_other_lists_are_right_in_95_percent() => AssertFacts(OtherPairs());

    private void AssertNames(List<(LabelledEntry Label, Entry Entry)> pairs)
    {
        var organisations = new Tally("organisations");
        var authors = new Tally("authors");
        foreach (var (label, entry) in pairs)
        {
            organisations.Add(entry, label.Organisations, entry.Organisations);
            authors.Add(entry, label.Authors, entry.Authors);
        }

        organisations.Print(output);
        authors.Print(output);
        Assert.True(organisations.Precision >= 0.95 && organisations.Recall >= 0.95, organisations.ToString());
        Assert.True(authors.Precision >= 0.95 && authors.Recall >= 0.95, authors.ToString());
    }

    private void AssertFacts(List<(LabelledEntry Label, Entry Entry)> pairs)
    {
        AssertAccuracy(pairs, "kind", label => label.Kind, entry => entry.Kind);
        AssertAccuracy(pairs, "parts", label => label.Parts, entry => entry.Parts);
        AssertAccuracy(pairs, "year", label => label.Year, entry => entry.Year);
    }

    private void AssertAccuracy<T>(List<(LabelledEntry Label, Entry Entry)> pairs, string what, Func<LabelledEntry, T> expected, Func<Entry, T> actual)
    {
        var wrong = pairs.Where(pair => !Equals(expected(pair.Label), actual(pair.Entry))).ToArray();
        var accuracy = 1 - (double)wrong.Length / pairs.Count;
        output.WriteLine($"{what}: accuracy {accuracy:F3} of {pairs.Count}");
        foreach (var (label, entry) in wrong)
            output.WriteLine($"  {what} of \"{entry.Title}\" {entry.Url}: {actual(entry)}, not {expected(label)}");
        Assert.True(accuracy >= 0.95, $"{what}: {accuracy:F3}");
    }

    private static List<(LabelledEntry Label, Entry Entry)> Pairs()
    {
        var labels = LabelledEntry.ReadAll();
        var byList = labels.Select(label => label.List).Distinct().ToDictionary(
            list => list,
            list => ReadingListParser.Parse(File.ReadAllText(SharedData.Path($"reading-lists/awesome-scalability-{list}.md"))).Entries.ToDictionary(entry => entry.Url));
        return [.. labels.Select(label => (label, byList[label.List][label.Url]))];
    }

    /// <summary>Each entry as a list of its own: nothing of the other entries may help.</summary>
    private static List<(LabelledEntry Label, Entry Entry)> OtherPairs() =>
        [.. LabelledEntry.ReadOthers().Select(other => (other.Label, ReadingListParser.Parse($"* [{other.Title}]({other.Label.Url})").Entries.Single()))];

    /// <summary>Micro-averaged: every name counts once, compared letter by letter.</summary>
    private sealed class Tally(string what)
    {
        private readonly List<string> _mistakes = [];
        private int _right;
        private int _found;
        private int _expected;

        public double Precision => (double)_right / _found;

        public double Recall => (double)_right / _expected;

        public void Add(Entry entry, string[] expected, IReadOnlyList<string> found)
        {
            _right += expected.Intersect(found, StringComparer.Ordinal).Count();
            _found += found.Count;
            _expected += expected.Length;
            if (!expected.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal), StringComparer.Ordinal))
                _mistakes.Add($"  {what} of \"{entry.Title}\" {entry.Url}: [{string.Join(", ", found)}], not [{string.Join(", ", expected)}]");
        }

        public void Print(ITestOutputHelper output)
        {
            output.WriteLine(ToString());
            _mistakes.ForEach(output.WriteLine);
        }

        public override string ToString() => $"{what}: precision {Precision:F3} of {_found}, recall {Recall:F3} of {_expected}";
    }
}
