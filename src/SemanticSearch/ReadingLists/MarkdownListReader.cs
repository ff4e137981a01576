using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;
using SemanticSearch.Documents;

namespace SemanticSearch.ReadingLists;

/// <summary>Markdown -> links with their topics, and guides. Says nothing about what a link means.</summary>
internal sealed class MarkdownListReader
{
    private static readonly MarkdownPipeline Pipeline = BuildPipeline();

    private readonly List<InputProblem> _problems = [];
    private readonly List<PlacedLink> _links = [];
    private readonly List<string> _items = [];
    private readonly SectionPath _sections = new();
    private readonly GuideCollector _guides = new();
    private HeadingBlock? _title;
    private int _listDepth;

    private MarkdownListReader()
    {
    }

    public static ListContent Read(string markdown)
    {
        var (repaired, problems) = MarkdownRepair.Repair(markdown);
        var reader = new MarkdownListReader();
        reader._problems.AddRange(problems);
        try
        {
            var document = Markdown.Parse(repaired, Pipeline);
            reader._title = TitleOf(document);
            reader.ReadBlocks(document);
        }
        catch (ArgumentException)
        {
            // The Markdown parser's own limit of 128 nested elements; the repair leaves nothing near it.
            reader._problems.Add(new InputProblem(0, "the list is nested too deeply to be read"));
        }
        return new ListContent(reader._links, reader._guides.Resolve(reader._sections), reader._problems);
    }

    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder().UseAutoLinks().UseTaskLists().UsePreciseSourceLocation();
        // Bullets right below a tag ("<details>") are meant as bullets; comments are gone already.
        builder.BlockParsers.TryRemove<HtmlBlockParser>();
        return builder.Build();
    }

    /// <summary>The one heading of level 1 that opens the document names the whole list; several of them are its sections.</summary>
    private static HeadingBlock? TitleOf(MarkdownDocument document)
    {
        var headings = document.Descendants<HeadingBlock>().Where(heading => heading.Level == 1).Take(2).ToArray();
        return headings.Length == 1 && document.Descendants<HeadingBlock>().First() == headings[0] ? headings[0] : null;
    }

    private void ReadBlocks(ContainerBlock container)
    {
        foreach (var block in container)
        {
            switch (block)
            {
                case HeadingBlock heading when _listDepth == 0:
                    ReadHeading(heading);
                    break;
                case ListBlock list:
                    ReadList(list);
                    break;
                case ParagraphBlock { Inline: { } prose } when _listDepth == 0:
                    _guides.AddProse(InlineText.Pieces(prose));
                    break;
                case ContainerBlock inner:
                    ReadBlocks(inner);
                    break;
            }
        }
    }

    private void ReadHeading(HeadingBlock heading)
    {
        var name = heading.Inline is null ? "" : TopicName(InlineText.Plain(heading.Inline));
        var isTitle = heading == _title;
        _sections.Enter(heading.Level, name, isTitle);
        if (name.Length == 0 || isTitle || _sections.IsAboutList)
            _guides.Close();
        else
            _guides.Open(name);
    }

    private void ReadList(ListBlock list)
    {
        _guides.Discard();
        _listDepth++;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var text = item.OfType<LeafBlock>().FirstOrDefault(leaf => leaf.Inline is not null);
            var name = text is null ? "" : ReadItem(text);
            if (name.Length > 0)
                _items.Add(name);
            ReadBlocks(item);
            if (name.Length > 0)
                _items.RemoveAt(_items.Count - 1);
        }
        _listDepth--;
    }

    /// <returns>The name of the item as a topic of the items below it.</returns>
    private string ReadItem(LeafBlock text)
    {
        if (_sections.IsAboutList)
            return TopicName(InlineText.Plain(text.Inline!));
        var bullet = BulletReader.Read(text.Inline!, text.Line + 1, _problems);
        string[] topics = [.. _sections.Names, .. _items];
        _links.AddRange(bullet.Links.Select(link => new PlacedLink(link, topics)));
        return TopicName(bullet.Name);
    }

    /// <summary>The separator of topic paths may not stand in a name.</summary>
    private static string TopicName(string text) =>
        text.Trim().Replace(Documents.TopicPath.Separator, Documents.TopicPath.Separator.TrimEnd(), StringComparison.Ordinal);
}
