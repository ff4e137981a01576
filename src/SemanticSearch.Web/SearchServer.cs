using System.Net;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using SemanticSearch.Documents;
using SemanticSearch.Web.Api;
using SemanticSearch.Web.Assets;
using SemanticSearch.Web.Errors;
using SemanticSearch.Web.Pages;

namespace SemanticSearch.Web;

/// <summary>The web pages and the HTTP API over one data directory, in one process.</summary>
public static class SearchServer
{
    /// <summary>Where the server listens when nobody says otherwise: this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>
    /// Longest request line. A query of 100,000 characters of any script, percent-encoded, fits and is cut by the engine with a note;
    /// beyond this Kestrel answers 414 before the pages are asked.
    /// </summary>
    private const int MaxRequestLineBytes = 2 * 1024 * 1024;

    /// <summary>Requests that are under way, and work in the background, have so long to end; then they are broken off.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Opens the index of <paramref name="dataDirectory"/>, serves until <paramref name="cancel"/> or Ctrl+C.</summary>
    /// <param name="options">null: the defaults.</param>
    /// <param name="onStarted">Is told the addresses that the server listens on, with their real ports.</param>
    /// <exception cref="DataProblemException">The data directory holds no usable index.</exception>
    /// <exception cref="ServeException">An address is taken, forbidden or not understood.</exception>
    public static async Task RunAsync(
        string dataDirectory,
        IReadOnlyList<string> urls,
        ServeOptions? options = null,
        Action<IReadOnlyCollection<string>>? onStarted = null,
        CancellationToken cancel = default)
    {
        await using var app = Create(dataDirectory, urls, options);
        await StartAsync(app, urls, cancel);
        onStarted?.Invoke([.. app.Urls]);
        await app.WaitForShutdownAsync(cancel);
    }

    /// <summary>The application over the index of <paramref name="dataDirectory"/>, not yet started; disposing it closes the index.</summary>
    /// <exception cref="DataProblemException">The data directory holds no usable index.</exception>
    /// <exception cref="ServeException">An address is not understood.</exception>
    public static WebApplication Create(string dataDirectory, IReadOnlyList<string> urls, ServeOptions? options = null)
    {
        options ??= new ServeOptions();
        foreach (var url in urls)
            CheckAddress(url);
        var concepts = ConceptGuide.Open(options.Glossary);
        var live = LiveSearch.Open(dataDirectory, new SearchOptions { Glossary = options.Glossary }, options.Time);
        // What the first question does once is done while the server is put together.
        Task.Run(() => WarmUp(live), CancellationToken.None);
        var builder = CreateBuilder(urls);
        // By a factory, so that the container disposes the engine with the application.
        builder.Services.AddSingleton(_ => live);
        if (options.FillsVectors)
            builder.Services.AddHostedService(services => new VectorFilling(dataDirectory, live, options, services.GetRequiredService<ILogger<VectorFilling>>()));
        var app = builder.Build();
        var writer = options.Chat is { } chat ? new AnswerWriter(chat, new AnswerWriterOptions { Time = options.Time }) : null;
        var site = new SearchSite(app.Services.GetRequiredService<LiveSearch>(), concepts, dataDirectory, writer);
        Map(app, site);
        app.Lifetime.ApplicationStarted.Register(() => Task.Run(site.WarmUp));
        return app;
    }

    private static void WarmUp(LiveSearch live)
    {
        using var lease = live.Use();
        lease.Engine.Search(new SearchRequest { Query = "where to begin" });
    }

    private static WebApplicationBuilder CreateBuilder(IReadOnlyList<string> urls)
    {
        // The program's own folder as content root: settings files of the folder that the user happens to stand in are not ours.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes;
            kestrel.Limits.MaxRequestBufferSize = 2 * MaxRequestLineBytes;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning);
        // A failed start is told once, by the ServeException; the pages keep no secret that data protection would have to store.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        // Standard output belongs to results.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            EngineJson.Configure(json.SerializerOptions);
            // Numbers are numbers; the framework's default describes them as numbers or strings.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        // Other scripts than Latin are written as they are: the pages are UTF-8, and only what HTML reserves is encoded.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddApiDescription();
        return builder;
    }

    private static void Map(WebApplication app, SearchSite site)
    {
        app.Use(SecurityHeaders.AddAsync);
        app.UseReadableErrors();
        app.MapSiteAssets();
        app.MapSearchApi(site);
        app.MapCrawlApi(site.DataDirectory);
        app.MapConceptApi(site);
        app.MapOpenApi("/openapi/v1.json");
        app.MapPages(site);
        app.MapConceptPages(site);
    }

    private static async Task StartAsync(WebApplication app, IReadOnlyList<string> urls, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            var reason = e.GetBaseException() is SocketException { SocketErrorCode: SocketError.AccessDenied } ? "access is denied" : e.GetBaseException().Message;
            throw new ServeException($"Cannot listen on {string.Join(", ", urls)}: {reason.TrimEnd('.')}. Stop what uses the address, or choose another with --urls.", e);
        }
    }

    private static void CheckAddress(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException e)
        {
            throw new ServeException($"'{url}' is no address to listen on; write one like {DefaultUrl}.", e);
        }
        if (!address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase) || address.PathBase.Length > 0 || address.Port > IPEndPoint.MaxPort)
            throw new ServeException($"'{url}' is no address to listen on: it is http://, an address and a port, such as {DefaultUrl}.");
        // Kestrel would take any other name for "all interfaces" and open the server to the network.
        if (address.Host is not ("localhost" or "*" or "+") && !IPAddress.TryParse(address.Host.Trim('[', ']'), out _))
            throw new ServeException($"'{url}': the host must be an IP address, localhost, or * for all interfaces.");
    }
}
