using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>The text blocks of a page with sums over them, so that every element's share of text, links and prose is one subtraction.</summary>
internal sealed class PageText
{
    private const int ProseWords = 10;
    private const int SentenceWords = 5;
    private const float ProseLinkDensity = 0.4f;

    private readonly Lazy<PageNode> _main;
    private readonly int[] _words;
    private readonly int[] _prose;
    private readonly int[] _letters;
    private readonly int[] _linkLetters;

    public PageText(PageNode root, PageHints hints)
    {
        Root = root;
        Hints = hints;
        Blocks = BlockCollector.Collect(root);
        _main = new Lazy<PageNode>(() => MainContainer.Find(this));
        _words = Sums(block => block.Shape.Words);
        _prose = Sums(block => IsProse(block) ? block.Shape.Words : 0);
        _letters = Sums(block => block.Shape.Letters);
        _linkLetters = Sums(block => block.Shape.LinkLetters);
    }

    public PageNode Root { get; }

    public PageHints Hints { get; }

    public List<TextBlock> Blocks { get; }

    /// <summary>The element that holds most of the prose.</summary>
    public PageNode Main => _main.Value;

    public int TotalProse => _prose[^1];

    public int TotalWords => _words[^1];

    /// <summary>Long enough to be running text, and no list of links.</summary>
    public static bool IsProse(TextBlock block) =>
        block.Shape.LinkDensity < ProseLinkDensity && (block.Shape.Words >= ProseWords || block.Shape.EndsSentence && block.Shape.Words >= SentenceWords);

    public int Words(PageNode node) => _words[node.EndBlock] - _words[node.FirstBlock];

    public int Prose(PageNode node) => _prose[node.EndBlock] - _prose[node.FirstBlock];

    /// <summary>Prose in the blocks before this one.</summary>
    public int ProseBefore(TextBlock block) => _prose[block.Index];

    public float LinkDensity(PageNode node)
    {
        var letters = _letters[node.EndBlock] - _letters[node.FirstBlock];
        return letters == 0 ? 0 : (float)(_linkLetters[node.EndBlock] - _linkLetters[node.FirstBlock]) / letters;
    }

    private int[] Sums(Func<TextBlock, int> value)
    {
        var sums = new int[Blocks.Count + 1];
        for (var i = 0; i < Blocks.Count; i++)
            sums[i + 1] = sums[i] + value(Blocks[i]);
        return sums;
    }
}
