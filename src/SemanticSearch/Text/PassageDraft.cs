using SemanticSearch.Documents;

namespace SemanticSearch.Text;

/// <summary>A passage in the making: a stretch of the text that grows at its end.</summary>
internal sealed class PassageDraft
{
    private string[] _path = [];

    public PassageDraft(int start)
    {
        Start = start;
        End = start;
    }

    public int Start { get; }

    public int End { get; private set; }

    /// <summary>As <see cref="PassageSize"/> counts.</summary>
    public int Size { get; private set; }

    /// <summary>It holds more than headings.</summary>
    public bool HasBody { get; private set; }

    public int FirstSection { get; private set; } = -1;

    public int LastSection { get; private set; }

    /// <param name="path">Headings above the piece; where pieces of several sections come together, those that are above them all.</param>
    public void Extend(int start, int end, int size, bool isHeading, string[] path, int section)
    {
        Size += size + PassageSize.OfBlanks(start - End);
        End = end;
        if (FirstSection < 0)
            FirstSection = section;
        LastSection = section;
        if (!HasBody || !isHeading)
            _path = HasBody ? Common(_path, path) : path;
        HasBody |= !isHeading;
    }

    /// <summary>Takes over all of <paramref name="next"/>, unless there would be more than <paramref name="maxSize"/>.</summary>
    public bool TryAppend(PassageDraft next, int maxSize)
    {
        var size = Size + PassageSize.OfBlanks(next.Start - End) + next.Size;
        if (size > maxSize)
            return false;
        Size = size;
        End = next.End;
        LastSection = next.LastSection;
        if (next.HasBody)
            _path = HasBody ? Common(_path, next._path) : next._path;
        HasBody |= next.HasBody;
        return true;
    }

    public Passage ToPassage(int ordinal, string text)
    {
        var start = Start;
        var end = End;
        while (char.IsWhiteSpace(text[start]))
            start++;
        while (char.IsWhiteSpace(text[end - 1]))
            end--;
        return new Passage(ordinal, TopicPath.Join(_path), text[start..end], start);
    }

    private static string[] Common(string[] first, string[] second)
    {
        var length = 0;
        while (length < first.Length && length < second.Length && first[length] == second[length])
            length++;
        return length == first.Length ? first : first[..length];
    }
}
