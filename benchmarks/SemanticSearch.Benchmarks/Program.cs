using BenchmarkDotNet.Running;
using SemanticSearch.Benchmarks.Extraction;

if (args is ["extraction-train", ..])
{
    ExtractionTraining.Run(args);
}
else if (args is ["extraction"])
{
    ExtractionQuality.Measure(Console.WriteLine);
    Console.WriteLine($"{ExtractionQuality.PagesPerSecond():F0} pages a second on one thread");
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
