using System.Text;
using SemanticSearch.Storage;
using SemanticSearch.Text;

namespace SemanticSearch.Keyword.Segments;

/// <summary>What an index consists of, and the settings it was built with. The one file that makes the others an index.</summary>
internal sealed record SegmentList(IReadOnlyList<SegmentInfo> Segments, KeywordOptions Options, int NextNumber)
{
    private const string FileName = "keyword.segments";
    private const string Kind = "keyword";

    public static string PathIn(string folder) => Path.Combine(folder, FileName);

    /// <summary>Whether an index with these settings can go on from this one: the same text would give the same terms and weights.</summary>
    public bool Suits(KeywordOptions options) => SettingsOf(options).AsSpan().SequenceEqual(SettingsOf(Options));

    public static SegmentList Read(string folder)
    {
        using var file = MappedIndexFile.Open(PathIn(folder), Kind, SegmentFiles.Version);
        var settings = file.Section<int>(0);
        if (settings[0] != Analyzer.Version)
            throw file.Problem($"was analysed by version {settings[0]}, this program analyses by version {Analyzer.Version}");
        var models = file.Section<double>(1);
        var options = OptionsOf(settings) with { K1 = models[0], B = models[1] };
        using var stream = new MemoryStream(file.Section<byte>(2).ToArray(), writable: false);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        var next = reader.ReadInt32();
        var segments = new SegmentInfo[reader.ReadInt32()];
        for (var i = 0; i < segments.Length; i++)
            segments[i] = ReadSegment(reader);
        return new SegmentList(segments, options, next);
    }

    public IndexFileStamp Write(string folder, Disk disk)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(NextNumber);
        writer.Write(Segments.Count);
        foreach (var segment in Segments)
            WriteSegment(writer, segment);
        writer.Flush();
        using var file = IndexFileWriter.Create(PathIn(folder), Kind, SegmentFiles.Version, disk);
        file.WriteSection<int>(SettingsOf(Options));
        file.WriteSection<double>([Options.K1, Options.B]);
        file.WriteSection<byte>(stream.ToArray());
        return file.Complete();
    }

    /// <summary>What is built into an index.</summary>
    private static int[] SettingsOf(KeywordOptions options) =>
    [
        Analyzer.Version, options.TitleWeight, options.TopicsWeight, options.OrganisationsWeight, options.AuthorsWeight, options.UrlWeight,
        options.HeadingsWeight, options.ContextWeight, options.StoreText ? 1 : 0,
    ];

    private static KeywordOptions OptionsOf(ReadOnlySpan<int> settings) => new()
    {
        TitleWeight = settings[1],
        TopicsWeight = settings[2],
        OrganisationsWeight = settings[3],
        AuthorsWeight = settings[4],
        UrlWeight = settings[5],
        HeadingsWeight = settings[6],
        ContextWeight = settings[7],
        StoreText = settings[8] != 0,
    };

    private static SegmentInfo ReadSegment(BinaryReader reader)
    {
        var name = reader.ReadString();
        var (articles, passages) = (reader.ReadInt32(), reader.ReadInt32());
        var lengths = (reader.ReadInt64(), reader.ReadInt64());
        var stamps = new IndexFileStamp[SegmentFiles.Kinds.Length];
        for (var i = 0; i < stamps.Length; i++)
            stamps[i] = ReadStamp(reader);
        return new SegmentInfo(name, articles, passages, lengths, stamps)
        {
            Deletes = (reader.ReadInt32(), ReadStamp(reader)),
            DeletedArticles = reader.ReadInt32(),
        };
    }

    private static void WriteSegment(BinaryWriter writer, SegmentInfo segment)
    {
        writer.Write(segment.Name);
        writer.Write(segment.Articles);
        writer.Write(segment.Passages);
        writer.Write(segment.Lengths.Article);
        writer.Write(segment.Lengths.Passage);
        foreach (var stamp in segment.Stamps)
            WriteStamp(writer, stamp);
        writer.Write(segment.Deletes.Number);
        WriteStamp(writer, segment.Deletes.Stamp);
        writer.Write(segment.DeletedArticles);
    }

    private static IndexFileStamp ReadStamp(BinaryReader reader) => new(reader.ReadInt64(), reader.ReadUInt32());

    private static void WriteStamp(BinaryWriter writer, IndexFileStamp stamp)
    {
        writer.Write(stamp.Length);
        writer.Write(stamp.Checksum);
    }
}
