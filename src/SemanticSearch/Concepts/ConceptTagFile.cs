using System.Text;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Concepts;

/// <summary>
/// Which concepts the articles of a generation treat. Concepts are kept by name, so that a glossary may change meanwhile. Sections: names (UTF-8,
/// one a line); for each article where its tags begin (uint32, one more than articles); tags: name (uint16), mentions (uint16), passage (int32).
/// Immutable, thread-safe.
/// </summary>
internal sealed class ConceptTagFile : IDisposable
{
    public const string FileName = "concepts.tags";

    private const string Kind = "concept-tags";
    private const int Version = 1;

    private readonly MappedIndexFile _file;

    private ConceptTagFile(MappedIndexFile file)
    {
        _file = file;
        Names = Encoding.UTF8.GetString(file.Section<byte>(0)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Names of the concepts that any article treats; a tag holds the place in this list.</summary>
    public IReadOnlyList<string> Names { get; }

    public int ArticleCount => (int)(_file.SectionLength(1) / sizeof(uint)) - 1;

    /// <returns>Null when the generation was made without tags.</returns>
    /// <exception cref="DataProblemException">It is damaged or of another version.</exception>
    public static ConceptTagFile? TryOpen(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return ModelFile.Exists(path) ? new ConceptTagFile(MappedIndexFile.Open(path, Kind, Version)) : null;
    }

    /// <param name="articles">The tags of each article, in the order of their ordinals.</param>
    public static void Write(string folder, Glossary glossary, IReadOnlyList<IReadOnlyList<ConceptTag>> articles)
    {
        var numbers = articles.SelectMany(tags => tags).Select(tag => tag.Number).Distinct().Order().ToArray();
        var starts = new uint[articles.Count + 1];
        var stored = new List<StoredTag>();
        for (var article = 0; article < articles.Count; article++)
        {
            foreach (var tag in articles[article])
                stored.Add(new StoredTag((ushort)Array.BinarySearch(numbers, tag.Number), (ushort)Math.Min(tag.Mentions, ushort.MaxValue), tag.Passage));
            starts[article + 1] = (uint)stored.Count;
        }
        using var file = IndexFileWriter.Create(Path.Combine(folder, FileName), Kind, Version);
        file.WriteSection<byte>(Encoding.UTF8.GetBytes(string.Join('\n', numbers.Select(number => glossary.Concepts[number].Name))));
        file.WriteSection<uint>(starts);
        file.WriteSection<StoredTag>(stored.ToArray());
        file.Complete();
    }

    /// <summary>What an article treats, most mentions first.</summary>
    public ReadOnlySpan<StoredTag> TagsOf(int article)
    {
        var starts = _file.Section<uint>(1);
        return _file.Section<StoredTag>(2)[(int)starts[article]..(int)starts[article + 1]];
    }

    /// <summary>Place of a name in <see cref="Names"/>, in any case; -1 when no article treats it.</summary>
    public int PlaceOf(string name)
    {
        for (var place = 0; place < Names.Count; place++)
        {
            if (Names[place].Equals(name, StringComparison.OrdinalIgnoreCase))
                return place;
        }
        return -1;
    }

    public void Dispose() => _file.Dispose();
}

/// <param name="Name">Place in <see cref="ConceptTagFile.Names"/>.</param>
/// <param name="Mentions">In text and title.</param>
/// <param name="Passage">Place in the article of the passage that names it most; -1: the title.</param>
internal readonly record struct StoredTag(ushort Name, ushort Mentions, int Passage);
