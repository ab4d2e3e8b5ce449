using Game.Learning;
using Game.Simulation;

namespace Game.Server;

/// <summary>What the page may set. What is left out stays.</summary>
/// <param name="Speed">Frames per sixtieth of a second, 0 to 32.</param>
/// <param name="Population">Agents.</param>
/// <param name="Learner">Who learns.</param>
/// <param name="Learning">Whether anything is learnt.</param>
/// <param name="Budget">Milliseconds that learning may take in a frame, 0 to 16.</param>
/// <param name="Selected">The agent to look into.</param>
public sealed record SettingsRequest(float? Speed, int? Population, LearnerKind? Learner, bool? Learning, float? Budget, int? Selected)
{
    /// <summary>What is wrong with it, by name.</summary>
    public Dictionary<string, string[]> Problems()
    {
        var problems = new Problems();
        problems.Range(nameof(Speed), Speed, 0, GameServer.MaxSpeed);
        problems.Range(nameof(Population), Population, World.MinPopulation, World.MaxPopulation);
        problems.Range(nameof(Budget), Budget, 0, GameServer.MaxBudget);
        problems.Range(nameof(Selected), Selected, 0, World.MaxPopulation - 1);
        problems.Range(nameof(Learner), (int?)Learner, 0, 1);
        return problems.Found;
    }
}

/// <summary>A place in the arena.</summary>
/// <param name="X">0 to its width.</param>
/// <param name="Y">0 to its height.</param>
public record PlaceRequest(float? X, float? Y)
{
    /// <summary>What is wrong with it, by name.</summary>
    public Dictionary<string, string[]> Problems()
    {
        var problems = new Problems();
        problems.Range(nameof(X), X ?? float.NaN, 0, Torus.Width - 1);
        problems.Range(nameof(Y), Y ?? float.NaN, 0, Torus.Height - 1);
        return problems.Found;
    }
}

/// <summary>Where the player hunts, or no longer does.</summary>
/// <param name="X">0 to the arena's width.</param>
/// <param name="Y">0 to its height.</param>
/// <param name="Hunts">Whether the player hunts.</param>
public sealed record HuntRequest(float? X, float? Y, bool Hunts) : PlaceRequest(X, Y);

/// <summary>How far to go back.</summary>
/// <param name="Frames">1 to 600.</param>
public sealed record GoBackRequest(int? Frames)
{
    /// <summary>What is wrong with it, by name.</summary>
    public Dictionary<string, string[]> Problems()
    {
        var problems = new Problems();
        problems.Range(nameof(Frames), Frames ?? float.NaN, 1, 600);
        return problems.Found;
    }
}

/// <summary>Brains to begin with.</summary>
/// <param name="Seed">0 or more.</param>
public sealed record ForgetRequest(int? Seed)
{
    /// <summary>What is wrong with it, by name.</summary>
    public Dictionary<string, string[]> Problems()
    {
        var problems = new Problems();
        problems.Range(nameof(Seed), Seed ?? float.NaN, 0, int.MaxValue);
        return problems.Found;
    }
}

/// <summary>Collects what is out of its range.</summary>
internal sealed class Problems
{
    public Dictionary<string, string[]> Found { get; } = [];

    public void Range(string name, double? value, double least, double most)
    {
        if (value is { } number && !(number >= least && number <= most))
        {
            var said = double.IsNaN(number) ? "missing" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number}");
            Found[System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name)] = [$"It is {said}; {least} to {most} is allowed."];
        }
    }
}
