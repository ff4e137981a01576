using BenchmarkDotNet.Running;
using SemanticSearch.Benchmarks.Concepts;
using SemanticSearch.Benchmarks.Embedding;
using SemanticSearch.Benchmarks.Vectors;

switch (args)
{
    case ["pack" or "embedding", ..]:
        return EmbeddingCommand.Run(args);
    case ["pack-glossary" or "concepts", ..]:
        return ConceptCommand.Run(args);
    case ["vectors", ..]:
        return VectorCommand.Run(args[1..]);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
