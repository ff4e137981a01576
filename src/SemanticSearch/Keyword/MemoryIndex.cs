using SemanticSearch.Text;

namespace SemanticSearch.Keyword;

/// <summary>The inverted index of a set of articles, held in memory. Positions carry their field: <c>field * FieldStride + position</c>.</summary>
internal sealed class MemoryIndex
{
    public const int FieldStride = 1 << 24;

    private readonly Dictionary<string, TermPostings> _heads = [];
    private readonly Dictionary<string, TermPostings> _passages = [];
    private readonly List<int> _firstPassage = [0];
    private readonly List<int> _articleLengths = [];
    private readonly List<int> _passageLengths = [];
    private readonly List<int> _articleOf = [];
    private readonly KeywordOptions _options;

    public MemoryIndex(IEnumerable<KeywordArticle> articles, KeywordOptions options)
    {
        _options = options;
        foreach (var article in articles)
            Add(article);
        Terms = [.. _heads.Keys.Union(_passages.Keys).Order(StringComparer.Ordinal)];
    }

    /// <summary>Every term, in ordinal order.</summary>
    public string[] Terms { get; }

    public int ArticleCount => _articleLengths.Count;

    public int PassageCount => _passageLengths.Count;

    public int ArticleOf(int passage) => _articleOf[passage];

    public Range PassagesOf(int article) => _firstPassage[article].._firstPassage[article + 1];

    /// <summary>The fields of articles but the body; documents are articles.</summary>
    public TermPostings? Heads(string term) => _heads.GetValueOrDefault(term);

    /// <summary>Headings and body; documents are passages.</summary>
    public TermPostings? Passages(string term) => _passages.GetValueOrDefault(term);

    public int Length(KeywordLevel level, int document) => level == KeywordLevel.Article ? _articleLengths[document] : _passageLengths[document];

    public double AverageLength(KeywordLevel level)
    {
        var lengths = level == KeywordLevel.Article ? _articleLengths : _passageLengths;
        return lengths.Count == 0 ? 1 : Math.Max(1, lengths.Average());
    }

    private void Add(KeywordArticle article)
    {
        var length = AddHead(KeywordField.Title, [article.Title])
            + AddHead(KeywordField.Topics, article.Topics)
            + AddHead(KeywordField.Organisations, article.Organisations)
            + AddHead(KeywordField.Authors, article.Authors)
            + AddHead(KeywordField.Url, [UrlWords(article.Url)])
            + AddHead(KeywordField.Headings, article.Passages.Select(p => p.HeadingPath).Distinct());
        foreach (var passage in article.Passages)
        {
            var headings = AddText(_passages, PassageCount, KeywordField.Headings, passage.HeadingPath, 0);
            var body = AddText(_passages, PassageCount, KeywordField.Body, passage.Text, 0);
            _passageLengths.Add(headings + body);
            _articleOf.Add(ArticleCount);
            length += body;
        }
        _articleLengths.Add(length);
        _firstPassage.Add(PassageCount);
    }

    private int AddHead(KeywordField field, IEnumerable<string> values)
    {
        var position = 0;
        foreach (var value in values)
            position = AddText(_heads, ArticleCount, field, value, position);
        return position * _options.WeightOf(field);
    }

    private static int AddText(Dictionary<string, TermPostings> target, int document, KeywordField field, string text, int firstPosition)
    {
        var sink = new Sink(target, document, (int)field * FieldStride);
        return Tokenizer.Tokenize(text, ref sink, firstPosition);
    }

    private static string UrlWords(string? url)
    {
        if (url is null)
            return "";
        var start = url.IndexOf("://", StringComparison.Ordinal);
        var rest = start < 0 ? url : url[(start + 3)..];
        return rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? rest[4..] : rest;
    }

    private readonly struct Sink(Dictionary<string, TermPostings> target, int document, int offset) : ITokenSink
    {
        public void Add(ReadOnlySpan<char> word, TokenKind kind, int position, int start, int length)
        {
            var term = SemanticSearch.Text.Terms.Of(word);
            if (!target.TryGetValue(term, out var postings))
                target[term] = postings = new TermPostings();
            postings.Add(document, offset + position);
        }
    }
}
