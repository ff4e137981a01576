using System.Diagnostics;
using System.Globalization;

namespace SemanticSearch.Cli.Output;

/// <summary>One line on stderr that is drawn anew at most ten times a second, and not at all where nobody looks.</summary>
internal sealed class ProgressBar : IProgress<WorkProgress>, IDisposable
{
    private const int BarColumns = 24;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _error;
    private readonly bool _isShown;
    private readonly Lock _lock = new();
    private readonly WorkRate _rate = new(TimeProvider.System);
    private long _drawnAt;
    private int _drawnColumns;

    public ProgressBar(TextWriter error, bool isShown)
    {
        _error = error;
        _isShown = isShown;
    }

    public void Report(WorkProgress value)
    {
        if (!_isShown)
            return;
        lock (_lock)
        {
            if (_drawnAt != 0 && Stopwatch.GetElapsedTime(_drawnAt) < Pause)
                return;
            _drawnAt = Stopwatch.GetTimestamp();
            Draw(Line(value));
        }
    }

    /// <summary>Wipes the line, so that what is written next starts on a clean one.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (_drawnColumns == 0)
                return;
            Draw("");
            _error.Write('\r');
            _drawnColumns = 0;
        }
    }

    public void Dispose() => Clear();

    private string Line(WorkProgress progress)
    {
        var phase = progress.Phase.Length > 0 ? char.ToUpperInvariant(progress.Phase[0]) + progress.Phase[1..] : "";
        if (progress.Total <= 0)
            return progress.Done > 0 ? string.Create(CultureInfo.InvariantCulture, $"{phase}  {progress.Done:N0}") : phase;
        var share = Math.Clamp((double)progress.Done / progress.Total, 0, 1);
        var filled = (int)(share * BarColumns);
        var bar = new string('#', filled) + new string('.', BarColumns - filled);
        return string.Create(CultureInfo.InvariantCulture, $"{phase}  [{bar}] {share * 100:0}%  {progress.Done:N0} of {progress.Total:N0}  {_rate.Of(progress)}").TrimEnd();
    }

    /// <summary>Blanks over the rest of the former line need no escape sequence, so this works on every Terminal.</summary>
    private void Draw(string line)
    {
        _error.Write('\r');
        _error.Write(line.PadRight(_drawnColumns));
        _drawnColumns = line.Length;
    }
}
