using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NeuralLearn.Compiled.Game.Tests;

/// <summary>A headless Chromium with one page, driven over its debugging protocol.</summary>
internal sealed partial class Browser : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private int _sent;

    private Browser(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>Where Chromium is; null on a machine without.</summary>
    public static string? Program => new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    public static async Task<Browser> Open(Uri page)
    {
        var profile = Directory.CreateTempSubdirectory("game-browser-").FullName;
        string[] flags =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", $"--user-data-dir={profile}",
            "--window-size=1280,900", "about:blank",
        ];
        var process = Process.Start(new ProcessStartInfo(Program!, flags) { RedirectStandardError = true })!;
        var browser = new Browser(process, profile);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{await Port(process)}/") };
        var tabs = await http.GetFromJsonAsync<JsonElement>("json/list");
        var tab = tabs.EnumerateArray().First(tab => tab.GetProperty("type").GetString() == "page");
        await browser._socket.ConnectAsync(new Uri(tab.GetProperty("webSocketDebuggerUrl").GetString()!), CancellationToken.None);
        await browser.Send("Page.navigate", new { url = page.AbsoluteUri });
        return browser;
    }

    /// <summary>What an expression of the page gives, as text.</summary>
    public async Task<string> Read(string expression)
    {
        var answer = await Send("Runtime.evaluate", new { expression = $"String({expression})", awaitPromise = true, returnByValue = true });
        return answer.GetProperty("result").GetProperty("value").GetString() ?? string.Empty;
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task Until(string expression, int seconds)
    {
        var clock = Stopwatch.StartNew();
        while (await Read(expression) != "true")
        {
            Assert.True(clock.Elapsed.TotalSeconds < seconds, $"Not within {seconds} s: {expression}");
            await Task.Delay(200);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A child of the browser still writes; the folder is a temporary one.
        }
    }

    private static async Task<string> Port(Process process)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await process.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                // Whatever else it says must not fill the pipe.
                _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
                return match.Groups[1].Value;
            }
        }

        throw new InvalidOperationException("Chromium ended before it listened.");
    }

    private async Task<JsonElement> Send(string method, object parameters)
    {
        var id = ++_sent;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var request = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters });
        await _socket.SendAsync(request.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        while (true)
        {
            using var message = new MemoryStream();
            var part = new byte[16384];
            ValueWebSocketReceiveResult received;
            do
            {
                received = await _socket.ReceiveAsync(part.AsMemory(), patience.Token);
                message.Write(part, 0, received.Count);
            }
            while (!received.EndOfMessage);

            using var answer = JsonDocument.Parse(message.ToArray());
            if (answer.RootElement.TryGetProperty("id", out var number) && number.GetInt32() == id)
            {
                return answer.RootElement.GetProperty("result").Clone();
            }
        }
    }

    [GeneratedRegex(@"listening on ws://127\.0\.0\.1:(\d+)/")]
    private static partial Regex Listening();
}
