namespace SemanticSearch.Web;

/// <summary>Builds the web application over one data directory.</summary>
public static class SearchServer
{
}
