using System.Diagnostics;

namespace SemanticSearch.Benchmarks.Keyword;

/// <summary>The most memory that the process held since <see cref="Reset"/> (Linux; elsewhere since its start).</summary>
internal static class MemoryPeak
{
    public static long Bytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }

    public static void Reset()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // Writing 5 there sets the peak back to what is held now (proc(5)).
        if (OperatingSystem.IsLinux())
            File.WriteAllText("/proc/self/clear_refs", "5");
    }
}
