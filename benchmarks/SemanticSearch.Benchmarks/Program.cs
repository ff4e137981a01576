using BenchmarkDotNet.Running;
using SemanticSearch.Benchmarks.Vectors;

if (args is ["vectors", ..])
    return VectorCommand.Run(args[1..]);

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
