using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SemanticSearch.Documents;

namespace SemanticSearch.Web;

/// <summary>
/// Makes the vectors that the live generation lacks, beside the serving. Each generation that it commits is picked up by <see cref="LiveSearch"/>.
/// While another process writes the data directory it only waits: that process may be embedding too.
/// </summary>
internal sealed partial class VectorFilling(string dataDirectory, LiveSearch live, ServeOptions options, ILogger<VectorFilling> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>The generation that could not be filled: the same failure is not met, nor told, again and again.</summary>
    private string? _given;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, options.Time);
        try
        {
            do
            {
                if (Lacking() is { } generation)
                    await Task.Run(() => Fill(generation, stoppingToken), stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The server ends. What was embedded is kept, the next start goes on from there.
        }
    }

    private string? Lacking()
    {
        using var lease = live.Use();
        var status = lease.Engine.Status;
        return status.Vectors < status.VectorsWanted && status.Generation != _given ? status.Generation : null;
    }

    private void Fill(string generation, CancellationToken cancel)
    {
        try
        {
            new Indexer(dataDirectory).Embed(new EmbedOptions { Threads = options.VectorThreads }, cancel: cancel);
            live.Refresh();
            // What one run leaves out, the next would leave out too.
            _given = Lacking();
        }
        catch (DirectoryInUseException)
        {
            // The writer that holds the directory will commit, or end; both are seen at the next look.
        }
        catch (Exception e) when (e is DataProblemException or IOException or UnauthorizedAccessException)
        {
            _given = generation;
            CannotFill(logger, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No vectors are made, keywords answer alone: {Reason}")]
    private static partial void CannotFill(ILogger logger, string reason);
}
