using SemanticSearch.Documents;

namespace SemanticSearch.Tests.Documents;

public class TopicPathTests
{
    [Fact]
    public void A_path_splits_into_the_names_it_was_joined_from() =>
        Assert.Equal(["Scalability", "Caching"], TopicPath.Split(TopicPath.Join(["Scalability", "Caching"])));
}
