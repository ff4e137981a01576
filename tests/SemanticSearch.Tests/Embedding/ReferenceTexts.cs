using System.Text.Json;

namespace SemanticSearch.Tests.Embedding;

/// <summary>Texts with the ids and vectors that the reference implementation gives for them.</summary>
internal sealed record ReferenceText(string Text, int[] Ids, float[] Vector)
{
    public static string ModelFolder => SharedData.Path("data/models/all-MiniLM-L6-v2");

    public static IReadOnlyList<ReferenceText> Load() => [.. File.ReadLines(Path.Combine(ModelFolder, "reference.jsonl")).Select(Parse)];

    private static ReferenceText Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return new ReferenceText(
            root.GetProperty("text").GetString()!,
            [.. root.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())],
            [.. root.GetProperty("vector").EnumerateArray().Select(number => number.GetSingle())]);
    }

    public static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double dot = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }
        return dot / Math.Sqrt(aa * bb);
    }
}
