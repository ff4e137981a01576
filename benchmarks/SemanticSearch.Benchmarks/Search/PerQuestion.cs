using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Mathematics.OutlierDetection;

namespace SemanticSearch.Benchmarks.Search;

/// <summary>An iteration is one question, none is thrown away: percentiles are those that users would see, not those of means.</summary>
internal sealed class PerQuestion : ManualConfig
{
    public PerQuestion()
    {
        AddJob(Job.Default.WithStrategy(RunStrategy.Monitoring).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(80).WithIterationCount(400)
            .WithGcForce(false).WithOutlierMode(OutlierMode.DontRemove).WithToolchain(InProcessEmitToolchain.Instance));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumn(new Percentile(50), new Percentile(95), new Percentile(99));
        HideColumns("Error", "StdDev", "Median");
    }

    private sealed class Percentile(int percent) : IColumn
    {
        public string Id => $"{nameof(Percentile)}{percent}";

        public string ColumnName => $"P{percent}";

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Statistics;

        public int PriorityInCategory => percent;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Time;

        public string Legend => $"{percent} % of the questions took no longer, in milliseconds";

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
            summary[benchmarkCase]?.ResultStatistics is { } statistics
                ? string.Create(CultureInfo.InvariantCulture, $"{statistics.Percentiles.Percentile(percent) / 1e6:0.000} ms")
                : "";

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public bool IsAvailable(Summary summary) => true;
    }
}
