using SemanticSearch.Documents;

namespace SemanticSearch.Text;

/// <summary>
/// A Markdown or plain text -> passages of about <see cref="TargetWords"/>, cut at headings and paragraphs. Each passage is a
/// substring of the text; together they hold everything that is not blank, in order, nothing twice. A section too short to
/// stand alone goes with its neighbour. Any text can be split; the time is linear.
/// </summary>
internal sealed class PassageSplitter
{
    /// <summary>Size that passages come near; words as <see cref="PassageSize"/> counts them.</summary>
    public const int TargetWords = 200;

    /// <summary>Less does not stand alone at the end of a section.</summary>
    public const int MinWords = 100;

    /// <summary>No passage has more.</summary>
    public const int MaxWords = 300;

    /// <summary>A longer block is cut. This much still fits behind a heading and a sentence or two.</summary>
    private const int MaxBlockWords = 250;

    private readonly string _text;
    private readonly List<PassageDraft> _done = [];
    private readonly List<(int Level, string Title)> _headings = [];
    private string[] _path = [];
    private int _section;
    private PassageDraft? _open;

    private PassageSplitter(string text) => _text = text;

    public static IReadOnlyList<Passage> Split(string text)
    {
        var splitter = new PassageSplitter(text);
        foreach (var block in MarkdownBlocks.Of(text))
            splitter.Add(block);
        if (splitter._open is { } last && !(last.Size < MinWords && splitter.JoinsPrevious(last)))
            splitter._done.Add(last);
        var passages = new Passage[splitter._done.Count];
        for (var i = 0; i < passages.Length; i++)
            passages[i] = splitter._done[i].ToPassage(i, text);
        return passages;
    }

    private void Add(MarkdownBlock block)
    {
        var size = PassageSize.Of(_text.AsSpan(block.Start, block.End - block.Start));
        if (block.Kind == MarkdownBlockKind.Heading)
        {
            EndSection();
            EnterSection(block);
            AddPiece(block.Start, block.End, size, isHeading: true);
        }
        else if (size <= MaxBlockWords)
        {
            AddPiece(block.Start, block.End, size, isHeading: false);
        }
        else
        {
            foreach (var (start, end) in PassagePieces.Of(_text, block, TargetWords, MaxBlockWords))
                AddPiece(start, end, PassageSize.Of(_text.AsSpan(start, end - start)), isHeading: false);
        }
    }

    private void AddPiece(int start, int end, int size, bool isHeading)
    {
        if (_text.AsSpan(start, end - start).IsWhiteSpace())
            return;
        if (_open is { } open && IsFull(open, size + PassageSize.OfBlanks(start - open.End)))
        {
            _done.Add(open);
            _open = null;
        }
        _open ??= new PassageDraft(start);
        _open.Extend(start, end, size, isHeading, _path, _section);
    }

    // Between ending here and going on, what comes nearer to the target.
    private static bool IsFull(PassageDraft open, int more)
    {
        var after = open.Size + more;
        if (after > MaxWords)
            return true;
        return open.HasBody && open.Size >= MinWords && after > TargetWords && after - TargetWords > TargetWords - open.Size;
    }

    // What is too short to stand alone goes back to the passage before it in the same section, else on into the next section.
    private void EndSection()
    {
        if (_open is not { HasBody: true } open)
            return;
        if (open.Size < MinWords && !(open.FirstSection == _section && _done.Count > 0 && _done[^1].LastSection == _section && JoinsPrevious(open)))
            return;
        if (open.Size >= MinWords)
            _done.Add(open);
        _open = null;
    }

    private bool JoinsPrevious(PassageDraft draft) => _done.Count > 0 && _done[^1].TryAppend(draft, MaxWords);

    private void EnterSection(MarkdownBlock heading)
    {
        while (_headings.Count > 0 && _headings[^1].Level >= heading.Level)
            _headings.RemoveAt(_headings.Count - 1);
        _headings.Add((heading.Level, heading.Title));
        _path = [.. _headings.Select(above => above.Title).Where(title => title.Length > 0)];
        _section++;
    }
}
