using System.Text.Json;
using System.Text.Json.Serialization;
using SemanticSearch.Documents;
using SemanticSearch.Storage;

namespace SemanticSearch.Embedding;

/// <summary>What <c>manifest.json</c> in a model's folder says: everything that is needed to run the model, and where it comes from.</summary>
public sealed record ModelManifest
{
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Name { get; init; }

    /// <summary>Only "bert": BERT encoders with absolute positions, GELU and uncased WordPiece.</summary>
    public required string Family { get; init; }

    /// <summary>Numbers in a vector; the width of the encoder.</summary>
    public required int Dimension { get; init; }

    public required Pooling Pooling { get; init; }

    /// <summary>Stands before a question, as the model was trained; often empty.</summary>
    public string QueryPrefix { get; init; } = "";

    /// <summary>Stands before a passage, as the model was trained; often empty.</summary>
    public string PassagePrefix { get; init; } = "";

    /// <summary>The longest text that the model was trained for, [CLS] and [SEP] included; the rest of a text is cut.</summary>
    public required int MaximumTokens { get; init; }

    public required int Layers { get; init; }

    public required int Heads { get; init; }

    /// <summary>Width of the feed-forward part's middle.</summary>
    public required int Inner { get; init; }

    /// <summary>How many pieces the vocabulary has.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>How many position vectors the checkpoint has.</summary>
    public required int Positions { get; init; }

    public required float LayerNormEpsilon { get; init; }

    public required WeightsForm WeightsForm { get; init; }

    /// <summary>File name, beside the manifest.</summary>
    public required string WeightsFile { get; init; }

    /// <summary>File name, beside the manifest.</summary>
    public string VocabularyFile { get; init; } = "vocab.txt";

    /// <summary>Stands before the names of the checkpoint's tensors: "" or "bert.".</summary>
    public string TensorPrefix { get; init; } = "";

    public required string Licence { get; init; }

    /// <summary>Where the weights come from and what was done to them.</summary>
    public required string Provenance { get; init; }

    /// <summary>Every file of the model with its SHA-256 in lower-case hexadecimal.</summary>
    public required IReadOnlyDictionary<string, string> Sha256 { get; init; }

    /// <summary>Tells vectors of one model from those of any other: name and the start of the weights' hash.</summary>
    [JsonIgnore]
    public string Identity => $"{Name}@{Sha256[WeightsFile][..16]}";

    internal EncoderShape Shape => new(Layers, Heads, Dimension, Inner, Vocabulary, Positions, LayerNormEpsilon);

    /// <summary>Reads the manifest in <paramref name="folder"/>.</summary>
    /// <exception cref="DataProblemException">It is missing, no JSON, or a field is missing, unknown or out of range; names file and field.</exception>
    public static ModelManifest Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var manifest = ManifestFile.Read<ModelManifest>(path, Json);
        manifest.Validate(path);
        return manifest;
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Compares every file in <paramref name="folder"/> with its hash.</summary>
    /// <exception cref="DataProblemException">A file is missing or differs; names it.</exception>
    public void VerifyFiles(string folder)
    {
        foreach (var (file, expected) in Sha256)
        {
            var path = Path.Combine(folder, file);
            if (ModelFile.Sha256(path) != expected)
                throw new DataProblemException($"{path} is not the file that {FileName} names: its SHA-256 differs; copy the model again from its source");
        }
    }

    private void Validate(string path)
    {
        ManifestFile.RequireName(path, Name);
        Require(Family == "bert", $"family \"{Family}\" is not supported (\"bert\" and \"openai\" are)");
        Shape.Validate(path);
        Require(MaximumTokens >= 3 && MaximumTokens <= Positions, $"maximumTokens is {MaximumTokens}; it must be from 3 to positions ({Positions})");
        foreach (var file in (string[])[WeightsFile, VocabularyFile])
        {
            Require(Path.GetFileName(file) == file, $"\"{file}\" is not a plain file name");
            Require(Sha256.TryGetValue(file, out var hash) && hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower), $"sha256 has no hash of {file}");
        }
        Require(Sha256.Keys.All(file => Path.GetFileName(file) == file), "sha256 names a file outside the model's folder");

        void Require(bool holds, string otherwise) => ManifestFile.Require(path, holds, otherwise);
    }
}

/// <summary>How a model's weights are stored.</summary>
public enum WeightsForm
{
    /// <summary>A BERT checkpoint (float32, float16 or bfloat16), run in float32.</summary>
    SafeTensors = 0,

    /// <summary>This project's packed form, run in 8 bits.</summary>
    Packed = 1,
}
