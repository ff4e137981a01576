using System.Text;
using SemanticSearch.Keyword.Postings;
using SemanticSearch.Storage;
using SemanticSearch.Text;

namespace SemanticSearch.Keyword.Segments;

/// <summary>Articles on their way into a segment: every occurrence of every word as two numbers, in the order of the texts. The texts
/// themselves go to the stored file at once.</summary>
internal sealed class IndexBuffer : IDisposable
{
    /// <summary>The position of a word in the passage's context (title and headings): it counts, but has no place.</summary>
    public const int ContextPosition = -1;

    private readonly KeywordOptions _options;
    private readonly WordTable _words;
    private readonly StoredTextWriter _stored;
    private readonly List<int> _context = [];
    private int[] _wordCounts = new int[1 << 12];

    /// <param name="lists">Two empty lists, as an earlier buffer may have left them.</param>
    public IndexBuffer(string folder, string segment, KeywordOptions options, WordTable words, (OccurrenceList Passages, OccurrenceList Heads) lists, Disk disk)
    {
        Segment = segment;
        (Passages, Heads) = lists;
        _options = options;
        _words = words;
        _stored = new StoredTextWriter(folder, segment, disk);
    }

    public string Segment { get; }

    public ArticleTableWriter Articles { get; } = new();

    public FacetTableWriter Facets { get; } = new();

    /// <summary>Terms in passages, with their positions; <see cref="PassageStarts"/> says where each passage begins.</summary>
    public OccurrenceList Passages { get; }

    public List<int> PassageStarts { get; } = [];

    /// <summary>Terms in the other fields of articles, with their <see cref="HeadPlace"/> codes.</summary>
    public OccurrenceList Heads { get; }

    public List<int> HeadStarts { get; } = [];

    /// <summary>How often each word (not term) occurred, to choose the written form of a term.</summary>
    public ReadOnlySpan<int> WordCounts => _wordCounts;

    public long Occurrences => (long)Passages.Count + Heads.Count;

    public void Add(KeywordArticle article)
    {
        HeadStarts.Add(Heads.Count);
        // In the order of the fields' numbers, as places must ascend.
        var length = AddHead(KeywordField.Headings, [.. article.Passages.Select(p => p.HeadingPath).Distinct()])
            + AddHead(KeywordField.Title, [article.Title])
            + AddHead(KeywordField.Topics, article.Topics)
            + AddHead(KeywordField.Organisations, article.Organisations)
            + AddHead(KeywordField.Authors, article.Authors)
            + AddHead(KeywordField.Url, article.Url is null ? [] : [UrlWords(article.Url)]);
        string? heading = null;
        foreach (var passage in article.Passages)
        {
            if (passage.HeadingPath != heading)
                SetContext(article.Title, heading = passage.HeadingPath);
            length += AddPassage(passage);
        }
        _stored.EndArticle(article.Title, article.Stored);
        AddFacets(article);
        Articles.EndArticle(Encoding.UTF8.GetBytes(article.Id), LengthCodes.Encode(length));
    }

    public WordSnapshot Snapshot() => _words.Snapshot();

    public IndexFileStamp CompleteStored() => _stored.Complete();

    public void Dispose() => _stored.Dispose();

    private int AddPassage(KeywordPassage passage)
    {
        PassageStarts.Add(Passages.Count);
        foreach (var term in _context)
            Passages.Add(term, ContextPosition);
        var sink = new BodySink(this);
        var length = Tokenizer.Tokenize(passage.Text, ref sink);
        Articles.AddPassage(LengthCodes.Encode(length + _context.Count * _options.ContextWeight));
        _stored.AddPassage(passage.HeadingPath, _options.StoreText ? passage.Text : "");
        return length;
    }

    private void SetContext(string title, string headingPath)
    {
        _context.Clear();
        if (_options.ContextWeight == 0)
            return;
        var sink = new ContextSink(this);
        Tokenizer.Tokenize(title, ref sink);
        Tokenizer.Tokenize(headingPath, ref sink);
    }

    /// <summary>The field's length times its weight.</summary>
    private int AddHead(KeywordField field, IReadOnlyList<string> values)
    {
        var length = 0;
        var position = 0;
        foreach (var value in values)
        {
            var sink = new HeadSink(this, field);
            var end = Tokenizer.Tokenize(value, ref sink, position);
            length += end - position;
            // A phrase does not reach from one value into the next.
            position = end + 1;
        }
        return length * _options.WeightOf(field);
    }

    private void AddFacets(KeywordArticle article)
    {
        foreach (var topic in article.Topics)
            Facets.Add(Facet.Topic, topic);
        foreach (var organisation in article.Organisations)
            Facets.Add(Facet.Organisation, organisation);
        if (article.Kind.Length > 0)
            Facets.Add(Facet.Kind, article.Kind);
        if (article.Site is { Length: > 0 } site)
            Facets.Add(Facet.Site, site);
        if (article.Year is { } year)
            Facets.Add(Facet.Year, year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Facets.EndArticle();
    }

    private int Term(ReadOnlySpan<char> word)
    {
        var number = _words.Number(word);
        if (number >= _wordCounts.Length)
            Array.Resize(ref _wordCounts, Math.Max(number + 1, 2 * _wordCounts.Length));
        _wordCounts[number]++;
        return _words.TermOf(number);
    }

    private static string UrlWords(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        var rest = start < 0 ? url : url[(start + 3)..];
        return rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? rest[4..] : rest;
    }

    private readonly struct BodySink(IndexBuffer buffer) : ITokenSink
    {
        public void Add(ReadOnlySpan<char> word, TokenKind kind, int position, int start, int length) =>
            buffer.Passages.Add(buffer.Term(word), position);
    }

    private readonly struct ContextSink(IndexBuffer buffer) : ITokenSink
    {
        public void Add(ReadOnlySpan<char> word, TokenKind kind, int position, int start, int length)
        {
            if (kind == TokenKind.Word)
                buffer._context.Add(buffer.Term(word));
        }
    }

    private readonly struct HeadSink(IndexBuffer buffer, KeywordField field) : ITokenSink
    {
        public void Add(ReadOnlySpan<char> word, TokenKind kind, int position, int start, int length) =>
            buffer.Heads.Add(buffer.Term(word), HeadPlace.Code(field, position));
    }
}
