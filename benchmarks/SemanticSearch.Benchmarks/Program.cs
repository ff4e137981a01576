using BenchmarkDotNet.Running;
using SemanticSearch.Benchmarks.Crawling;
using SemanticSearch.Benchmarks.Embedding;
using SemanticSearch.Benchmarks.Vectors;

switch (args)
{
    case ["pack" or "embedding", ..]:
        return EmbeddingCommand.Run(args);
    case ["vectors", ..]:
        return VectorCommand.Run(args[1..]);
    case ["crawl", ..]:
        return await CrawlCommand.RunAsync(args[1..]);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
