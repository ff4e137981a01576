namespace SemanticSearch.Text;

/// <summary>One letter too many, missing, other, or two neighbours swapped (Damerau 1964).</summary>
internal static class EditDistance
{
    public static bool IsAtMostOne(string a, string b)
    {
        if (a.Length > b.Length)
            (a, b) = (b, a);
        if (b.Length - a.Length > 1)
            return false;
        var same = a.AsSpan().CommonPrefixLength(b);
        if (a.Length < b.Length)
            return a.AsSpan(same).SequenceEqual(b.AsSpan(same + 1));
        if (same == a.Length || a.AsSpan(same + 1).SequenceEqual(b.AsSpan(same + 1)))
            return true;
        return same + 1 < a.Length && a[same] == b[same + 1] && a[same + 1] == b[same] && a.AsSpan(same + 2).SequenceEqual(b.AsSpan(same + 2));
    }
}
