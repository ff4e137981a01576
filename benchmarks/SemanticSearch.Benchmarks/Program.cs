using BenchmarkDotNet.Running;
using SemanticSearch.Benchmarks.Embedding;

if (args is ["pack" or "embedding", ..])
    return EmbeddingCommand.Run(args);

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
