using Microsoft.Playwright;
namespace SemanticSearch.FrontDoor.Tests.Web;
public class ZShots(Browser browser) : IClassFixture<Browser>
{
    [SkippableFact]
    public async Task Shots()
    {
        var at = Environment.GetEnvironmentVariable("SHOTS_AT")!;
        (string, string, int, int, ColorScheme)[] all =
        [
            ("p-home", "/", 390, 844, ColorScheme.Light), ("p-res", "/search?q=how+do+companies+avoid+cache+stampede", 390, 844, ColorScheme.Dark),
            ("p320", "/search?q=zero+downtime+database+migration&explain=true&kind=article&topic=Scalability", 320, 700, ColorScheme.Light),
            ("d-none", "/search?q=cahce+stampeed&kind=talk&org=Netflix", 1280, 800, ColorScheme.Light),
            ("d-404", "/nope", 1280, 700, ColorScheme.Dark), ("d-home", "/", 1280, 900, ColorScheme.Dark), ("d-res", "/search?q=zero+downtime+database+migration", 1440, 900, ColorScheme.Light),
        ];
        foreach (var (name, path, w, h, scheme) in all)
        {
            var page = await browser.OpenAsync(at, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = w, Height = h }, ColorScheme = scheme });
            await page.GotoAsync(path);
            if (name == "d-res") await page.Locator("summary").First.ClickAsync();
            await page.ScreenshotAsync(new() { Path = $"/tmp/webshots/{name}.png", FullPage = name is "p-home" or "p320" or "p-res", Clip = null });
        }
        var print = await browser.OpenAsync(at);
        await print.GotoAsync("/search?q=zero+downtime+database+migration");
        await print.PdfAsync(new() { Path = "/tmp/webshots/print.pdf" });
    }
}
