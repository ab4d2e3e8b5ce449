using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Game.Simulation;

namespace Game.Server;

/// <summary>The page, the stream of frames, and what the page may change.</summary>
public static class GameServer
{
    /// <summary>The fastest: frames per sixtieth of a second.</summary>
    public const float MaxSpeed = 32;

    /// <summary>The most milliseconds of learning in a frame.</summary>
    public const float MaxBudget = 16;

    /// <summary>The port if nobody says which.</summary>
    public const int DefaultPort = 5080;

    /// <summary>Makes the server and starts the game; the caller runs the server.</summary>
    /// <param name="arguments">Of the command line: <c>--urls</c>, <c>--seed</c>.</param>
    /// <exception cref="ArgumentException">An address is not on this machine alone.</exception>
    public static WebApplication Create(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = arguments,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = "wwwroot",
        });
        var urls = builder.Configuration["urls"];
        builder.WebHost.UseUrls(urls is null ? Addresses.Default() : Addresses.OnlyLoopback(urls));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration["AllowedHosts"] = "localhost;127.0.0.1;[::1]";
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = 4096);
        builder.Services.AddSingleton(_ => new GameLoop(new Colony(builder.Configuration.GetValue("seed", 1UL))));
        builder.Services.AddProblemDetails();

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseHostFiltering();
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.CacheControl = "no-cache";
            return next(context);
        });
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.UseWebSockets();
        Map(app, app.Services.GetRequiredService<GameLoop>());
        app.Services.GetRequiredService<GameLoop>().Start();
        return app;
    }

    private static void Map(WebApplication app, GameLoop loop)
    {
        app.Map("/stream", (HttpContext context) => Stream(context, loop, app.Lifetime.ApplicationStopping));
        app.MapGet("/api/status", () => loop.Read(Status.Of(loop)));
        app.MapGet("/api/scores", () => loop.Read((colony, _) => Scores.Of(colony.Score)));
        app.MapPost("/api/settings", (SettingsRequest request) => Checked(request.Problems(), () => Set(loop, request)));
        app.MapPost("/api/feed", (PlaceRequest request) =>
            Checked(request.Problems(), () => loop.Give(new Command(CommandKind.Feed, 0, request.X!.Value, request.Y!.Value))));
        app.MapPost("/api/hunt", (HuntRequest request) => Checked(
            request.Problems(),
            () => loop.Give(new Command(CommandKind.Hunt, request.Hunts ? 1 : 0, request.X!.Value, request.Y!.Value))));
        app.MapPost("/api/forget", (ForgetRequest request) =>
            Checked(request.Problems(), () => loop.Give(new Command(CommandKind.Forget, request.Seed!.Value))));
        app.MapPost("/api/rollback", async (GoBackRequest request) =>
            request.Problems() is { Count: > 0 } problems
                ? Results.ValidationProblem(problems)
                : Results.Ok(await loop.RollBack(request.Frames!.Value)));
    }

    private static IResult Checked(Dictionary<string, string[]> problems, Action act)
    {
        if (problems.Count > 0)
        {
            return Results.ValidationProblem(problems);
        }

        act();
        return Results.NoContent();
    }

    private static void Set(GameLoop loop, SettingsRequest request)
    {
        loop.Speed = request.Speed ?? loop.Speed;
        loop.BudgetMilliseconds = request.Budget ?? loop.BudgetMilliseconds;
        loop.Selected = request.Selected ?? loop.Selected;
        if (request.Population is { } population)
        {
            loop.Give(new Command(CommandKind.Population, population));
        }

        if (request.Learner is { } learner)
        {
            loop.Give(new Command(CommandKind.Learner, (int)learner));
        }

        if (request.Learning is { } learning)
        {
            loop.Give(new Command(CommandKind.Learning, learning ? 1 : 0));
        }
    }

    private static async Task Stream(HttpContext context, GameLoop loop, CancellationToken stopping)
    {
        // Pages of other sites may open sockets to this machine; they get nothing.
        var isOwnPage = Uri.TryCreate(context.Request.Headers.Origin, UriKind.Absolute, out var origin)
            && origin.Authority == context.Request.Host.Value;
        if (!context.WebSockets.IsWebSocketRequest || !isOwnPage)
        {
            context.Response.StatusCode = (int)HttpStatusCode.BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        var closing = WaitForClose(socket, ended);
        var frame = new byte[Frames.MaxBytes];
        var sent = 0L;
        try
        {
            while (!ended.IsCancellationRequested && socket.State == WebSocketState.Open)
            {
                if (loop.Version == sent)
                {
                    await Task.Delay(4, ended.Token);
                    continue;
                }

                sent = loop.Version;
                var length = loop.CopyFrame(frame);
                await socket.SendAsync(frame.AsMemory(0, length), WebSocketMessageType.Binary, endOfMessage: true, ended.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // The page is gone, or the server is.
        }

        await closing;
    }

    /// <summary>The page says nothing over this socket; anything that comes ends it.</summary>
    private static async Task WaitForClose(WebSocket socket, CancellationTokenSource ended)
    {
        try
        {
            await socket.ReceiveAsync(new byte[64].AsMemory(), ended.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // Nothing to wait for any longer.
        }

        await ended.CancelAsync();
    }
}
