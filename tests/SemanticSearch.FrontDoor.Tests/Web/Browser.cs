using Microsoft.Playwright;

namespace SemanticSearch.FrontDoor.Tests.Web;

/// <summary>The system's Chromium, started once. Where it is not installed, tests that need it are skipped and say so.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>No sandbox, so that it starts as root too; nothing that would call home.</summary>
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } path)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A fresh page; its context keeps nothing from others.</summary>
    public async Task<IPage> OpenAsync(string address, BrowserNewContextOptions? options = null)
    {
        Skip.If(_browser is null, $"no Chromium at {string.Join(", ", Places)}");
        options ??= new BrowserNewContextOptions();
        options.BaseURL = address;
        var context = await _browser.NewContextAsync(options);
        return await context.NewPageAsync();
    }
}
