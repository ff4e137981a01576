using SemanticSearch.Ranking;

namespace SemanticSearch.Tests;

public class SearchOptionsTests
{
    public static TheoryData<string, SearchOptions> Wrong => new()
    {
        { nameof(SearchOptions.K1), new SearchOptions { K1 = 0 } },
        { nameof(SearchOptions.K1), new SearchOptions { K1 = double.PositiveInfinity } },
        { nameof(SearchOptions.B), new SearchOptions { B = 1.1 } },
        { nameof(SearchOptions.B), new SearchOptions { B = double.NaN } },
        { nameof(SearchOptions.KeywordWeight), new SearchOptions { KeywordWeight = -0.1 } },
        { nameof(SearchOptions.Fusion), new SearchOptions { Fusion = (FusionMethod)3 } },
        { nameof(SearchOptions.PassageWeight), new SearchOptions { PassageWeight = -1 } },
        { nameof(SearchOptions.ConceptWeight), new SearchOptions { ConceptWeight = double.NaN } },
        { nameof(SearchOptions.WantedWeight), new SearchOptions { WantedWeight = -1 } },
        { nameof(SearchOptions.FeedbackWeight), new SearchOptions { FeedbackWeight = -1 } },
        { nameof(SearchOptions.DiversityWeight), new SearchOptions { DiversityWeight = double.PositiveInfinity } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_number_out_of_its_range_is_refused_by_name(string name, SearchOptions options)
    {
        var error = Assert.Throws<ArgumentException>(() => SearchEngine.Open("nowhere", options));
        Assert.Equal(name, error.ParamName);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_in_their_ranges() => Assert.Equal(new SearchOptions(), new SearchOptions().Validated());
}
