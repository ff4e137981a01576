using BenchmarkDotNet.Running;
using SemanticSearch.Benchmarks.Concepts;
using SemanticSearch.Benchmarks.Crawling;
using SemanticSearch.Benchmarks.Embedding;
using SemanticSearch.Benchmarks.Extraction;
using SemanticSearch.Benchmarks.Keyword;
using SemanticSearch.Benchmarks.Search;
using SemanticSearch.Benchmarks.SecondStage;
using SemanticSearch.Benchmarks.Vectors;

switch (args)
{
    case ["pack" or "embedding", ..]:
        return EmbeddingCommand.Run(args);
    case ["readers", ..]:
        return ReadersAndWriter.RunCommand(args[1..]);
    case ["pack-glossary" or "concepts", ..]:
        return ConceptCommand.Run(args);
    case ["keyword", ..]:
        return KeywordCommand.Run(args[1..]);
    case ["honesty", ..]:
        return HonestyCommand.Run(args[1..]);
    case ["ablation", ..]:
        return AblationCommand.Run(args[1..]);
    case ["second-stage", ..]:
        return SecondStageCommand.Run(args[1..]);
    case ["answers", ..]:
        return AnswersCommand.Run(args[1..]);
    case ["vectors", ..]:
        return VectorCommand.Run(args[1..]);
    case ["crawl", ..]:
        return await CrawlCommand.RunAsync(args[1..]);
    case ["extraction-train", ..]:
        ExtractionTraining.Run(args);
        return 0;
    case ["extraction"]:
        ExtractionQuality.Measure(Console.WriteLine);
        var (ms, kib) = ExtractionQuality.Cost();
        Console.WriteLine($"{ms:F2} ms of processor time and {kib:N0} KiB allocated a page");
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
