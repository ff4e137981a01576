using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using SemanticSearch.Documents;
using SemanticSearch.Keyword.Segments;
using SemanticSearch.Storage;

namespace SemanticSearch.Keyword;

/// <summary>Writes a keyword index into a folder of its own: a new one, or the next state of another, whose unchanged files it links. Texts are
/// analysed on the caller's thread; full buffers become segments on a second one. Nothing is an index until <see cref="Complete"/>.
/// Not thread-safe.</summary>
internal sealed class KeywordIndexWriter : IDisposable
{
    /// <summary>Bytes that one occurrence takes in a buffer and in the sorting after it.</summary>
    private const int OccurrenceBytes = 16;

    /// <summary>Articles beyond this start a new segment, whatever their length: their ids and tables take memory too.</summary>
    private const int MaxBufferedArticles = 1 << 20;

    /// <summary>Words beyond this are forgotten when a segment is written.</summary>
    private const int MaxWords = 4_000_000;

    private readonly string _folder;
    private readonly KeywordOptions _options;
    private readonly Disk _disk;
    private readonly SegmentSet _segments;
    private readonly Dictionary<UInt128, (string Segment, int Article)> _added = [];
    private readonly Stack<(OccurrenceList Passages, OccurrenceList Heads)> _spare = new();
    private WordTable _words = new();
    private IndexBuffer? _buffer;
    private Task<SegmentInfo>? _flush;
    private IndexBuffer? _flushed;
    private SegmentFlush? _flushMemory;
    private int _nextNumber;

    private KeywordIndexWriter(string folder, SegmentSet segments, int nextNumber, KeywordOptions options, Disk disk)
    {
        _folder = folder;
        _segments = segments;
        _nextNumber = nextNumber;
        _options = options;
        _disk = disk;
    }

    /// <summary>Live articles, those being written included.</summary>
    public int ArticleCount => _segments.LiveArticles + (_buffer?.Articles.Articles ?? 0) - _segments.PendingDeletes;

    /// <summary>Live passages, once <see cref="Complete"/> has returned.</summary>
    public int PassageCount { get; private set; }

    /// <param name="folder">Exists and holds no index.</param>
    /// <param name="previous">A folder whose index goes on in this one, or null.</param>
    /// <exception cref="DataProblemException">The previous index is damaged, or the folder cannot be written.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or the previous index was built with others (<see cref="CanExtend"/>).</exception>
    public static KeywordIndexWriter Create(string folder, string? previous = null, KeywordOptions? options = null, Disk? disk = null)
    {
        var chosen = (options ?? KeywordOptions.Default).Validated();
        var used = disk ?? Disk.Real;
        if (previous is null)
            return new KeywordIndexWriter(folder, new SegmentSet(folder, null, [], used), 1, chosen, used);
        var list = SegmentList.Read(previous);
        if (!list.Suits(chosen))
            throw new ArgumentException("the previous index was built with other field weights", nameof(options));
        return new KeywordIndexWriter(folder, new SegmentSet(folder, previous, list.Segments, used), list.NextNumber, chosen, used);
    }

    /// <summary>Whether the index in <paramref name="previous"/> can be gone on from, or has to be built anew.</summary>
    public static bool CanExtend(string previous, KeywordOptions? options = null)
    {
        try
        {
            return SegmentList.Read(previous).Suits(options ?? KeywordOptions.Default);
        }
        catch (DataProblemException)
        {
            return false;
        }
    }

    /// <summary>Adds an article, or replaces the one with its id.</summary>
    public void Add(KeywordArticle article)
    {
        Remove(article.Id);
        _buffer ??= new IndexBuffer(_folder, NextName(), _options, _words, _spare.TryPop(out var lists) ? lists : (new OccurrenceList(), new OccurrenceList()), _disk);
        _added.Add(Hash(article.Id), (_buffer.Segment, _buffer.Articles.Articles));
        _buffer.Add(article);
        if (_buffer.Occurrences * OccurrenceBytes >= _options.BufferBytes || _buffer.Articles.Articles >= MaxBufferedArticles)
            StartFlush();
    }

    /// <returns>false when there is no such article.</returns>
    public bool Remove(string id)
    {
        if (_added.Remove(Hash(id), out var place))
            return _segments.Delete(place.Segment, place.Article);
        return _segments.Delete(id);
    }

    /// <summary>Writes what is left, merges what is due, and makes the folder an index.</summary>
    /// <exception cref="DataProblemException">The disk is full or refuses.</exception>
    public void Complete()
    {
        try
        {
            WriteAll();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataProblemException($"{_folder} cannot be written ({e.Message.TrimEnd('.')}): make room or grant access and run the command again; the live index is untouched.", e);
        }
    }

    public void Dispose()
    {
        try
        {
            _flush?.Wait();
        }
        catch (AggregateException)
        {
            // Complete was not reached, or threw this already: nothing was committed.
        }
        _buffer?.Dispose();
        _segments.Dispose();
    }

    private void WriteAll()
    {
        StartFlush();
        FinishFlush();
        var isNew = _segments.IsNew;
        while (_segments.NextMerge(mergeAll: isNew) is { } run)
            _segments.Merge(run, NextName(), _options);
        var list = new SegmentList(_segments.Settle(), _options, _nextNumber);
        list.Write(_folder, _disk);
        _disk.FlushFolder(_folder);
        PassageCount = _segments.LivePassages;
        // Whoever moves the folder next must find its files closed.
        _segments.Dispose();
    }

    private string NextName() => string.Create(CultureInfo.InvariantCulture, $"k{_nextNumber++:D6}");

    private void StartFlush()
    {
        if (_buffer is null)
            return;
        FinishFlush();
        var (buffer, words) = (_buffer, _buffer.Snapshot());
        _buffer = null;
        _flushed = buffer;
        _segments.Expect(buffer.Segment, buffer.Articles.Articles);
        _flush = Task.Run(() =>
        {
            using (buffer)
                return SegmentFlush.Write(buffer, words, _folder, _options, _disk, ref _flushMemory);
        });
        if (_words.Words > MaxWords)
            _words = new WordTable();
    }

    private void FinishFlush()
    {
        if (_flush is null)
            return;
        var info = _flush.GetAwaiter().GetResult();
        _flush = null;
        _flushed!.Passages.Clear();
        _flushed.Heads.Clear();
        _spare.Push((_flushed.Passages, _flushed.Heads));
        _segments.Add(info);
    }

    /// <summary>Ids by half of their SHA-256: 16 bytes each, however long they are, and no two alike in practice.</summary>
    private static UInt128 Hash(string id)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(MemoryMarshal.AsBytes(id.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
