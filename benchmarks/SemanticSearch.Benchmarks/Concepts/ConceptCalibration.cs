using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SemanticSearch.Benchmarks.Embedding;
using SemanticSearch.Concepts;
using SemanticSearch.Embedding;

namespace SemanticSearch.Benchmarks.Concepts;

/// <summary>
/// Where the threshold of <see cref="ConceptMatcher"/> comes from. Each lay phrase is looked up in all vectors but its own: does it find its
/// concept? Beside that, the questions of collections about other fields, for which the glossary must stay silent or harmless.
/// </summary>
internal static class ConceptCalibration
{
    private static readonly string[] OtherFields = ["scifact", "cacm", "cranfield"];

    /// <summary>Phrases of each concept that are held out, one at a time: every concept has at least so many.</summary>
    private const int Folds = GlossaryCheck.MinPhrases;

    public static int Run()
    {
        var folder = Path.Combine(Repository.Root, "models", InstalledModels.DefaultName);
        using var embedder = TransformerEmbedder.Open(folder);
        using var file = ConceptVectorFile.TryOpen(Path.Combine(folder, ConceptVectorFile.FileName));
        var vectors = ConceptVectors.Load(Glossary.BuiltIn, embedder.Dimension, file is null ? [] : [file], (texts, target) => embedder.EmbedPassages(texts, target));
        var matcher = new ConceptMatcher(Glossary.BuiltIn, vectors);
        foreach (var collection in OtherFields)
            Silence(collection, matcher, vectors, embedder);
        HoldOut(Glossary.BuiltIn.Concepts, embedder);
        return 0;
    }

    private static void HoldOut(IReadOnlyList<Concept> concepts, TransformerEmbedder embedder)
    {
        var known = new Dictionary<string, float[]>();
        foreach (var batch in concepts.SelectMany(concept => concept.Texts).Distinct().Chunk(256))
        {
            var numbers = new float[batch.Length * embedder.Dimension];
            embedder.EmbedPassages(batch, numbers);
            for (var i = 0; i < batch.Length; i++)
                known[batch[i]] = numbers[(i * embedder.Dimension)..((i + 1) * embedder.Dimension)];
        }
        var found = new List<(double Similarity, int Place)>();
        var took = new List<double>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var rest = concepts.Select(concept => concept with { LayPhrases = [.. concept.LayPhrases.Where((_, i) => i != fold)] }).ToList();
            var rows = ConceptVectors.Embed(rest, embedder.Dimension, (texts, target) =>
            {
                for (var i = 0; i < texts.Count; i++)
                    known[texts[i]].CopyTo(target[(i * embedder.Dimension)..]);
            });
            var vectors = new ConceptVectors(rows, embedder.Dimension);
            for (var number = 0; number < concepts.Count; number++)
            {
                var start = Stopwatch.GetTimestamp();
                var nearest = vectors.Nearest(known[concepts[number].LayPhrases[fold]], ConceptMatcher.MaxConcepts);
                took.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                found.Add((nearest[0].Similarity, Array.FindIndex(nearest, near => near.Number == number)));
            }
        }
        took.Sort();
        Print($"{found.Count:N0} held-out lay phrases among {concepts.Count:N0} concepts: {found.Count(f => f.Place == 0) / (double)found.Count:P1} find theirs first, {found.Count(f => f.Place >= 0) / (double)found.Count:P1} among {ConceptMatcher.MaxConcepts}");
        Print($"nearest concepts in {took[took.Count / 2]:F0} us (p50), {took[took.Count * 99 / 100]:F0} us (p99)");
        for (var from = 0.15; from < 0.95; from += 0.05)
        {
            var bin = found.FindAll(f => f.Similarity >= from && f.Similarity < from + 0.05);
            if (bin.Count > 0)
                Print($"  nearest at {from:F2}..{from + 0.05:F2}: {bin.Count,5} phrases, {bin.Count(f => f.Place == 0) / (double)bin.Count:P0} right, {bin.Count(f => f.Place >= 0) / (double)bin.Count:P0} among {ConceptMatcher.MaxConcepts}");
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
