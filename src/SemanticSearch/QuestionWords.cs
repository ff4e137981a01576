using SemanticSearch.Keyword;
using SemanticSearch.Text;

namespace SemanticSearch;

/// <summary>
/// The words of a question that say what it is about, and how rare each is in one index: which articles hold those that hardly any other holds, and
/// how much of the question one article holds. Thread-safe.
/// </summary>
internal sealed class QuestionWords
{
    /// <summary>A word in at most so many articles points to them.</summary>
    private const int RareArticles = 2;

    /// <summary>In an index with fewer articles than this, to be in one or two is not rare.</summary>
    private const int MinArticles = 100;

    /// <summary>Of the question's rarity that its rare words must be, to count.</summary>
    private const double MinShare = 0.5;

    /// <summary>Words looked at: a question has fewer, a pasted text says enough with them.</summary>
    private const int MaxWords = 32;

    private readonly KeywordIndexReader _keywords;
    private readonly List<ContentWord> _words = [];
    private readonly double _rarity;

    /// <param name="taken">Those of its words that were taken for others.</param>
    public QuestionWords(KeywordIndexReader keywords, string question, IReadOnlyList<TakenWord> taken)
    {
        _keywords = keywords;
        var content = Analyzer.ContentWords(question).DistinctBy(token => token.Word).Take(MaxWords).ToList();
        var subject = content.FindAll(token => !RequestWords.Contains(token.Word));
        foreach (var token in subject.Count > 0 ? subject : content)
        {
            var articles = keywords.DocumentFrequency(token.Word, KeywordLevel.Article);
            var isName = question.AsSpan(token.Start, token.Length).ContainsAnyExceptInRange('a', 'z');
            var takenFor = taken.FirstOrDefault(other => other.Token.Word == token.Word).For;
            var rarity = Rarity(takenFor is null ? articles : keywords.DocumentFrequency(takenFor, KeywordLevel.Article));
            _words.Add(new ContentWord(token.Word, takenFor, articles, rarity, isName));
        }
        _rarity = _words.Sum(word => word.Rarity);
    }

    /// <summary>Words that the index holds, whole or in pieces (global.mtls), or that were taken for one that it holds.</summary>
    public int Meant => _words.Count(word => word.Articles > 0 || word.TakenFor is not null || HasKnownPiece(word.Word));

    /// <summary>Those of them that no article holds, as they were typed, in small letters.</summary>
    public IEnumerable<string> Unknown => _words.Where(word => word.Articles == 0).Select(word => word.Word);

    /// <summary>Whether the question is for one word that the index holds, or most of it is a rare name: then its words alone make an answer.</summary>
    public bool AsksForAName => _words is [var only] ? only.Articles > 0 : _words.Exists(word => word.IsName && IsRare(word) && word.Rarity >= MinShare * _rarity);

    /// <summary>Articles that hold rare words which are most of the question, and what share of its rarity (the sum of its words' idf) these are. In a long
    /// question a rare word is chance more often than its subject.</summary>
    public Dictionary<int, double> RareShares(ArticleFilter? allowed)
    {
        var shares = new Dictionary<int, double>();
        foreach (var word in _words.Where(IsRare))
        {
            foreach (var holder in _keywords.Search(Only(word), KeywordLevel.Article, RareArticles, allowed, countTotal: false).Documents)
                shares[holder.Ordinal] = shares.GetValueOrDefault(holder.Ordinal) + word.Rarity / _rarity;
        }
        return shares.Where(pair => pair.Value >= MinShare).ToDictionary();
    }

    /// <summary>The largest share of the question's rarity that one of the articles holds, 0 to 1.</summary>
    public double Coverage(int[] articles)
    {
        if (articles.Length == 0 || _words.Count == 0)
            return 0;
        var held = new double[articles.Length];
        foreach (var word in _words.Where(word => word.Articles > 0 || word.TakenFor is not null))
        {
            var scores = _keywords.ScoresOf(Only(word), KeywordLevel.Article, articles);
            for (var i = 0; i < held.Length; i++)
                held[i] += scores[i] > 0 ? word.Rarity : 0;
        }
        return held.Max() / _rarity;
    }

    private bool HasKnownPiece(string word) =>
        Analyzer.Analyze(word).Exists(token => token.Kind == TokenKind.Part && _keywords.DocumentFrequency(token.Word, KeywordLevel.Article) > 0);

    private static KeywordQuery Only(ContentWord word) => new() { Text = word.TakenFor ?? word.Word, CorrectsUnknownWords = false, ExpandsShortForms = false };

    private bool IsRare(ContentWord word) => word.Articles is >= 1 and <= RareArticles && _keywords.ArticleCount >= MinArticles;

    /// <summary>BM25's idf.</summary>
    private double Rarity(int articles) => Math.Log(1 + (_keywords.ArticleCount - articles + 0.5) / (articles + 0.5));

    /// <param name="TakenFor">The word that is searched in its place; null: itself.</param>
    /// <param name="Articles">That hold it as it is written.</param>
    /// <param name="Rarity">Of what is searched.</param>
    /// <param name="IsName">Whether it is written with more than small letters: MVCC, t_env, 0.8.4.</param>
    private readonly record struct ContentWord(string Word, string? TakenFor, int Articles, double Rarity, bool IsName);
}
