using System.Text.Json;
using SemanticSearch.Endpoints;

namespace SemanticSearch.Embedding;

/// <summary>What an embeddings endpoint answers: <c>{"data":[{"index":0,"embedding":[...]}, ...]}</c>.</summary>
internal static class RemoteAnswer
{
    /// <summary>Fills <paramref name="vectors"/>, each brought to length 1; returns what is wrong with the answer, or null.</summary>
    /// <param name="key">Is not repeated.</param>
    public static string? Read(byte[] body, int count, int dimension, Span<float> vectors, string? key)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
                return $"answers without \"data\": {EndpointReply.Shown(body, key)}";
            if (data.GetArrayLength() != count)
                return FormattableString.Invariant($"answers {data.GetArrayLength()} vectors to {count} texts");
            var isSeen = new bool[count];
            foreach (var item in data.EnumerateArray())
            {
                if (!item.TryGetProperty("index", out var at) || !at.TryGetInt32(out var index) || index < 0 || index >= count || isSeen[index])
                    return "answers vectors without an index, or with the same twice";
                isSeen[index] = true;
                if (!item.TryGetProperty("embedding", out var numbers) || numbers.ValueKind != JsonValueKind.Array)
                    return "answers an item without an array \"embedding\"";
                if (numbers.GetArrayLength() != dimension)
                    return FormattableString.Invariant($"makes vectors of {numbers.GetArrayLength()} numbers, the manifest says {dimension}: correct dimension in the manifest");
                if (!TakeVector(numbers, vectors.Slice(index * dimension, dimension)))
                    return "answers a vector that is zero or not finite";
            }
            return null;
        }
        catch (JsonException)
        {
            return $"answers no JSON: {EndpointReply.Shown(body, key)}";
        }
        catch (InvalidOperationException)
        {
            return "answers JSON of another shape than an embeddings endpoint's";
        }
    }

    private static bool TakeVector(JsonElement numbers, Span<float> vector)
    {
        var (i, squares) = (0, 0.0);
        foreach (var number in numbers.EnumerateArray())
        {
            vector[i] = number.GetSingle();
            squares += (double)vector[i] * vector[i];
            i++;
        }
        if (!(squares > 0) || !double.IsFinite(squares))
            return false;
        var factor = 1 / Math.Sqrt(squares);
        foreach (ref var value in vector)
            value = (float)(value * factor);
        return true;
    }
}
