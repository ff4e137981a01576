using SemanticSearch.Keyword.Postings;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>One term in one segment, for the time of one search: where its postings lie among the windows, and the most that it can add
/// in each. Short lists are scored once, in advance.</summary>
internal sealed unsafe class TermScorer
{
    /// <summary>Lists up to this long are scored in advance.</summary>
    private const int ShortList = 1024;

    /// <summary>Rounding of sums must never make a bound too small.</summary>
    private const float Slack = 1.00001f;

    private readonly uint[] _documents = new uint[ShortList];
    private readonly float[] _scores = new float[ShortList];
    private float[] _bounds = [];
    private int[] _starts = [];
    private float _boundUnit;
    private float _weight;
    private byte* _lengths;
    private Bm25 _model = null!;

    public PostingsCursor Cursor { get; } = new();

    /// <summary>Documents and scores are in <see cref="ShortDocuments"/>; otherwise read them from <see cref="Cursor"/>.</summary>
    public bool IsShort { get; private set; }

    /// <summary>Of a list that is not short, on average.</summary>
    public int PostingsAWindow { get; private set; }

    public ReadOnlySpan<uint> ShortDocuments => _documents.AsSpan(0, Cursor.Count);

    public ReadOnlySpan<float> ShortScores => _scores.AsSpan(0, Cursor.Count);

    /// <summary>The most that the term adds to a document of a window.</summary>
    public float Bound(int window) => _bounds[window];

    /// <summary>The first block, or the first index in a short list, that reaches into a window.</summary>
    public int First(int window) => _starts[window];

    /// <summary>Prepares for the list that <see cref="Cursor"/> was opened on.</summary>
    /// <param name="growth">By how much <paramref name="model"/>'s parts can exceed the bounds in the list.</param>
    public void Start(float weight, Bm25 model, float growth, byte* lengths, int windows, int windowBits)
    {
        var count = Cursor.Count;
        _weight = weight;
        _model = model;
        _lengths = lengths;
        _boundUnit = weight * growth * Slack / 255;
        if (_bounds.Length < windows)
        {
            _bounds = new float[windows];
            _starts = new int[windows];
        }
        Array.Clear(_bounds, 0, windows);
        IsShort = count <= ShortList;
        PostingsAWindow = IsShort ? 0 : count / windows;
        if (IsShort)
        {
            ScoreAll(windowBits);
            return;
        }
        PlaceBlocks(windowBits);
    }

    /// <summary>The most that the term adds to a document of a block.</summary>
    public float BlockBound(int block) => Math.Min(_weight * Slack, _boundUnit * Cursor.Bound(block));

    public float Score(uint document, uint frequency) => _weight * _model.Part(frequency, _lengths[document]);

    /// <summary>Loads a block with its frequencies.</summary>
    public void Load(int block)
    {
        Cursor.LoadBlock(block);
        Cursor.LoadFrequencies();
    }

    /// <summary>Adds the scores of postings of the loaded block to sums indexed by document.</summary>
    public void AddScores(int from, int to, double* sums)
    {
        var documents = Cursor.Documents;
        var frequencies = Cursor.Frequencies;
        var parts = _model.Parts;
        var weight = _weight;
        var lengths = _lengths;
        for (var i = from; i < to; i++)
        {
            var document = documents[i];
            var frequency = frequencies[i];
            sums[document] += frequency < Bm25.TableFrequencies
                ? weight * parts[(frequency << 8) + lengths[document]]
                : Score(document, frequency);
        }
    }

    private void ScoreAll(int windowBits)
    {
        var at = 0;
        for (var block = 0; block < Cursor.BlockCount; block++)
        {
            Load(block);
            for (var i = 0; i < Cursor.Loaded; i++)
            {
                var document = Cursor.Documents[i];
                var score = Score(document, Cursor.Frequencies[i]);
                _documents[at] = document;
                _scores[at] = score;
                var window = (int)(document >> windowBits);
                if (_bounds[window] == 0)
                    _starts[window] = at;
                _bounds[window] = Math.Max(_bounds[window], score * Slack);
                at++;
            }
        }
    }

    private void PlaceBlocks(int windowBits)
    {
        var first = 0;
        for (var block = 0; block < Cursor.BlockCount; block++)
        {
            var bound = BlockBound(block);
            var last = (int)(Cursor.LastDocument(block) >> windowBits);
            for (var window = first; window <= last; window++)
            {
                if (_bounds[window] == 0)
                    _starts[window] = block;
                _bounds[window] = Math.Max(_bounds[window], bound);
            }
            first = (int)(Cursor.LastDocument(block) + 1 >> windowBits);
        }
    }
}
