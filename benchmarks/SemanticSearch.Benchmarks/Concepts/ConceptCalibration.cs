using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SemanticSearch.Benchmarks.Embedding;
using SemanticSearch.Concepts;
using SemanticSearch.Embedding;

namespace SemanticSearch.Benchmarks.Concepts;

/// <summary>
/// Whether the probabilities of <see cref="ConceptMatcher"/> hold. Each lay phrase is looked up in all vectors but its own: does it find its
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
        var found = new List<(double Probability, int Place)>();
        var took = new List<double>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var rest = concepts.Select(concept => concept with { LayPhrases = [.. concept.LayPhrases.Where((_, i) => i != fold)] }).ToList();
            var rows = ConceptVectors.Embed(rest, embedder.Dimension, (texts, target) =>
            {
                for (var i = 0; i < texts.Count; i++)
                    known[texts[i]].CopyTo(target[(i * embedder.Dimension)..]);
            });
            var matcher = new ConceptMatcher(new Glossary(rest), new ConceptVectors(rows, embedder.Dimension));
            for (var number = 0; number < concepts.Count; number++)
            {
                var phrase = concepts[number].LayPhrases[fold];
                var start = Stopwatch.GetTimestamp();
                var matched = matcher.Match(phrase, known[phrase]);
                took.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                var place = matched.ToList().FindIndex(concept => concept.Number == number);
                found.Add((matched.Count > 0 ? matched[0].Probability : 0, place < 0 ? int.MaxValue : place));
            }
        }
        took.Sort();
        Print($"{found.Count:N0} held-out lay phrases among {concepts.Count:N0} concepts: {Share(found, 1):P1} find theirs first, {Share(found, 3):P1} among 3, {Share(found, 10):P1} among 10");
        Print($"matched in {took[took.Count / 2]:F0} us (p50), {took[took.Count * 99 / 100]:F0} us (p99)");
        for (var from = 0.0; from < 1; from += 0.1)
        {
            var bin = found.FindAll(f => f.Probability >= from && f.Probability < from + 0.1);
            if (bin.Count > 0)
                Print($"  first said to be {from:F1}..{from + 0.1:F1} probable: {bin.Count,5} phrases, {Share(bin, 1):P0} right");
        }
    }

    /// <summary>How many find their concept among the first few.</summary>
    private static double Share(List<(double Probability, int Place)> found, int first) => found.Count(f => f.Place < first) / (double)found.Count;

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
            weights.Add(matched.Sum(concept => concept.Probability));
            named += matched.Any(concept => concept.Span is not null) ? 1 : 0;
        }
        similarities.Sort();
        Print($"{collection}: {similarities.Count} questions, nearest concept at {Quantile(0.5):F2} (p50), {Quantile(0.9):F2} (p90), {Quantile(0.99):F2} (p99); told nothing for {weights.Count(weight => weight < ConceptMatcher.ToldProbability) / (double)weights.Count:P0}, named {named}, all concepts together {weights.Average():F3} probable");

        double Quantile(double share) => similarities[(int)(share * (similarities.Count - 1))];
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
