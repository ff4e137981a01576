using System.Numerics;
using System.Runtime.InteropServices;
using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>
/// The numbers that describe each text block of a page to the <see cref="BlockModel"/>: its own text, the elements around it
/// and their names, how the page's prose is spread over these, and its neighbours. Nothing here knows a site or a language's grammar.
/// </summary>
internal sealed class BlockFeatures
{
    /// <summary>A mark or an element that is not around the block.</summary>
    private const float Absent = -1;

    /// <summary>Every block is looked for in the hint: a longer one is cut.</summary>
    private const int MaxHintLetters = 1 << 18;

    private const int MaxSignDistance = 60;
    private const int MaxSignWords = 8;
    private const int ShareLevels = 5;
    private const int NameMarkCount = 22;
    private const int PhraseMarkCount = 13;

    private const NameMarks Foreign = NameMarks.Comments | NameMarks.Related | NameMarks.Share | NameMarks.Side | NameMarks.Advert | NameMarks.SignUp
        | NameMarks.Navigation | NameMarks.Footer | NameMarks.Unseen | NameMarks.Tags;

    private const NameMarks Own = NameMarks.Body | NameMarks.Content | NameMarks.Code;

    private static readonly string[] Around =
        ["article", "main", "section", "aside", "nav", "header", "footer", "form", "figure", "ul", "ol", "table", "blockquote", "dl", "details"];

    private readonly PageText _page;
    private readonly PageNode _main;
    private readonly int _mainFirst;
    private readonly int _mainLast;
    private readonly HashSet<string> _titleWords;
    private readonly int _titleIndex;
    private readonly string _bodyHint;
    private readonly Dictionary<string, int> _copies = new(StringComparer.Ordinal);
    private readonly int[] _groupOf;
    private readonly List<(int Words, int Prose, int Count)> _groups = [];
    private readonly float[] _titleLikeness;
    private readonly int[][] _lastSigns;
    private readonly int _articles;
    private readonly PhraseMarks[] _phrases;
    private readonly float[] _row = new float[Length];
    private int _next;

    public BlockFeatures(PageText page)
    {
        _page = page;
        _main = page.Main;
        (_mainFirst, _mainLast) = ProseRange(page, _main);
        _phrases = [.. page.Blocks.Select(block => Phrases.Find(block.Text))];
        _titleWords = [.. WordsOf(page.Hints.Title)];
        var hint = LettersOf(page.Hints.Body);
        _bodyHint = hint.Length <= MaxHintLetters ? hint : hint[..MaxHintLetters];
        foreach (var block in page.Blocks)
            CollectionsMarshal.GetValueRefOrAddDefault(_copies, block.Text, out _)++;
        _groupOf = Groups();
        _titleLikeness = [.. page.Blocks.Select(TitleLikeness)];
        _lastSigns = [LastSigns(PhraseMarks.ReadOn), LastSigns(PhraseMarks.Comments), LastSigns(PhraseMarks.Share | PhraseMarks.SignUp)];
        _articles = Math.Min(20, Count(page.Root, "article"));
        _titleIndex = page.Blocks.FindIndex(block => block.Container.Tag == "h1" && _titleLikeness[block.Index] > 0.6f);
        if (_titleIndex < 0)
            _titleIndex = page.Blocks.FindIndex(block => TagNames.IsHeading(block.Container.Tag) && _titleLikeness[block.Index] > 0.6f);
    }

    /// <summary>Numbers per block.</summary>
    public static int Length { get; } = 13 + 9 + NameMarkCount + PhraseMarkCount + Around.Length + 3 * ShareLevels + 4 + 10 + 4 + 5 + 3 + 7 + 4 * 4 + 5;

