namespace Game.Learning;

/// <summary>The ways to learn.</summary>
public enum LearnerKind
{
    /// <summary>One brain for all, by policy gradient.</summary>
    ActorCritic,

    /// <summary>A brain for each, by selection.</summary>
    Evolution,
}
