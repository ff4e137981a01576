using System.Text;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Terms within a few edits of a word. The dictionary is walked as the tree that it is: what was found of the bytes that a term shares
/// with the one before it still holds, and where nothing can come within the limit, every term that begins so is skipped.</summary>
/// <remarks>Edits are counted in UTF-8 bytes. With two edits the first byte must be right: mistakes there are rare, and the walk stays short.</remarks>
internal static class FuzzyWalk
{
    /// <summary>Terms that share at least this much are passed one by one: seeking would cost more.</summary>
    private const int MaxSeekDepth = 4;

    /// <returns>Nothing for a word of more than <see cref="EditAutomaton.MaxWordBytes"/>.</returns>
    public static List<(string Term, string Surface, TermEntry Entry, int Distance)> Find(TermDictionary terms, ReadOnlySpan<byte> word, int limit)
    {
        var found = new List<(string, string, TermEntry, int)>();
        if (word.Length is 0 or > EditAutomaton.MaxWordBytes)
            return found;
        var automaton = new EditAutomaton(word, limit, TermDictionary.MaxTermBytes);
        Span<byte> path = stackalloc byte[TermDictionary.MaxTermBytes];
        Span<byte> next = stackalloc byte[TermDictionary.MaxTermBytes];
        var known = 0;
        var dead = -1;
        var walk = limit > 1 ? terms.From(word[..1]) : terms.All();
        while (walk.MoveNext())
        {
            if (dead >= 0 && walk.Shared > dead)
                continue;
            var term = walk.Term;
            if (limit > 1 && term[0] != word[0])
                break;
            var depth = term[..Math.Min(known, term.Length)].CommonPrefixLength(path[..known]);
            dead = dead >= 0 && depth > dead ? dead : -1;
            for (; depth < term.Length && dead < 0; depth++)
            {
                path[depth] = term[depth];
                if (!automaton.Read(depth, term[depth]))
                    dead = depth;
            }
            known = depth;
            if (dead < 0 && automaton.Distance(term.Length) is var distance && distance <= limit)
                found.Add((Encoding.UTF8.GetString(term), Encoding.UTF8.GetString(walk.Surface()), walk.Entry, distance));
            if (dead is < 0 or >= MaxSeekDepth || After(path[..(dead + 1)], next) is not (> 0 and var length))
                continue;
            walk.Seek(next[..length]);
            dead = -1;
        }
        return found;
    }

    /// <summary>The smallest text above everything that begins with <paramref name="prefix"/>; its length, 0 when there is none.</summary>
    private static int After(ReadOnlySpan<byte> prefix, Span<byte> next)
    {
        var length = prefix.Length;
        while (length > 0 && prefix[length - 1] == byte.MaxValue)
            length--;
        if (length == 0)
            return 0;
        prefix[..length].CopyTo(next);
        next[length - 1]++;
        return length;
    }
}