    /// <summary>The numbers of one block; valid until the next call.</summary>
    public ReadOnlySpan<float> Of(TextBlock block)
    {
        _next = 0;
        AddText(block);
        AddTag(block);
        AddNames(block);
        AddShares(block);
        AddGroup(block);
        AddMain(block);
        AddBranch(block);
        AddTitle(block);
        AddSigns(block);
        AddHints(block);
        AddNeighbours(block);
        AddPage();
        return _next == Length ? _row : throw new InvalidOperationException($"{_next} features, not {Length}");
    }

    private void Add(float value) => _row[_next++] = value;

    private void Add(bool value) => _row[_next++] = value ? 1 : 0;

    private void AddText(TextBlock block)
    {
        var shape = block.Shape;
        Add(Log(shape.Words));
        Add(shape.LinkDensity);
        Add(shape.EndsSentence);
        Add(Ratio(shape.Marks, shape.Words));
        Add(Ratio(shape.Letters, shape.Words));
        Add(Ratio(shape.Capitalised, shape.Words));
        Add(Ratio(shape.Digits, shape.Letters));
        Add(Ratio(shape.Upper, shape.Letters));
        Add(_copies[block.Text]);
        Add(block.Text.Contains('\n', StringComparison.Ordinal));
        Add(block.Leaves.Count);
        Add(block.Text[0] is '"' or '“' or '«' or '„');
        Add(block.Text.Contains('|', StringComparison.Ordinal) || block.Text.Contains('•', StringComparison.Ordinal) || block.Text.Contains('»', StringComparison.Ordinal));
        var marks = (int)_phrases[block.Index];
        for (var i = 0; i < PhraseMarkCount; i++)
            Add((marks >> i & 1) != 0);
    }

    private void AddTag(TextBlock block)
    {
        var tag = block.Container.Tag;
        Add(tag == "p");
        Add(tag == "li");
        Add(TagNames.IsHeading(tag) ? tag[1] - '0' : 0);
        Add(block.IsCode);
        Add(tag is "td" or "th");
        Add(tag is "dd" or "dt");
        Add(tag == "figcaption");
        Add(tag is "div" or "section" or "article");
        Add(block.Container.Depth);
    }

    // The nearest element with a mark, as its share of the page's prose: what holds everything says nothing about a part.
    private void AddNames(TextBlock block)
    {
        Span<float> names = stackalloc float[NameMarkCount];
        Span<float> around = stackalloc float[Around.Length];
        names.Fill(Absent);
        around.Fill(Absent);
        for (var node = block.Container; node is not null; node = node.Parent)
        {
            var share = -2f;
            for (var marks = (uint)node.Marks; marks != 0; marks &= marks - 1)
            {
                ref var name = ref names[BitOperations.TrailingZeroCount(marks)];
                if (name < 0)
                    name = share >= 0 ? share : share = Share(node);
            }
            var at = Array.IndexOf(Around, node.Tag);
            if (at >= 0 && around[at] < 0)
                around[at] = share >= 0 ? share : Share(node);
        }
        foreach (var value in names)
            Add(value);
        foreach (var value in around)
            Add(value);
    }

    private void AddShares(TextBlock block)
    {
        var node = block.Container;
        for (var level = 0; level < ShareLevels; level++)
        {
            Add(Share(node));
            Add(Ratio(_page.Prose(node), _page.Words(node)));
            Add(_page.LinkDensity(node));
            node = node.Parent ?? node;
        }
    }

    private void AddGroup(TextBlock block)
    {
        var (words, prose, count) = _groups[_groupOf[block.Index]];
        Add(Ratio(prose, _page.TotalProse));
        Add(Ratio(prose, words));
        Add(Log(count));
        Add(Log(words / count));
    }

