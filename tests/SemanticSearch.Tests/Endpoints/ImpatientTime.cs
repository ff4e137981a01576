namespace SemanticSearch.Tests.Endpoints;

/// <summary>Every pause is over at once, and noted.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    public List<double> Pauses { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Pauses.Add(dueTime.TotalSeconds);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
