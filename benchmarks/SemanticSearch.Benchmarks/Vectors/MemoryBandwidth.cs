using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SemanticSearch.Benchmarks.Vectors;

/// <summary>How many bytes a second the cores can read from a buffer of a given size, the limit of any exact scan.</summary>
internal static unsafe class MemoryBandwidth
{
    /// <summary>A buffer that fits a cache is read often enough that starting threads does not count.</summary>
    private const long BytesPerMeasurement = 1L << 29;

    /// <returns>GB/s (10^9), the median of the repetitions.</returns>
    public static double Measure(long bytes, int threads, int repetitions)
    {
        bytes = bytes / (threads * 512) * (threads * 512);
        var buffer = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 4096);
        new Span<byte>(buffer, (int)Math.Min(bytes, int.MaxValue)).Fill(1);
        for (var i = 0L; i < bytes; i += 4096)
            buffer[i] = 1;
        var result = Measure(buffer, bytes, threads, repetitions);
        NativeMemory.AlignedFree(buffer);
        return result;
    }

    /// <summary>The same over memory that is there already, such as a mapped file.</summary>
    public static double Measure(byte* start, long bytes, int threads, int repetitions)
    {
        var part = bytes / threads / 512 * 512;
        var passes = (int)Math.Max(1, BytesPerMeasurement / bytes);
        var seconds = new double[repetitions];
        for (var r = 0; r < repetitions; r++)
        {
            using var barrier = new Barrier(threads);
            var from = 0L;
            var workers = new Thread[threads];
            for (var t = 0; t < threads; t++)
            {
                var mine = start + t * part;
                workers[t] = new Thread(() =>
                {
                    barrier.SignalAndWait();
                    Interlocked.CompareExchange(ref from, Stopwatch.GetTimestamp(), 0);
                    for (var pass = 0; pass < passes; pass++)
                        Read(mine, part);
                    barrier.SignalAndWait();
                });
                workers[t].Start();
            }
            foreach (var worker in workers)
                worker.Join();
            seconds[r] = Stopwatch.GetElapsedTime(from).TotalSeconds;
        }
        Array.Sort(seconds);
        return (double)part * threads * passes / seconds[repetitions / 2] / 1e9;
    }

    private static void Read(byte* start, long bytes)
    {
        var (a, b, c, d) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
        for (var end = start + bytes; start < end; start += 256)
        {
            a ^= Vector512.Load((int*)start);
            b ^= Vector512.Load((int*)(start + 64));
            c ^= Vector512.Load((int*)(start + 128));
            d ^= Vector512.Load((int*)(start + 192));
        }
        GC.KeepAlive(Vector512.Sum(a ^ b ^ c ^ d));
    }
}
