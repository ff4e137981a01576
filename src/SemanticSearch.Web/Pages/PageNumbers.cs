namespace SemanticSearch.Web.Pages;

/// <summary>Which pages of results a page links to: the current one and two on either side, never beyond what the engine will go to.</summary>
public readonly record struct PageNumbers(int Offset, int Top, int Total)
{
    private const int Around = 2;

    public int Current => Offset / Top + 1;

    public int Last => (Math.Min(Total, SearchRequest.MaxDepth / Top * Top) + Top - 1) / Top;

    public IEnumerable<int> Shown
    {
        get
        {
            var first = Math.Max(1, Math.Min(Current - Around, Last - 2 * Around));
            return Enumerable.Range(first, Math.Max(0, Math.Min(Last, first + 2 * Around) - first + 1));
        }
    }
}
