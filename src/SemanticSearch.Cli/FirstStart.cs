using SemanticSearch.Cli.Output;

namespace SemanticSearch.Cli;

/// <summary>A fresh data directory answers at once: it gets the built-in reading list.</summary>
internal static class FirstStart
{
    /// <summary>
    /// Builds the index of the built-in list when the data directory holds neither a library nor an index; anything that is
    /// there is left alone.
    /// </summary>
    /// <param name="withVectors">A command that answers once waits for them, about two seconds; a server makes them while it answers.</param>
    public static void BuildIndexIfEmpty(CommandContext context, bool withVectors)
    {
        var directory = context.DataDirectory;
        if (!IsEmpty(directory))
            return;
        Terminal.Note($"{directory} is empty: building the index of the built-in reading list.");
        using var progress = Terminal.StartProgress();
        new Importer(directory).ImportList();
        var indexer = new Indexer(directory);
        var report = indexer.Index(progress: progress, cancel: context.Cancel);
        if (withVectors)
            indexer.Embed(progress: progress, cancel: context.Cancel);
        progress.Clear();
        Terminal.Note($"Indexed {report.Articles} articles in {report.Seconds:0.0} s.");
    }

    /// <summary>Neither a library nor an index; a file in its place is not empty, it is wrong, and whoever opens it says so.</summary>
    public static bool IsEmpty(string directory) =>
        !File.Exists(directory) && !File.Exists(Path.Combine(directory, "library.db")) && !File.Exists(Path.Combine(directory, "CURRENT"));
}