    private void AddMain(TextBlock block)
    {
        var common = Common(block.Container, _main);
        Add(common == _main);
        Add(_main.Depth - common.Depth);
        Add(block.Container.Depth - common.Depth);
        Add(Share(common));
        Add(_page.LinkDensity(common));
        Add(Log(Math.Max(0, _mainFirst - block.Index)));
        Add(Log(Math.Max(0, block.Index - _mainLast)));
        Add(Ratio(block.Index - _mainFirst, Math.Max(1, _mainLast - _mainFirst)));
        Add(Ratio(_page.ProseBefore(block), _page.TotalProse));
        // The branch of the common element that leads to the block: how much of the common element's prose is in it?
        var branch = block.Container;
        while (branch.Parent is not null && branch.Parent != common)
            branch = branch.Parent;
        Add(Ratio(_page.Prose(branch), _page.Prose(common)));
    }

    // The elements around the block that do not hold half of the prose: what their names say together.
    private void AddBranch(TextBlock block)
    {
        var marks = NameMarks.None;
        var length = 0;
        var suspect = false;
        for (var node = block.Container; node is not null && Share(node) < 0.5f; node = node.Parent)
        {
            marks |= node.Marks;
            suspect |= node.Tag is "aside" or "nav" or "footer" or "form";
            length++;
        }
        Add(BitOperations.PopCount((uint)(marks & Foreign)));
        Add(BitOperations.PopCount((uint)(marks & Own)));
        Add(suspect);
        Add(length);
    }

    // How far the block is from the title, over the tree; and whether its own article element has the title.
    private void AddTitle(TextBlock block)
    {
        var title = _titleIndex < 0 ? null : _page.Blocks[_titleIndex].Container;
        var common = title is null ? null : Common(block.Container, title);
        Add(common is null ? Absent : block.Container.Depth - common.Depth);
        Add(common is null ? Absent : title!.Depth - common.Depth);
        Add(common is null ? Absent : Share(common));
        var article = block.Container.Closest(node => node.Tag == "article");
        Add(article is null ? Absent : article.FirstBlock <= _titleIndex && _titleIndex < article.EndBlock ? 1 : 0);
        Add(_articles);
    }

    // Short lines like "Related" or "Comments" stand at the head of what they name.
    private void AddSigns(TextBlock block)
    {
        foreach (var last in _lastSigns)
            Add(Math.Min(MaxSignDistance, block.Index - last[block.Index]));
    }

    private void AddHints(TextBlock block)
    {
        Add(_titleLikeness[block.Index]);
        Add(_titleIndex < 0 ? Absent : block.Index < _titleIndex ? 0 : block.Index == _titleIndex ? 1 : 2);
        Add(_titleIndex < 0 ? 0 : Math.Clamp(block.Index - _titleIndex, -20, 20));
        Add(_bodyHint.Length == 0 ? Absent : _bodyHint.Contains(LettersOf(block.Text), StringComparison.Ordinal) ? 1 : 0);
        Add(_page.Hints.Description.Length > 0 && block.Text.Length > 20 && _page.Hints.Description.StartsWith(Start(block.Text, 40), StringComparison.OrdinalIgnoreCase));
        Add(block.Index);
        Add(_page.Blocks.Count - block.Index);
    }

    private void AddNeighbours(TextBlock block)
    {
        foreach (var offset in new ReadOnlySpan<int>([-2, -1, 1, 2]))
        {
            var neighbour = block.Index + offset >= 0 && block.Index + offset < _page.Blocks.Count ? _page.Blocks[block.Index + offset] : null;
            Add(neighbour is null ? Absent : Log(neighbour.Shape.Words));
            Add(neighbour is null ? Absent : neighbour.Shape.LinkDensity);
            Add(neighbour is null ? Absent : PageText.IsProse(neighbour) ? 1 : TagNames.IsHeading(neighbour.Container.Tag) ? 2 : 0);
            Add(neighbour is null ? Absent : block.Container.Depth - Common(block.Container, neighbour.Container).Depth);
        }
    }

    private void AddPage()
    {
        Add(Log(_page.TotalProse));
        Add(Ratio(_page.TotalProse, _page.TotalWords));
        Add(Share(_main));
        Add(Log(_page.Prose(_main)));
        Add(Log(_page.Blocks.Count));
    }

