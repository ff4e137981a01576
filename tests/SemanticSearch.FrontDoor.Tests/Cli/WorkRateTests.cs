using SemanticSearch.Cli.Output;

namespace SemanticSearch.FrontDoor.Tests.Cli;

public class WorkRateTests
{
    private readonly StoppedClock _clock = new();

    [Fact]
    public void Rate_and_remaining_time_are_told_after_a_second()
    {
        var rate = new WorkRate(_clock);
        Assert.Equal("", rate.Of(new WorkProgress("embedding", 0, 1_000)));
        _clock.Seconds = 0.5;
        Assert.Equal("", rate.Of(new WorkProgress("embedding", 50, 1_000)));
        _clock.Seconds = 1;
        Assert.Equal("100/s, 0:09 left", rate.Of(new WorkProgress("embedding", 100, 1_000)));
    }

    [Fact]
    public void Slower_work_lowers_the_rate_step_by_step()
    {
        var rate = new WorkRate(_clock);
        rate.Of(new WorkProgress("embedding", 0, 100_000));
        _clock.Seconds = 1;
        rate.Of(new WorkProgress("embedding", 1_000, 100_000));
        _clock.Seconds = 11;
        // Ten seconds at 10 a second weigh 1 - 1/e.
        Assert.Equal("374/s, 4:24 left", rate.Of(new WorkProgress("embedding", 1_100, 100_000)));
    }

    [Fact]
    public void Another_phase_begins_anew()
    {
        var rate = new WorkRate(_clock);
        rate.Of(new WorkProgress("indexing", 0, 10));
        _clock.Seconds = 5;
        Assert.Equal("1.0/s, 0:05 left", rate.Of(new WorkProgress("indexing", 5, 10)));
        Assert.Equal("", rate.Of(new WorkProgress("embedding", 900, 1_000)));
    }

    private sealed class StoppedClock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => (long)(Seconds * 1_000);
    }
}
