namespace SemanticSearch.Text;

/// <summary>
/// Finds the near one among many fingerprints without looking at all of them: of four parts, two that differ in three bits at most
/// have one that is equal (Manku et al. 2007), so each fingerprint stands in four tables, by each of its parts.
/// </summary>
internal sealed class NearFingerprints
{
    private const int Parts = TextFingerprint.NearBits + 1;
    private const int PartBits = 64 / Parts;

    private readonly List<TextFingerprint> _all = [];
    private readonly Dictionary<(int Part, ulong Bits), List<int>> _byPart = [];

    /// <summary>The number of the first near one; of a fingerprint that is near none, its own number from now on.</summary>
    /// <param name="isSame">Asked about the number of a near one: whether it is taken for the same.</param>
    public int FindOrAdd(TextFingerprint fingerprint, Predicate<int> isSame)
    {
        var first = int.MaxValue;
        for (var part = 0; part < Parts; part++)
        {
            foreach (var number in _byPart.GetValueOrDefault(Key(fingerprint, part), []))
            {
                if (number >= first)
                    break;
                if (_all[number].IsNear(fingerprint) && isSame(number))
                    first = number;
            }
        }
        if (first < int.MaxValue)
            return first;
        for (var part = 0; part < Parts; part++)
        {
            var key = Key(fingerprint, part);
            if (!_byPart.TryGetValue(key, out var numbers))
                _byPart[key] = numbers = [];
            numbers.Add(_all.Count);
        }
        _all.Add(fingerprint);
        return _all.Count - 1;
    }

    private static (int, ulong) Key(TextFingerprint fingerprint, int part) => (part, fingerprint.Bits << part * PartBits >> 64 - PartBits);
}
