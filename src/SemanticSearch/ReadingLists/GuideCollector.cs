using SemanticSearch.Documents;

namespace SemanticSearch.ReadingLists;

/// <summary>
/// Finds the guides of a list: headings over prose (no bullets) that points at sections of the list. Sections are resolved at
/// the end, because a guide stands above the sections that it points at.
/// </summary>
internal sealed class GuideCollector
{
    private readonly List<(string Title, List<string> Text, List<string> Anchors)> _candidates = [];
    private bool _isOpen;

    public void Open(string title)
    {
        _candidates.Add((title, [], []));
        _isOpen = true;
    }

    /// <summary>What follows is no guide: the list's own title, a section about the list.</summary>
    public void Close() => _isOpen = false;

    /// <summary>A section that holds bullets is a topic, whatever its introduction points at.</summary>
    public void Discard()
    {
        if (_isOpen)
            _candidates.RemoveAt(_candidates.Count - 1);
        _isOpen = false;
    }

    public void AddProse(List<InlinePiece> pieces)
    {
        if (!_isOpen)
            return;
        _candidates[^1].Text.Add(string.Concat(pieces.Select(piece => piece.Text)).Trim());
        _candidates[^1].Anchors.AddRange(pieces.Where(piece => piece.Url is { Length: > 1 } url && LinkTarget.IsInner(url)).Select(piece => piece.Url!));
    }

    public List<ReadingGuide> Resolve(SectionPath sections)
    {
        var guides = new List<ReadingGuide>();
        foreach (var (title, text, anchors) in _candidates)
        {
            var paths = anchors.Select(sections.Find).OfType<string>().Distinct().ToArray();
            if (paths.Length > 0)
                guides.Add(new ReadingGuide(title, string.Join('\n', text), paths));
        }
        return guides;
    }
}
