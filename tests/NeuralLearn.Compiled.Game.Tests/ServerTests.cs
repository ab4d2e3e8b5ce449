using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Game.Server;

namespace NeuralLearn.Compiled.Game.Tests;

public sealed class ServerTests
{
    [Theory]
    [InlineData("settings", """{"population":1000000000}""")]
    [InlineData("settings", """{"population":0}""")]
    [InlineData("settings", """{"population":3.5}""")]
    [InlineData("settings", """{"speed":1e39}""")]
    [InlineData("settings", """{"speed":-1,"population":20}""")]
    [InlineData("settings", """{"speed":"NaN"}""")]
    [InlineData("settings", """{"learner":"magic"}""")]
    [InlineData("settings", """{"learner":7}""")]
    [InlineData("settings", """{"unknown":1}""")]
    [InlineData("settings", "{")]
    [InlineData("settings", "")]
    [InlineData("feed", """{"x":-1,"y":5}""")]
    [InlineData("feed", """{"x":1}""")]
    [InlineData("hunt", """{"x":1e30,"y":5,"hunts":true}""")]
    [InlineData("forget", """{"seed":-1}""")]
    [InlineData("rollback", """{"frames":100000}""")]
    [InlineData("rollback", """{}""")]
    public async Task HostileRequest_IsRefusedAndChangesNothing(string path, string body)
    {
        await using var app = GameServer.Create(["--urls", "http://127.0.0.1:0"]);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        await client.PostAsJsonAsync("api/settings", new { speed = 0, population = 70 });
        await Task.Delay(100);
        var before = await client.GetFromJsonAsync<JsonElement>("api/status");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("api/" + path, content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await Task.Delay(100);
        var after = await client.GetFromJsonAsync<JsonElement>("api/status");
        foreach (var name in new[] { "frame", "population", "speed", "learner", "learning", "budget", "selected" })
        {
            Assert.Equal(before.GetProperty(name).ToString(), after.GetProperty(name).ToString());
        }

        Assert.Equal(70, after.GetProperty("population").GetInt32());
    }

    [Fact]
    public void AddressOfTheWholeNetwork_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Addresses.OnlyLoopback("http://0.0.0.0:5080"));

    [Fact]
    public async Task Rollback_OverTheNetwork_EndsInTheSameState()
    {
        await using var app = GameServer.Create(["--urls", "http://127.0.0.1:0"]);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        await Task.Delay(2500);
        using var answer = await client.PostAsJsonAsync("api/rollback", new { frames = 60 });
        var report = await answer.Content.ReadFromJsonAsync<RollbackReport>();
        Assert.True(report!.Equal);
        Assert.True(report.Frames >= 60, $"{report.Frames} frames.");
        Assert.Equal(report.Before, report.After);
    }
}
