using System.Text;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Concepts;

/// <summary>
/// Which concepts the articles of a generation treat, and how much. Concepts are kept by name, so that a glossary may change meanwhile. Sections:
/// names (UTF-8, one a line); for each article where its tags begin (uint32, one more than articles); tags: name (uint16), mentions (uint16),
/// passage (int32); for each name where its degrees begin (uint32, one more than names); their articles (uint32, ascending); degrees (byte, 255 is 1).
/// Immutable, thread-safe.
/// </summary>
internal sealed class ConceptTagFile : IDisposable
{
    public const string FileName = "concepts.tags";

    private const string Kind = "concept-tags";
    private const int Version = 2;

    private readonly MappedIndexFile _file;
    private readonly Dictionary<string, int> _places;

    private ConceptTagFile(MappedIndexFile file)
    {
        _file = file;
        Names = Encoding.UTF8.GetString(file.Section<byte>(0)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _places = Enumerable.Range(0, Names.Count).ToDictionary(place => Names[place], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Names of the concepts that any article names; a tag holds the place in this list.</summary>
    public IReadOnlyList<string> Names { get; }

    public int ArticleCount => (int)(_file.SectionLength(1) / sizeof(uint)) - 1;

    /// <returns>Null when the generation was made without tags.</returns>
    /// <exception cref="DataProblemException">It is damaged or of another version.</exception>
    public static ConceptTagFile? TryOpen(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return ModelFile.Exists(path) ? new ConceptTagFile(MappedIndexFile.Open(path, Kind, Version)) : null;
    }

    /// <param name="articles">In the order of their ordinals.</param>
    public static void Write(string folder, Glossary glossary, IReadOnlyList<TaggedArticle> articles)
    {
        var degrees = new List<(uint Article, byte Degree)>[glossary.Concepts.Count];
        var starts = new uint[articles.Count + 1];
        for (var article = 0; article < articles.Count; article++)
        {
            starts[article + 1] = starts[article] + (uint)articles[article].Tags.Count;
            foreach (var (number, degree) in articles[article].Degrees)
                (degrees[number] ??= []).Add(((uint)article, (byte)MathF.Round(degree * byte.MaxValue)));
        }
        var tagged = articles.SelectMany(article => article.Tags).Select(tag => tag.Number);
        var numbers = Enumerable.Range(0, degrees.Length).Where(number => degrees[number] is not null).Union(tagged).Order().ToArray();
        using var file = IndexFileWriter.Create(Path.Combine(folder, FileName), Kind, Version);
        file.WriteSection<byte>(Encoding.UTF8.GetBytes(string.Join('\n', numbers.Select(number => glossary.Concepts[number].Name))));
        file.WriteSection<uint>(starts);
        file.WriteSection<StoredTag>(articles.SelectMany(article => article.Tags).Select(tag => Stored(tag, numbers)).ToArray());
        WriteDegrees(file, [.. numbers.Select(number => degrees[number] ?? [])]);
        file.Complete();
    }

    private static StoredTag Stored(ConceptTag tag, int[] numbers) =>
        new((ushort)Array.BinarySearch(numbers, tag.Number), (ushort)Math.Min(tag.Mentions, ushort.MaxValue), tag.Passage);

    private static void WriteDegrees(IndexFileWriter file, IReadOnlyList<List<(uint Article, byte Degree)>> lists)
    {
        var starts = new uint[lists.Count + 1];
        for (var place = 0; place < lists.Count; place++)
            starts[place + 1] = starts[place] + (uint)lists[place].Count;
        file.WriteSection<uint>(starts);
        file.WriteSection<uint>(lists.SelectMany(list => list).Select(pair => pair.Article).ToArray());
        file.WriteSection<byte>(lists.SelectMany(list => list).Select(pair => pair.Degree).ToArray());
    }

    /// <summary>The articles that name a concept, ascending, and how much each is about it: 255 is wholly.</summary>
    /// <param name="place">In <see cref="Names"/>.</param>
    public ReadOnlySpan<uint> ArticlesAbout(int place, out ReadOnlySpan<byte> degrees)
    {
        var starts = _file.Section<uint>(3);
        var range = (int)starts[place]..(int)starts[place + 1];
        degrees = _file.Section<byte>(5)[range];
        return _file.Section<uint>(4)[range];
    }

    /// <summary>What articles treat, most mentions first.</summary>
    public ArticleTags Tags => new(_file.Section<uint>(1), _file.Section<StoredTag>(2));

    /// <summary>Place of a name in <see cref="Names"/>, in any case; -1 when no article treats it.</summary>
    public int PlaceOf(string name) => _places.GetValueOrDefault(name, -1);

    public void Dispose() => _file.Dispose();
}

/// <summary>The tags of all articles, by article.</summary>
internal readonly ref struct ArticleTags(ReadOnlySpan<uint> starts, ReadOnlySpan<StoredTag> tags)
{
    private readonly ReadOnlySpan<uint> _starts = starts;
    private readonly ReadOnlySpan<StoredTag> _tags = tags;

    public ReadOnlySpan<StoredTag> this[int article] => _tags[(int)_starts[article]..(int)_starts[article + 1]];
}

/// <param name="Name">Place in <see cref="ConceptTagFile.Names"/>.</param>
/// <param name="Mentions">In text and title.</param>
/// <param name="Passage">Place in the article of the passage that names it most; -1: the title.</param>
internal readonly record struct StoredTag(ushort Name, ushort Mentions, int Passage);
