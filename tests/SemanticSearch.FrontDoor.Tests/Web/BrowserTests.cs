using Microsoft.Playwright;

namespace SemanticSearch.FrontDoor.Tests.Web;

/// <summary>What a person does, in a real browser.</summary>
[Collection(ServedCollection.Name)]
public class BrowserTests(SearchServerFixture server, Browser browser) : IClassFixture<Browser>
{
    private const string Question = "how do companies avoid cache stampede";

    private static readonly string[] Pages =
    [
        "/", "/search?q=leases+thundering+herds&explain=true", "/search?q=cache+stampede&topic=Scalability&kind=article", "/search?q=xyzzyplugh&org=Netflix&kind=talk",
        "/search?q=zebrafish", "/nothing-here", "/search?q=" + "aVeryLongWordWithoutAnySpaceThatMustBreakSomewhereBecauseScreensAreNarrow",
    ];

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_typed_question_finds_the_article_among_the_first_three(bool withScripts)
    {
        var page = await browser.OpenAsync(server.Address, new BrowserNewContextOptions { JavaScriptEnabled = withScripts });
        await page.GotoAsync("/");
        await page.GetByLabel("Your question").FillAsync(Question);
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        Assert.EndsWith("/search?q=how+do+companies+avoid+cache+stampede", page.Url, StringComparison.Ordinal);
        var titles = await page.Locator(".hit h2").AllInnerTextsAsync();
        Assert.Contains("Avoiding Cache Stampede at DoorDash", titles.Take(3));
        Assert.Equal(Question, await page.GetByLabel("Your question").InputValueAsync());
        Assert.StartsWith(Question, await page.TitleAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_keyboard_alone_is_enough()
    {
        var page = await browser.OpenAsync(server.Address);
        await page.GotoAsync("/");
        await page.Keyboard.TypeAsync(Question);
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(Question, await page.GetByLabel("Your question").InputValueAsync());
        await page.WaitForURLAsync(url => url.Contains("/search?q=", StringComparison.Ordinal));
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await FocusedText(page));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        for (var steps = 0; steps < 20 && await FocusedText(page) != "Avoiding Cache Stampede at DoorDash"; steps++)
            await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Avoiding Cache Stampede at DoorDash", await FocusedText(page));
        Assert.Equal("solid 3px", await page.EvaluateAsync<string>("() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + ' ' + s.outlineWidth; }"));
    }

    [SkippableFact]
    public async Task A_topic_narrows_the_results_and_the_filter_can_be_taken_off_again()
    {
        var page = await browser.OpenAsync(server.Address);
        await page.GotoAsync("/search?q=scaling");
        var before = await Count(page);
        await page.Locator(".facets a").First.ClickAsync();
        var narrowed = await Count(page);
        Assert.InRange(narrowed, 1, before - 1);
        await page.GetByLabel("Filters in use").GetByRole(AriaRole.Link).First.ClickAsync();
        Assert.Equal(before, await Count(page));
    }

    [SkippableFact]
    public async Task A_passage_opens_with_its_marked_words()
    {
        var page = await browser.OpenAsync(server.Address, new BrowserNewContextOptions { JavaScriptEnabled = true });
        await page.GotoAsync("/search?q=leases+thundering+herds");
        var hit = page.Locator(".hit", new() { HasText = "Leases against thundering herds" });
        Assert.Contains("popular key expires, every server asks the database at once", await hit.Locator(".passage, blockquote").First.InnerTextAsync(), StringComparison.Ordinal);
        await hit.Locator("summary").First.ClickAsync();
        Assert.True(await hit.Locator("blockquote").First.IsVisibleAsync());
        Assert.NotEqual(0, await hit.Locator("blockquote mark").CountAsync());
    }

    [SkippableFact]
    public async Task Completions_are_offered_while_typing()
    {
        var page = await browser.OpenAsync(server.Address);
        await page.GotoAsync("/");
        await page.GetByLabel("Your question").PressSequentiallyAsync("avoiding cac");
        await page.Locator("#completions option[value='Avoiding Cache Stampede at DoorDash']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    [SkippableTheory]
    [InlineData(320)]
    [InlineData(768)]
    [InlineData(1_920)]
    public async Task Nothing_scrolls_sideways_and_every_target_is_large_enough(int width)
    {
        var page = await browser.OpenAsync(server.Address, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width, $"{path} is wider than {width}");
            // WCAG 2.2, 2.5.8: 24 by 24; a link within a sentence is excepted.
            var small = await page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('a, button, summary, input:not([type=hidden])')]
                  .filter(e => e.checkVisibility() && !e.classList.contains('skip') && !(e.parentElement.tagName === 'P' && e.matches('a')))
                  .filter(e => { const r = e.getBoundingClientRect(); return r.height < 24 || r.width < 24; })
                  .map(e => e.outerHTML.slice(0, 200))
                """);
            Assert.True(small.Length == 0, $"{path} at {width}: {string.Join("\n", small)}");
        }
    }

    [SkippableFact]
    public async Task Dark_and_light_follow_the_system_and_paper_is_white()
    {
        foreach (var (scheme, isDark) in new[] { (ColorScheme.Dark, true), (ColorScheme.Light, false) })
        {
            var page = await browser.OpenAsync(server.Address, new BrowserNewContextOptions { ColorScheme = scheme });
            await page.GotoAsync("/search?q=caching");
            Assert.Equal(isDark, await Brightness(page) < 60);
            Assert.NotEmpty(await page.ScreenshotAsync());
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
            Assert.True(await Brightness(page) > 250);
            Assert.False(await page.Locator(".facets").IsVisibleAsync());
        }
    }

    [SkippableFact]
    public async Task No_page_breaks_its_own_policy_or_asks_another_host()
    {
        var page = await browser.OpenAsync(server.Address);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add($"{page.Url}: {message.Text}");
        page.PageError += (_, error) => complaints.Add($"{page.Url}: {error}");
        page.Dialog += (_, dialog) => complaints.Add($"{page.Url}: {dialog.Message}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(server.Address, StringComparison.Ordinal))
                complaints.Add($"asked for {request.Url}");
        };
        foreach (var path in Pages)
            await page.GotoAsync(path);
        Assert.DoesNotContain(complaints, complaint => !complaint.Contains("nothing-here", StringComparison.Ordinal));
    }

    private static async Task<int> Count(IPage page)
    {
        var headline = await page.Locator("h1").InnerTextAsync();
        return int.Parse(headline[..headline.IndexOf(' ', StringComparison.Ordinal)].Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task<string> FocusedText(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.innerText.trim()");

    private static Task<double> Brightness(IPage page) =>
        page.EvaluateAsync<double>("() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3");
}
