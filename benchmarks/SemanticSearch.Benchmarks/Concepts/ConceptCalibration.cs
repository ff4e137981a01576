using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SemanticSearch.Benchmarks.Embedding;
using SemanticSearch.Concepts;
using SemanticSearch.Embedding;
using SemanticSearch.Storage;

namespace SemanticSearch.Benchmarks.Concepts;

/// <summary>
/// Where the threshold of <see cref="ConceptMatcher"/> comes from. Each lay phrase is looked up in all vectors but its own: does it find its
/// concept? Beside that, the questions of collections about other fields, for which the glossary must stay silent or harmless.
/// </summary>
internal static class ConceptCalibration
{
    private static readonly string[] OtherFields = ["scifact", "cacm", "cranfield"];

    public static int Run()
    {
        var folder = Path.Combine(Repository.Root, "models", InstalledModels.DefaultName);
        using var embedder = TransformerEmbedder.Open(folder);
        using var file = ConceptVectorFile.TryOpen(Path.Combine(folder, ConceptVectorFile.FileName));
        var glossary = Glossary.BuiltIn;
        var vectors = ConceptVectors.Load(glossary, embedder.Dimension, file is null ? [] : [file], EmbeddingCache.KeyOf, (texts, target) => embedder.EmbedPassages(texts, target));
        LeaveOneOut(glossary, vectors, embedder);
        var matcher = new ConceptMatcher(glossary, vectors);
        foreach (var collection in OtherFields)
            Silence(collection, matcher, vectors, embedder);
        return 0;
    }

    private static void LeaveOneOut(Glossary glossary, ConceptVectors vectors, TransformerEmbedder embedder)
    {
        var (phrases, first, third) = (0, 0, 0);
        var right = new List<(double Similarity, bool IsRight)>();
        var took = new List<double>();
        var vector = new float[embedder.Dimension];
        for (var number = 0; number < glossary.Concepts.Count; number++)
        {
            for (var phrase = 0; phrase < glossary.Concepts[number].LayPhrases.Count; phrase++)
            {
                embedder.EmbedQuery(glossary.Concepts[number].LayPhrases[phrase], vector);
                var start = Stopwatch.GetTimestamp();
                var nearest = vectors.Nearest(vector, ConceptMatcher.MaxConcepts, except: vectors.FirstRowOf(number) + 2 + phrase);
                took.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                var place = Array.FindIndex(nearest, near => near.Number == number);
                phrases++;
                first += place == 0 ? 1 : 0;
                third += place >= 0 ? 1 : 0;
                right.Add((nearest[0].Similarity, place == 0));
            }
        }
        took.Sort();
        Print($"{phrases:N0} lay phrases, each without its own vector, among {glossary.Concepts.Count:N0} concepts: first {(double)first / phrases:P1}, in the first three {(double)third / phrases:P1}");
        Print($"nearest concepts in {took[took.Count / 2]:F0} us (p50), {took[took.Count * 99 / 100]:F0} us (p99)");
        for (var from = 0.25; from < 0.95; from += 0.05)
        {
            var bin = right.FindAll(found => found.Similarity >= from && found.Similarity < from + 0.05);
            if (bin.Count > 0)
                Print($"  nearest at {from:F2}..{from + 0.05:F2}: {bin.Count,5} phrases, right {bin.Count(found => found.IsRight) / (double)bin.Count:P0}");
        }
    }

    private static void Silence(string collection, ConceptMatcher matcher, ConceptVectors vectors, TransformerEmbedder embedder)
    {
        var similarities = new List<double>();
        var weights = new List<double>();
        var named = 0;
        var vector = new float[embedder.Dimension];
        foreach (var line in File.ReadLines(SharedData.Path($"{collection}/queries.jsonl")))
        {
            var text = JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!;
            embedder.EmbedQuery(text, vector);
            similarities.Add(vectors.Nearest(vector, 1)[0].Similarity);
            var matched = matcher.Match(text, vector);
            weights.Add(matched.Concepts.Sum(concept => concept.Weight));
            named += matched.Concepts.Any(concept => concept.ByAlias) ? 1 : 0;
        }
        similarities.Sort();
        Print($"{collection}: {similarities.Count} questions, nearest concept at {Quantile(0.5):F2} (p50), {Quantile(0.9):F2} (p90), {Quantile(0.99):F2} (p99); silent for {weights.Count(weight => weight == 0) / (double)weights.Count:P0}, named {named}, mean weight {weights.Average():F3}");

        double Quantile(double share) => similarities[(int)(share * (similarities.Count - 1))];
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