    private int[] LastSigns(PhraseMarks marks)
    {
        var last = new int[_page.Blocks.Count];
        var at = -MaxSignDistance;
        foreach (var block in _page.Blocks)
        {
            last[block.Index] = at;
            if ((_phrases[block.Index] & marks) != 0 && block.Shape.Words <= MaxSignWords)
                at = block.Index;
        }
        return last;
    }

    private static int Count(PageNode node, string tag)
    {
        var count = node.Tag == tag ? 1 : 0;
        foreach (var child in node.Children)
            count += child.Children.Count > 0 ? Count(child, tag) : 0;
        return count;
    }

    private float Share(PageNode node) => Ratio(_page.Prose(node), _page.TotalProse);

    private float TitleLikeness(TextBlock block)
    {
        if (_titleWords.Count == 0 || block.Shape.Words > 40)
            return 0;
        int known = 0, all = 0;
        var titleWords = _titleWords.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> buffer = block.Text.Length <= 512 ? stackalloc char[512] : new char[block.Text.Length];
        var text = block.Text.AsSpan();
        for (var i = 0; i < text.Length;)
        {
            var length = 0;
            for (; i < text.Length && !char.IsWhiteSpace(text[i]); i++)
            {
                if (char.IsLetterOrDigit(text[i]))
                    buffer[length++] = char.ToLowerInvariant(text[i]);
            }
            i++;
            all += length > 0 ? 1 : 0;
            known += length > 0 && titleWords.Contains(buffer[..length]) ? 1 : 0;
        }
        return all == 0 ? 0 : (float)known / all * Math.Min(1, 2f * known / _titleWords.Count);
    }

    // Blocks of the same make: same kind of element under parents of the same kind, and one grandparent.
    private int[] Groups()
    {
        var numbers = new Dictionary<(PageNode?, string?, string, string, string), int>();
        var groupOf = new int[_page.Blocks.Count];
        foreach (var block in _page.Blocks)
        {
            var parent = block.Container.Parent;
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(
                numbers, (parent?.Parent, parent?.Tag, parent?.Attribute("class") ?? "", block.Container.Tag, block.Container.Attribute("class") ?? ""), out var isKnown);
            if (!isKnown)
            {
                number = _groups.Count;
                _groups.Add(default);
            }
            groupOf[block.Index] = number;
            var (words, prose, count) = _groups[number];
            _groups[number] = (words + block.Shape.Words, prose + (PageText.IsProse(block) ? block.Shape.Words : 0), count + 1);
        }
        return groupOf;
    }

    private static (int First, int Last) ProseRange(PageText page, PageNode node)
    {
        var (first, last) = (node.FirstBlock, Math.Max(node.FirstBlock, node.EndBlock - 1));
        while (first < last && !PageText.IsProse(page.Blocks[first]))
            first++;
        while (last > first && !PageText.IsProse(page.Blocks[last]))
            last--;
        return (first, last);
    }

    private static PageNode Common(PageNode left, PageNode right)
    {
        while (left != right)
        {
            if (left.Depth >= right.Depth)
                left = left.Parent!;
            else
                right = right.Parent!;
        }
        return left;
    }

    private static IEnumerable<string> WordsOf(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(LettersOf).Where(word => word.Length > 0);

    private static string LettersOf(string text) => string.Create(text.Count(char.IsLetterOrDigit), text, static (span, source) =>
    {
        var at = 0;
        foreach (var c in source)
        {
            if (char.IsLetterOrDigit(c))
                span[at++] = char.ToLowerInvariant(c);
        }
    });

    private static string Start(string text, int chars) => text.Length <= chars ? text : text[..chars];

    private static float Log(int count) => MathF.Log2(1 + count);

    private static float Ratio(int part, int whole) => whole == 0 ? 0 : (float)part / whole;
}
