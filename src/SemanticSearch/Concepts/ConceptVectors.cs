namespace SemanticSearch.Concepts;

/// <summary>Where a question lies among the concepts.</summary>
/// <param name="Similarity">Cosine to the nearest of the concept's texts.</param>
/// <param name="Text">Which of <see cref="Concept.Texts"/> that is.</param>
internal readonly record struct NearConcept(int Number, float Similarity, int Text);

/// <summary>Fills in what no file holds: one row of numbers for each text, one after the other, of length 1.</summary>
internal delegate void EmbedTexts(IReadOnlyList<string> texts, Memory<float> vectors);

/// <summary>The vectors of all texts of a glossary: question -> nearest concepts, by the nearest of each concept's texts. Immutable.</summary>
internal sealed class ConceptVectors
{
    private readonly int _dimension;
    private readonly int[] _firstRow;
    private readonly sbyte[] _codes;
    private readonly float[] _scales;

    private ConceptVectors(int[] firstRow, int dimension)
    {
        _dimension = dimension;
        _firstRow = firstRow;
        _codes = new sbyte[firstRow[^1] * dimension];
        _scales = new float[firstRow[^1]];
    }

    public int Dimension => _dimension;

    /// <param name="files">Vectors of the same model, searched in this order.</param>
    /// <param name="keyOf">The key of a text in the files.</param>
    /// <param name="embed">Is asked at most once, for the texts that no file has; null leaves these silent.</param>
    public static ConceptVectors Load(
        Glossary glossary, int dimension, IReadOnlyList<ConceptVectorFile> files, Func<string, UInt128> keyOf, EmbedTexts? embed)
    {
        var firstRow = new int[glossary.Concepts.Count + 1];
        var texts = new List<string>(glossary.Concepts.Count * 8);
        for (var number = 0; number < glossary.Concepts.Count; number++)
        {
            texts.AddRange(glossary.Concepts[number].Texts);
            firstRow[number + 1] = texts.Count;
        }
        var vectors = new ConceptVectors(firstRow, dimension);
        var missing = new List<int>();
        for (var row = 0; row < texts.Count; row++)
        {
            if (!vectors.TryCopy(row, keyOf(texts[row]), files))
                missing.Add(row);
        }
        if (missing.Count > 0 && embed is not null)
            vectors.Fill(missing, texts, embed);
        return vectors;
    }

    /// <summary>The nearest concepts, nearest first; ties by number.</summary>
    /// <param name="question">Of length 1.</param>
    /// <param name="except">A row that does not count, so that a text can be looked up without itself; -1: every row counts.</param>
    public NearConcept[] Nearest(ReadOnlySpan<float> question, int top, int except = -1)
    {
        Span<short> codes = stackalloc short[_dimension];
        var scale = ByteVector.Quantise(question, codes);
        var nearest = new NearConcept[Math.Min(top, _firstRow.Length - 1)];
        var found = 0;
        for (var number = 0; number + 1 < _firstRow.Length; number++)
        {
            var near = Best(codes, scale, number, except);
            if (found == nearest.Length && (found == 0 || near.Similarity <= nearest[^1].Similarity))
                continue;
            var place = found < nearest.Length ? found++ : found - 1;
            for (; place > 0 && nearest[place - 1].Similarity < near.Similarity; place--)
                nearest[place] = nearest[place - 1];
            nearest[place] = near;
        }
        return nearest;
    }

    /// <summary>How near a question is to one concept.</summary>
    public NearConcept Similarity(ReadOnlySpan<float> question, int number)
    {
        Span<short> codes = stackalloc short[_dimension];
        return Best(codes, ByteVector.Quantise(question, codes), number, except: -1);
    }

    /// <summary>Adds a concept's direction, the mean of its texts brought to length 1, times <paramref name="weight"/>.</summary>
    public void AddDirection(int number, float weight, Span<float> sum)
    {
        var direction = new float[_dimension];
        for (var row = _firstRow[number]; row < _firstRow[number + 1]; row++)
        {
            for (var i = 0; i < _dimension; i++)
                direction[i] += _codes[row * _dimension + i] * _scales[row];
        }
        var squares = 0f;
        foreach (var value in direction)
            squares += value * value;
        if (squares == 0)
            return;
        var factor = weight / MathF.Sqrt(squares);
        for (var i = 0; i < _dimension; i++)
            sum[i] += factor * direction[i];
    }

    /// <summary>Row of a concept's first text.</summary>
    public int FirstRowOf(int number) => _firstRow[number];

    private NearConcept Best(ReadOnlySpan<short> question, float scale, int number, int except)
    {
        var best = new NearConcept(number, -1, -1);
        for (var row = _firstRow[number]; row < _firstRow[number + 1]; row++)
        {
            var similarity = ByteVector.Dot(question, _codes.AsSpan(row * _dimension, _dimension)) * scale * _scales[row];
            if (similarity > best.Similarity && row != except)
                best = new NearConcept(number, similarity, row - _firstRow[number]);
        }
        return best;
    }

    private bool TryCopy(int row, UInt128 key, IReadOnlyList<ConceptVectorFile> files)
    {
        foreach (var file in files)
        {
            if (file.Dimension == _dimension && file.TryRead(key, _codes.AsSpan(row * _dimension, _dimension), out _scales[row]))
                return true;
        }
        return false;
    }

    private void Fill(List<int> missing, List<string> texts, EmbedTexts embed)
    {
        var numbers = new float[missing.Count * _dimension];
        embed([.. missing.Select(row => texts[row])], numbers);
        for (var i = 0; i < missing.Count; i++)
            _scales[missing[i]] = ByteVector.Quantise(numbers.AsSpan(i * _dimension, _dimension), _codes.AsSpan(missing[i] * _dimension, _dimension));
    }
}
