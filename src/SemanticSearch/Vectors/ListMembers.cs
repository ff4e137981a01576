namespace SemanticSearch.Vectors;

/// <summary>The members of each list, in their order: a counting sort of who belongs where.</summary>
internal sealed class ListMembers
{
    private readonly int[] _members;

    /// <param name="listOf">The list of each place.</param>
    public ListMembers(int[] listOf, int lists)
    {
        Starts = new int[lists + 1];
        foreach (var list in listOf)
            Starts[list + 1]++;
        for (var list = 0; list < lists; list++)
            Starts[list + 1] += Starts[list];
        var next = (int[])Starts.Clone();
        _members = new int[listOf.Length];
        for (var place = 0; place < listOf.Length; place++)
            _members[next[listOf[place]]++] = place;
    }

    /// <summary>Where the members of each list begin in <see cref="All"/>, and at last where they end.</summary>
    public int[] Starts { get; }

    public ReadOnlySpan<int> All => _members;

    public ReadOnlySpan<int> Of(int list) => _members.AsSpan(Starts[list]..Starts[list + 1]);
}
