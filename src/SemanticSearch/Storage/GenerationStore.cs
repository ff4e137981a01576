using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>
/// The generations of a data directory. A new one is written beside the live one and becomes live when CURRENT, which names it, is
/// replaced by write, flush and rename: a crash at any moment leaves the old one live and whole. CURRENT also holds the checksum of the
/// manifest, which in turn every other file has of itself.
/// </summary>
internal static partial class GenerationStore
{
    private const string ManifestName = "manifest.json";

    /// <summary>Name and folder of the live generation, or null when nothing was ever committed.</summary>
    /// <exception cref="DataProblemException">CURRENT names something that is not there, or of a newer format.</exception>
    public static Generation? FindLive(DataDirectory directory) => OpenLive(directory, generation => generation);

    /// <summary>What <paramref name="open"/> makes of the live generation, or null when nothing was ever committed. When a writer replaces and
    /// removes the generation while it is being opened, the one that took its place is opened instead.</summary>
    /// <exception cref="DataProblemException">CURRENT names something that is not there, or of a newer format.</exception>
    public static T? OpenLive<T>(DataDirectory directory, Func<Generation, T> open)
        where T : class
    {
        directory.RequireExists();
        while (Current(directory) is var (name, checksum))
        {
            try
            {
                return open(Find(directory, name, checksum));
            }
            catch (Exception e) when (e is DataProblemException or IOException && LiveName(directory) != name)
            {
                // Not damaged: replaced.
            }
        }
        return null;
    }

    /// <summary>What CURRENT says; null when nothing was ever committed. Cheap enough to ask every second.</summary>
    public static string? LiveName(DataDirectory directory) => Current(directory)?.Name;

    /// <summary>An empty folder for the next generation. Leftovers of a writer that died are cleared away.</summary>
    public static string Begin(WriterLock writer)
    {
        var folder = Path.Combine(writer.Directory.GenerationsFolder, "building");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>A folder for the next generation that shares the files of <paramref name="live"/>, all but its manifest and those named in <paramref name="except"/>.</summary>
    public static string BeginFrom(WriterLock writer, Generation live, IReadOnlyList<string> except)
    {
        var folder = Begin(writer);
        foreach (var file in Directory.EnumerateFiles(live.Folder))
        {
            var name = Path.GetFileName(file);
            if (name != ManifestName && !except.Contains(name))
                Disk.Real.Link(file, Path.Combine(folder, name));
        }
        return folder;
    }

    /// <summary>Makes what was written into the folder of <see cref="Begin"/> the live generation, and removes older ones.</summary>
    /// <param name="disk">What a test lets fail.</param>
    public static Generation Commit(WriterLock writer, string folder, GenerationManifest manifest, Disk? disk = null)
    {
        var directory = writer.Directory;
        var used = disk ?? Disk.Real;
        var content = JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.GenerationManifest);
        var previous = Names(directory);
        var name = (previous.Count == 0 ? 1 : int.Parse(previous[^1], CultureInfo.InvariantCulture) + 1).ToString("D6", CultureInfo.InvariantCulture);
        var target = Path.Combine(directory.GenerationsFolder, name);
        try
        {
            WriteDurably(Path.Combine(folder, ManifestName), content, used);
            used.FlushFolder(folder);
            used.MoveFolder(folder, target);
            used.FlushFolder(directory.GenerationsFolder);
            var next = directory.CurrentFile + ".new";
            if (File.Exists(next))
                used.Delete(next);
            WriteDurably(next, Encoding.ASCII.GetBytes($"{name} {ChecksumOf(content)}\n"), used);
            used.Replace(next, directory.CurrentFile);
            used.FlushFolder(directory.Root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataProblemException($"{target} cannot be written ({e.Message.TrimEnd('.')}): make room or grant access and run the command again; the live index is untouched.", e);
        }
        foreach (var old in previous)
            TryDelete(Path.Combine(directory.GenerationsFolder, old));
        return new Generation(name, target, manifest);
    }

    /// <summary>The name of the live generation and the checksum of its manifest.</summary>
    private static (string Name, string Checksum)? Current(DataDirectory directory)
    {
        if (!File.Exists(directory.CurrentFile))
            return null;
        var text = File.ReadAllText(directory.CurrentFile).TrimEnd('\n');
        return text.Split(' ') is [var name, var checksum] ? (name, checksum) : (text, "");
    }

    private static Generation Find(DataDirectory directory, string name, string checksum)
    {
        var folder = Path.Combine(directory.GenerationsFolder, name);
        if (!IsName(name) || !File.Exists(Path.Combine(folder, ManifestName)))
            throw Damaged($"{directory.CurrentFile} names the generation \"{name}\", which is not in {directory.GenerationsFolder}");
        return new Generation(name, folder, ReadManifest(Path.Combine(folder, ManifestName), checksum));
    }

    private static List<string> Names(DataDirectory directory) =>
        [.. Directory.EnumerateDirectories(directory.GenerationsFolder).Select(path => Path.GetFileName(path)).Where(IsName).Order(StringComparer.Ordinal)];

    private static bool IsName(string name) => name.Length == 6 && name.All(char.IsAsciiDigit);

    private static string ChecksumOf(ReadOnlySpan<byte> manifest) => Crc32C.Of(manifest).ToString("x8", CultureInfo.InvariantCulture);

    private static GenerationManifest ReadManifest(string path, string checksum)
    {
        try
        {
            var content = File.ReadAllBytes(path);
            if (ChecksumOf(content) != checksum)
                throw Damaged($"{path} is damaged (its checksum does not fit)");
            var manifest = JsonSerializer.Deserialize(content, ManifestJson.Default.GenerationManifest)!;
            return manifest.Format == GenerationManifest.CurrentFormat
                ? manifest
                : throw Damaged($"{path} is of format {manifest.Format}, this program reads format {GenerationManifest.CurrentFormat}");
        }
        catch (IOException e)
        {
            throw Damaged($"{path} cannot be read ({e.Message})");
        }
        catch (JsonException e)
        {
            throw Damaged($"{path} is damaged ({e.Message})");
        }
    }

    private static DataProblemException Damaged(string what) => new($"{what}: run `semsearch index --rebuild`; the library is untouched.");

    private static void WriteDurably(string path, byte[] content, Disk disk)
    {
        using var file = disk.Create(path);
        file.Write(content);
        disk.Flush(file);
    }

    // A reader on Windows may still hold a file of an old generation; the next commit tries again.
    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    [JsonSerializable(typeof(GenerationManifest))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    private sealed partial class ManifestJson : JsonSerializerContext;
}

/// <summary>A committed state of the index.</summary>
internal sealed record Generation(string Name, string Folder, GenerationManifest Manifest);
