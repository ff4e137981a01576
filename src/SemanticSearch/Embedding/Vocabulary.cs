using System.Collections.Frozen;
using SemanticSearch.Documents;

namespace SemanticSearch.Embedding;

/// <summary>The pieces that a WordPiece model knows; an id is a line number of the vocabulary file, counted from 0.</summary>
internal sealed class Vocabulary
{
    private const string ContinuationPrefix = "##";

    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _starts;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _continuations;

    private Vocabulary(Dictionary<string, int> starts, Dictionary<string, int> continuations, int count)
    {
        _starts = starts.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _continuations = continuations.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Count = count;
        LongestPiece = starts.Keys.Concat(continuations.Keys).Max(piece => piece.Length);
    }

    public int Count { get; }

    /// <summary>In UTF-16 units, without the continuation prefix.</summary>
    public int LongestPiece { get; }

    public required int Unknown { get; init; }

    /// <summary>Opens every text.</summary>
    public required int Classify { get; init; }

    /// <summary>Ends every text.</summary>
    public required int Separator { get; init; }

    /// <summary>Reads one piece a line; pieces that continue a word start with "##".</summary>
    /// <exception cref="DataProblemException">A piece that every text needs is missing; names <paramref name="path"/>.</exception>
    public static Vocabulary Parse(string text, string path)
    {
        var starts = new Dictionary<string, int>(StringComparer.Ordinal);
        var continuations = new Dictionary<string, int>(StringComparer.Ordinal);
        var id = 0;
        // Not EnumerateLines: a piece may be a character that it takes for a line break.
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).TrimEnd('\r');
            if (line.StartsWith(ContinuationPrefix, StringComparison.Ordinal))
                continuations[line[ContinuationPrefix.Length..].ToString()] = id;
            starts[line.ToString()] = id;
            id++;
        }
        if (text.EndsWith('\n'))
            id--;
        return new Vocabulary(starts, continuations, id)
        {
            Unknown = Required("[UNK]"),
            Classify = Required("[CLS]"),
            Separator = Required("[SEP]"),
        };

        int Required(string piece) => starts.TryGetValue(piece, out var found)
            ? found
            : throw new DataProblemException($"{path} has no line {piece}: it is not a WordPiece vocabulary; copy it again from its source");
    }

    public bool TryGetStart(ReadOnlySpan<char> piece, out int id) => _starts.TryGetValue(piece, out id);

    public bool TryGetContinuation(ReadOnlySpan<char> piece, out int id) => _continuations.TryGetValue(piece, out id);
}
