using SemanticSearch.Documents;

namespace SemanticSearch.Embedding;

/// <summary>The sizes of a BERT-family encoder.</summary>
/// <param name="Width">Numbers a token; Heads times the width of a head.</param>
/// <param name="Inner">Width of the feed-forward part's middle.</param>
/// <param name="Positions">The longest sequence that the model has position vectors for, in tokens.</param>
/// <param name="Epsilon">Added to the variance in layer normalisation.</param>
internal readonly record struct EncoderShape(int Layers, int Heads, int Width, int Inner, int Vocabulary, int Positions, float Epsilon)
{
    /// <summary>The kernels' panels are up to 32 numbers wide.</summary>
    private const int Multiple = 32;

    public int HeadWidth => Width / Heads;

    /// <exception cref="DataProblemException">A size is out of range; names <paramref name="path"/> and the size.</exception>
    public void Validate(string path)
    {
        Require(Layers is > 0 and <= 256, "layers", Layers, "from 1 to 256");
        Require(Heads is > 0 and <= 1024, "heads", Heads, "from 1 to 1024");
        Require(Width is > 0 and <= 16384 && Width % Heads == 0 && HeadWidth % Multiple == 0, "width", Width, $"heads times a multiple of {Multiple}");
        Require(Inner is > 0 and <= 65536 && Inner % Multiple == 0, "inner width", Inner, $"a multiple of {Multiple}, at most 65536");
        Require(Vocabulary is > 2 and <= 10_000_000, "vocabulary", Vocabulary, "from 3 to 10,000,000");
        Require(Positions is > 1 and <= 65536, "positions", Positions, "from 2 to 65536");
        Require(Epsilon is > 0 and < 1, "epsilon", Epsilon, "between 0 and 1");

        void Require(bool holds, string what, object value, string range)
        {
            if (!holds)
                throw new DataProblemException(FormattableString.Invariant($"{path}: {what} is {value}; it must be {range}"));
        }
    }
}
