using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SemanticSearch.FrontDoor.Tests.Cli;

[Collection(nameof(BuiltInIndex))]
public class ServeTests
{
    private readonly BuiltInIndex _index;

    public ServeTests(BuiltInIndex index) => _index = index;

    [SkippableFact]
    public async Task Serve_prints_its_address_answers_and_ends_in_order_on_Ctrl_C()
    {
        Skip.IfNot(Semsearch.CanBeInterrupted, "sends SIGINT, which Windows does not know and a job in a script's background ignores");
        using var server = Semsearch.Start(["serve", "--no-vectors", "--urls", "http://127.0.0.1:0", "--data", _index.Data]);
        try
        {
            var ready = await server.StandardOutput.ReadLineAsync();
            Assert.NotNull(ready);
            Assert.StartsWith("Ready: http://127.0.0.1:", ready, StringComparison.Ordinal);
            using var client = new HttpClient { BaseAddress = new Uri(ready.Split(' ')[1]) };
            Assert.Contains("Cache Stampede", await client.GetStringAsync("/api/search?q=cache+stampede"), StringComparison.Ordinal);
            Assert.Contains("If your system goes slow", await client.GetStringAsync("/"), StringComparison.Ordinal);
            using var interrupt = Process.Start("kill", ["-INT", $"{server.Id}"]);
            await server.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
            Assert.Equal(0, server.ExitCode);
            Assert.Equal("", await server.StandardError.ReadToEndAsync());
        }
        finally
        {
            if (!server.HasExited)
                server.Kill();
        }
    }

    /// <summary>A browser that opens a connection and is slow to ask would hold up the end for as long as the server waits for requests.</summary>
    [SkippableFact]
    public async Task A_request_that_never_ends_does_not_hold_up_Ctrl_C()
    {
        Skip.IfNot(Semsearch.CanBeInterrupted, "sends SIGINT, which Windows does not know and a job in a script's background ignores");
        using var server = Semsearch.Start(["serve", "--no-vectors", "--urls", "http://127.0.0.1:0", "--data", _index.Data]);
        try
        {
            var address = new Uri((await server.StandardOutput.ReadLineAsync())!.Split(' ')[1]);
            using var client = new TcpClient(address.Host, address.Port);
            await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n"u8.ToArray());
            using var interrupt = Process.Start("kill", ["-INT", $"{server.Id}"]);
            // Half of the thirty seconds that the framework would wait, thrice what this server does.
            await server.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(15)).Token);
            Assert.Equal(0, server.ExitCode);
            Assert.Equal("", await server.StandardError.ReadToEndAsync());
        }
        finally
        {
            if (!server.HasExited)
                server.Kill();
        }
    }

    [Fact]
    public void An_occupied_port_is_refused()
    {
        using var occupier = new TcpListener(IPAddress.Loopback, 0);
        occupier.Start();
        var url = $"http://{occupier.LocalEndpoint}";
        Semsearch.Run(_index.Data, "serve", "--urls", url).IsRefused(2, url, "--urls");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("")]
    public void An_address_that_is_none_is_refused(string url) => Semsearch.Run(_index.Data, "serve", "--urls", url).IsRefused(2, "http://127.0.0.1:5080");
}
