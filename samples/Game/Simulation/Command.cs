using Game.Learning;

namespace Game.Simulation;

/// <summary>What a command changes.</summary>
public enum CommandKind
{
    /// <summary>How many agents there are: <see cref="Command.Number"/>.</summary>
    Population,

    /// <summary>Who learns: <see cref="Command.Number"/> is a <see cref="LearnerKind"/>.</summary>
    Learner,

    /// <summary>Whether anything is learnt: <see cref="Command.Number"/> is 1 or 0.</summary>
    Learning,

    /// <summary>Pellets at a place.</summary>
    Feed,

    /// <summary>The player hunts at a place, <see cref="Command.Number"/> is 1, or no longer.</summary>
    Hunt,

    /// <summary>Brains become as they were before they learnt anything; <see cref="Command.Number"/> is the seed.</summary>
    Forget,
}

/// <summary>Everything that comes from outside. Commands take effect between frames and are kept, so that frames can be replayed.</summary>
/// <param name="Kind">What it changes.</param>
/// <param name="Number">How much, or which.</param>
/// <param name="X">Where.</param>
/// <param name="Y">Where.</param>
public readonly record struct Command(CommandKind Kind, int Number = 0, float X = 0, float Y = 0);
