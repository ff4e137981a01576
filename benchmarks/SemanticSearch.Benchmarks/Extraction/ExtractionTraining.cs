using System.Globalization;
using AngleSharp.Html.Dom;
using SemanticSearch.Extraction;
using SemanticSearch.Extraction.Body;
using SemanticSearch.Extraction.Metadata;
using SemanticSearch.Extraction.Pages;
using SemanticSearch.Extraction.Writing;

namespace SemanticSearch.Benchmarks.Extraction;

/// <summary>
/// <c>extraction-train</c>: cross-validates the body model over groups of hosts, then trains on everything and writes the model
/// that ships. <c>--folds-only</c> writes nothing.
/// </summary>
internal static class ExtractionTraining
{
    private sealed record Example(TestPage Page, bool IsArticle, float Weight, PageText Text, float[][] Rows, float[] Labels)
    {
        public float[] LogOdds { get; } = new float[Rows.Length];
    }

    public static void Run(string[] arguments)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var examples = TestPages.Articles.Select(page => Read(page, isArticle: true)).Concat(TestPages.Readability.Select(page => Read(page, isArticle: false))).ToList();
        Console.WriteLine($"{examples.Count} pages, {examples.Sum(example => example.Rows.Length)} blocks, {watch.Elapsed.TotalSeconds:F0} s");
        ReportCeiling(examples);
        if (Array.IndexOf(arguments, "--scores") >= 0)
        {
            LoadScores(examples, arguments[^1]);
            foreach (var enter in new[] { 1f, 2f, 3f, 4f })
                Report(examples, SelectionCosts.Default with { Enter = enter });
            ReportCode(examples, SelectionCosts.Default);
            Losers(examples, SelectionCosts.Default);
            return;
        }
        var variants = Array.IndexOf(arguments, "--plain") >= 0 ? [] : PageVariants.Make(examples.Select(example => example.Page)).Select(variant => Read(variant, weight: 0.4f)).ToList();
        Console.WriteLine($"{variants.Count} variants, {variants.Sum(example => example.Rows.Length)} blocks, {watch.Elapsed.TotalSeconds:F0} s");
        var options = Options(arguments);
        foreach (var folds in Array.IndexOf(arguments, "--no-folds") >= 0 ? [] : Array.IndexOf(arguments, "--halves") >= 0 ? new[] { 2 } : [5])
        {
            for (var fold = 0; fold < folds; fold++)
            {
                var model = Train(examples.Concat(variants).Where(example => Fold(example, folds) != fold), options);
                foreach (var example in examples.Where(example => Fold(example, folds) == fold))
                    Score(model, example);
            }
            SaveScores(examples, arguments);
            Console.WriteLine($"{folds} folds, {watch.Elapsed.TotalSeconds:F0} s");
            foreach (var power in new[] { 0.2f, 0.3f })
            {
                foreach (var cost in new[] { 2f, 3f })
                    foreach (var leave in new[] { 1f, 2f })
                        Report(examples, new SelectionCosts(cost, leave, power));
            }
            ReportCode(examples, SelectionCosts.Default);
            Losers(examples, SelectionCosts.Default);
            if (Array.IndexOf(arguments, "--show") is >= 0 and var at)
                Show(examples, arguments[at + 1].Split(','));
        }
        if (Array.IndexOf(arguments, "--folds-only") >= 0)
            return;
        var lines = TrainLines(examples.Concat(variants), options);
        var path = arguments.FirstOrDefault(argument => argument.EndsWith(".txt", StringComparison.Ordinal)) ?? "src/SemanticSearch/Extraction/Body/body-model.txt";
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        Console.WriteLine($"{path} written");
    }

    // What the held-out models said, so that the selection can be tried without training anew.
    private static void SaveScores(List<Example> examples, string[] arguments)
    {
        if (Array.IndexOf(arguments, "--save-scores") is >= 0 and var at)
            File.WriteAllLines(arguments[at + 1], examples.Select(example => string.Join(' ', example.LogOdds.Select(value => value.ToString("G4", CultureInfo.InvariantCulture)))));
    }

    private static void LoadScores(List<Example> examples, string path)
    {
        foreach (var (example, line) in examples.Zip(File.ReadLines(path)))
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(value => float.Parse(value, CultureInfo.InvariantCulture)).ToArray().CopyTo(example.LogOdds, 0);
    }

    private static BoostingOptions Options(string[] arguments)
    {
        double Value(string name, double otherwise) =>
            Array.IndexOf(arguments, name) is >= 0 and var at ? double.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : otherwise;
        var defaults = new BoostingOptions();
        return new BoostingOptions
        {
            Trees = (int)Value("--trees", defaults.Trees),
            Depth = (int)Value("--depth", defaults.Depth),
            Models = (int)Value("--models", defaults.Models),
            Rate = Value("--rate", defaults.Rate),
            MinWeight = Value("--min-weight", defaults.MinWeight),
            Ridge = Value("--ridge", defaults.Ridge),
            Features = Value("--features", defaults.Features),
            Rows = Value("--rows", defaults.Rows),
        };
    }

    private static Example Read(TestPage page, bool isArticle)
    {
        using var document = new PageParser(ExtractionLimits.Default).Parse(page.Html).Document;
        return Read(page, document, isArticle, isArticle ? 1 : 0.5f, text => BlockLabels.Of(text.Blocks, page.Truth));
    }

    private static Example Read(PageVariant variant, float weight)
    {
        using var document = new PageParser(ExtractionLimits.Default).Parse(variant.Page.Html).Document;
        return Read(variant.Page, document, true, weight, text => [.. text.Blocks.Select(block => block.Container.Closest(node => node.Attribute(PageVariants.Mark) is not null) is null ? 0f : 1f)]);
    }

    private static Example Read(TestPage page, IHtmlDocument document, bool isArticle, float weight, Func<PageText, float[]> labels)
    {
        var metadata = MetadataReader.Read(document, page.Url);
        var text = new PageText(PageTree.Build(document), new PageHints(metadata.Title, metadata.Description, metadata.Body));
        var features = new BlockFeatures(text);
        var rows = text.Blocks.Select(block => features.Of(block).ToArray()).ToArray();
        return new Example(page, isArticle, weight, text, rows, labels(text));
    }

    private static BlockModel Train(IEnumerable<Example> examples, BoostingOptions options) => BlockModel.Read(TrainLines(examples, options));

    private static List<string> TrainLines(IEnumerable<Example> examples, BoostingOptions options)
    {
        var rows = new List<float[]>();
        var labels = new List<float>();
        var weights = new List<float>();
        foreach (var example in examples)
        {
            var truth = example.Text.Blocks.Sum(block => block.Shape.Words * example.Labels[block.Index]);
            foreach (var block in example.Text.Blocks)
            {
                rows.Add(example.Rows[block.Index]);
                labels.Add(example.Labels[block.Index]);
                // A page counts as a page, however long it is; the benchmark does the same.
                weights.Add(example.Weight * 100 * (block.Shape.Words + 2) / (truth + 100));
            }
        }
        return BoostedTrees.Train(rows, [.. labels], [.. weights], options);
    }

    private static void Score(BlockModel model, Example example)
    {
        for (var i = 0; i < example.Rows.Length; i++)
            example.LogOdds[i] = model.Score(example.Rows[i]);
    }

    private static void Report(List<Example> examples, SelectionCosts costs)
    {
        var articles = examples.Where(example => example.IsArticle).Select(example => TextOverlap.Of(example.Page.Truth, Selected(example, costs))).ToList();
        var readability = examples.Where(example => !example.IsArticle).Average(example => TextOverlap.Of(example.Page.Truth, Selected(example, costs), 1).F1);
        var (f1, precision, recall, accuracy) = TextOverlap.Mean(articles);
        Console.WriteLine($"{costs}: F1 {f1:F4} P {precision:F3} R {recall:F3} acc {accuracy:F3}; readability {readability:F4}");
    }

    private static void ReportCode(List<Example> examples, SelectionCosts costs)
    {
        var (all, lost) = (0, 0);
        foreach (var example in examples.Where(example => !example.IsArticle))
        {
            var blocks = BodyAssembler.Assemble(example.Text, BodyFinder.Find(example.Text, example.LogOdds, costs));
            var code = ExtractionQuality.CodeLost(example.Page, ArticleWriter.Text(blocks), ArticleWriter.Markdown(blocks));
            (all, lost) = (all + code.All, lost + code.Lost.Count);
        }
        Console.WriteLine($"code blocks kept byte for byte: {all - lost} of {all}");
    }

    private static void ReportCeiling(List<Example> examples)
    {
        string Best(Example example) => string.Join('\n', example.Text.Blocks.Where(block => example.Labels[block.Index] >= 0.5f).Select(block => block.Text));
        var (f1, _, _, _) = TextOverlap.Mean([.. examples.Where(example => example.IsArticle).Select(example => TextOverlap.Of(example.Page.Truth, Best(example)))]);
        Console.WriteLine($"no choice of whole blocks is better than F1 {f1:F4}");
    }

    private static void Losers(List<Example> examples, SelectionCosts costs)
    {
        foreach (var example in examples.Where(example => example.IsArticle).OrderBy(example => TextOverlap.Of(example.Page.Truth, Selected(example, costs)).F1).Take(30))
        {
            var overlap = TextOverlap.Of(example.Page.Truth, Selected(example, costs));
            Console.WriteLine($"{overlap.F1:F3} extra {overlap.Extra:F2} missed {overlap.Missed:F2} {example.Page.Id[..8]} {example.Page.Url}");
        }
        foreach (var example in examples.Where(example => !example.IsArticle).OrderBy(example => TextOverlap.Of(example.Page.Truth, Selected(example, costs), 1).F1).Take(20))
        {
            var overlap = TextOverlap.Of(example.Page.Truth, Selected(example, costs), 1);
            Console.WriteLine($"{overlap.F1:F3} extra {overlap.Extra:F2} missed {overlap.Missed:F2} {example.Page.Id}");
        }
    }

    // What the model thought of each block of a page, where it was wrong by much.
    private static void Show(List<Example> examples, string[] ids)
    {
        foreach (var example in examples.Where(example => ids.Any(id => example.Page.Id.StartsWith(id, StringComparison.Ordinal))))
        {
            Console.WriteLine($"== {example.Page.Id} {example.Page.Url}");
            var selected = BodyFinder.Find(example.Text, example.LogOdds, SelectionCosts.Default);
            foreach (var block in example.Text.Blocks.Where(block => selected[block.Index] || example.Labels[block.Index] >= 0.5f))
            {
                var path = string.Join('>', new[] { block.Container.Parent?.Parent, block.Container.Parent, block.Container }.Select(node => $"{node?.Tag}.{node?.Attribute("class")}"));
                Console.WriteLine($"{(selected[block.Index] ? '+' : '-')}{(example.Labels[block.Index] >= 0.5f ? '+' : '-')} {block.Index,4} {example.LogOdds[block.Index],6:F1} {path[..Math.Min(90, path.Length)]} | {block.Text[..Math.Min(90, block.Text.Length)].Replace('\n', '/')}");
            }
        }
    }

    private static string Selected(Example example, SelectionCosts costs)
    {
        var selected = BodyFinder.Find(example.Text, example.LogOdds, costs);
        return string.Join('\n', example.Text.Blocks.Where(block => selected[block.Index]).Select(block => block.Text));
    }

    // Stable over runs: string.GetHashCode is not.
    private static int Fold(Example example, int folds)
    {
        var hash = 2166136261u;
        foreach (var c in example.Page.Group)
            hash = (hash ^ c) * 16777619;
        return (int)((hash >> 8) % (uint)folds);
    }
}
