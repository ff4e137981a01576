using System.Text;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Terms within a few edits of a word (optimal string alignment: insert, delete, replace, swap neighbours). The dictionary is walked
/// as the tree that it is: one row of the distance table for each byte of the current term, shared by all terms that begin alike, and
/// where a row holds nothing within the limit, every term that begins so is skipped.</summary>
/// <remarks>Edits are counted in UTF-8 bytes. With two edits the first byte must be right: mistakes there are rare, and the walk stays short.</remarks>
internal static class FuzzyWalk
{
    /// <summary>Terms that share at least this much are passed one by one: seeking would cost more.</summary>
    private const int MaxSeekDepth = 4;

    public static List<(string Term, string Surface, TermEntry Entry, int Distance)> Find(TermDictionary terms, ReadOnlySpan<byte> word, int limit)
    {
        var found = new List<(string, string, TermEntry, int)>();
        if (word.IsEmpty)
            return found;
        var rows = new int[TermDictionary.MaxTermBytes + 2][];
        rows[0] = [.. Enumerable.Range(0, word.Length + 1)];
        var path = new byte[TermDictionary.MaxTermBytes];
        var known = 0;
        var walk = limit > 1 ? terms.From(word[..1]) : terms.All();
        Span<byte> next = stackalloc byte[TermDictionary.MaxTermBytes];
        while (walk.MoveNext())
        {
            var term = walk.Term;
            if (limit > 1 && term[0] != word[0])
                break;
            var depth = term[..Math.Min(known, term.Length)].CommonPrefixLength(path.AsSpan(0, known));
            var dead = -1;
            for (; depth < term.Length && dead < 0; depth++)
            {
                path[depth] = term[depth];
                if (FillRow(rows, path, depth, word) > limit)
                    dead = depth;
            }
            known = depth;
            if (dead < 0 && rows[term.Length][word.Length] is var distance && distance <= limit)
                found.Add((Encoding.UTF8.GetString(term), Encoding.UTF8.GetString(walk.Surface()), walk.Entry, distance));
            if (dead >= 0 && dead < MaxSeekDepth && After(path.AsSpan(0, dead + 1), next) is > 0 and var length)
                walk.Seek(next[..length]);
        }
        return found;
    }

    /// <summary>Computes the row after the byte at <paramref name="depth"/> and returns its smallest number.</summary>
    private static int FillRow(int[][] rows, byte[] path, int depth, ReadOnlySpan<byte> word)
    {
        var above = rows[depth];
        var row = rows[depth + 1] ??= new int[word.Length + 1];
        row[0] = depth + 1;
        var smallest = row[0];
        for (var j = 1; j <= word.Length; j++)
        {
            var distance = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (path[depth] == word[j - 1] ? 0 : 1));
            if (depth > 0 && j > 1 && path[depth] == word[j - 2] && path[depth - 1] == word[j - 1])
                distance = Math.Min(distance, rows[depth - 1][j - 2] + 1);
            row[j] = distance;
            smallest = Math.Min(smallest, distance);
        }
        // A swap reaches over one row: the row above may still lead within the limit.
        return depth == 0 ? smallest : Math.Min(smallest, SmallestOf(above));
    }

    private static int SmallestOf(int[] row)
    {
        var smallest = row[0];
        foreach (var value in row)
            smallest = Math.Min(smallest, value);
        return smallest;
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
