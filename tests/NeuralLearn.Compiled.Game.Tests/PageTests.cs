using System.Globalization;
using Game.Server;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Game.Tests;

public sealed class PageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Page_ShowsThatTheScoreImprovesAndThatRollbackIsExact()
    {
        if (Browser.Program is null)
        {
            output.WriteLine("Not run: there is no Chromium on this machine.");
            return;
        }

        output.WriteLine($"Runs with {Browser.Program}.");
        await using var app = GameServer.Create(["--urls", "http://127.0.0.1:0"]);
        await app.StartAsync();
        await using var browser = await Browser.Open(new Uri(app.Urls.Single()));
        await browser.Until("document.getElementById('score')?.textContent > 0", 60);
        var first = await Score(browser);

        await Slide(browser, "speed", 2);
        await browser.Until("document.getElementById('speed-shown').textContent === '4 ×'", 10);
        await browser.Until("Number(document.getElementById('frame').textContent.replace(/,/g, '')) > 3000", 180);
        await Task.Delay(1500);
        var later = await Score(browser);
        output.WriteLine($"Score {first} at first, {later} later.");
        Assert.True(later > 2 * first, $"{first} pellets a minute at first, {later} later.");
        Assert.Equal("0", await browser.Read("document.getElementById('allocated').textContent"));

        await browser.Read("document.getElementById('rollback').click()");
        await browser.Until("document.getElementById('verdict').className !== ''", 60);
        Assert.Equal("equal", await browser.Read("document.getElementById('verdict').className"));
        var before = await browser.Read("document.getElementById('hash-before').textContent");
        Assert.Matches("^[0-9a-f]{16}$", before);
        Assert.Equal(before, await browser.Read("document.getElementById('hash-after').textContent"));

        // A page that is opened late does not get the first seconds any more: nothing is compared with them.
        Assert.Contains("first five seconds", await browser.Read("document.getElementById('factor').textContent"), StringComparison.Ordinal);
        await browser.Read("""
            (real => { window.fetch = (url, ...rest) => url === 'api/scores'
                ? Promise.resolve(new Response(JSON.stringify({ first: 0, eaten: [0, 0, 0, 0, 0, ...Array(9).fill(7)], caught: Array(14).fill(1) })))
                : real(url, ...rest); })(window.fetch)
            """);
        await browser.Until("document.getElementById('score').textContent === '7.0'", 20);
        Assert.Equal("Thin line: caught, × 10", await browser.Read("document.getElementById('factor').textContent"));
    }

    private static async Task<double> Score(Browser browser) =>
        double.Parse(await browser.Read("document.getElementById('score').textContent"), CultureInfo.InvariantCulture);

    private static Task<string> Slide(Browser browser, string id, double value) => browser.Read(string.Create(
        CultureInfo.InvariantCulture,
        $"(slider => {{ slider.value = {value}; slider.dispatchEvent(new Event('input')); slider.dispatchEvent(new Event('change')); }})(document.getElementById('{id}'))"));
}
