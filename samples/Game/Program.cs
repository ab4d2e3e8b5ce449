using System.Globalization;
using Game;
using Game.Server;
using Game.Simulation;

// dotnet run -c Release --project samples/Game                  serves the game on this machine
// dotnet run -c Release --project samples/Game -- --headless N  runs N frames and says what came of them
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Intersect(["--help", "-h", "-?"]).Any())
{
    Console.WriteLine("""
        Serves a page on this machine with a lagoon of creatures that learn while they live.

          --urls http://127.0.0.1:5080     where
          --headless N                     no page: runs N frames and says what came of them
          --seed N                         the same seed, the same world
          --population N, --learner actorCritic|evolution    of --headless
        """);
    return 0;
}

var options = new ConfigurationBuilder().AddCommandLine(args).Build();
try
{
    if (options["headless"] is not null)
    {
        return Headless.Run(
            Arguments.Number(options, "headless", 0, 1, int.MaxValue),
            Arguments.Number(options, "population", 300, World.MinPopulation, World.MaxPopulation),
            Arguments.Learner(options),
            (ulong)Arguments.Number(options, "seed", 1, 0, int.MaxValue));
    }

    Arguments.Number(options, "seed", 1, 0, int.MaxValue);
    await using var app = GameServer.Create(args);
    await app.StartAsync();
    Console.WriteLine($"Open {string.Join(" or ", app.Urls)} in a browser. Ctrl+C ends it.");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (exception is ArgumentException or IOException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
