using System.Globalization;
using Game.Learning;

namespace Game;

/// <summary>Reads the command line.</summary>
public static class Arguments
{
    /// <summary>A whole number, or the default if it is not given.</summary>
    /// <exception cref="ArgumentException">It is no number, or out of its range.</exception>
    public static int Number(IConfiguration options, string name, int otherwise, int least, int most) =>
        options[name] is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new ArgumentException($"--{name} is '{text}'; a whole number from {least} to {most} is needed.");

    /// <summary>Who learns: the policy gradient if nothing is said.</summary>
    /// <exception cref="ArgumentException">There is no such learner.</exception>
    public static LearnerKind Learner(IConfiguration options) => options["learner"] switch
    {
        null or "actorCritic" => LearnerKind.ActorCritic,
        "evolution" => LearnerKind.Evolution,
        var other => throw new ArgumentException($"--learner is '{other}'; it is actorCritic or evolution."),
    };
}
