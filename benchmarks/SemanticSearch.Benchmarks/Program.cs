using BenchmarkDotNet.Running;
using SemanticSearch.Benchmarks.Embedding;
using SemanticSearch.Benchmarks.Keyword;
using SemanticSearch.Benchmarks.Vectors;

switch (args)
{
    case ["pack" or "embedding", ..]:
        return EmbeddingCommand.Run(args);
    case ["readers", ..]:
        return ReadersAndWriter.RunCommand(args[1..]);
    case ["keyword", ..]:
        return KeywordCommand.Run(args[1..]);
    case ["vectors", ..]:
        return VectorCommand.Run(args[1..]);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
