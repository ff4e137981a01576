using SemanticSearch.Benchmarks.Extraction;

namespace SemanticSearch.Tests.Extraction;

/// <summary>The quality of extraction does not fall. The model was trained on these pages; see benchmarks/README.md for pages it had not seen.</summary>
public class ExtractionFloors
{
    [SkippableFact]
    public void Articles_code_and_test_pages_stay_above_their_floors()
    {
        SharedData.Path("data/article-extraction-benchmark/pages.jsonl.gz");
        SharedData.Path("data/readability-test-pages/pages.jsonl.gz");
        var figures = ExtractionQuality.Measure(_ => { });
        Assert.InRange(figures.F1, 0.970, 1);
        Assert.InRange(figures.ReadabilityF1, 0.95, 1);
        Assert.InRange((double)figures.CodeBlocksKept / figures.CodeBlocks, 0.98, 1);
    }

    [Theory]
    [InlineData("a b c d e", "a b c d e", 1, 0, 0)]
    [InlineData("a b c d e", "a b c d", 0.5, 0, 0.5)]
    [InlineData("a b", "a b", 1, 0, 0)]
    [InlineData("a b c d", "", 0, 0, 1)]
    [InlineData("", "", 0, 0, 0)]
    public void Shingles_are_counted_as_the_benchmark_counts_them(string truth, string found, double both, double extra, double missed) =>
        Assert.Equal(new Overlap(both, extra, missed), TextOverlap.Of(truth, found));
}
