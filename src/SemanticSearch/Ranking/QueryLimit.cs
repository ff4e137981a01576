namespace SemanticSearch.Ranking;

/// <summary>Cuts an overlong query at a word border.</summary>
internal static class QueryLimit
{
    public static string Cut(string query, int maxChars)
    {
        if (query.Length <= maxChars)
            return query;
        var end = maxChars;
        while (end > 0 && !char.IsWhiteSpace(query[end]))
            end--;
        if (end == 0)
            end = char.IsLowSurrogate(query[maxChars]) ? maxChars - 1 : maxChars;
        return query[..end].TrimEnd();
    }
}
