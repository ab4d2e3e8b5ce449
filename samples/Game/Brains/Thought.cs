namespace Game.Brains;

/// <summary>What goes on in one agent's head, in numbers. Filled anew for the agent that somebody looks at.</summary>
public sealed class Thought
{
    /// <summary>Directions in which an agent looks.</summary>
    public const int Eyes = 8;

    /// <summary>Inputs of a brain: food seen by each eye, then hunters seen by each.</summary>
    public const int Senses = 2 * Eyes;

    /// <summary>Units of the hidden layer.</summary>
    public const int Hidden = 16;

    /// <summary>Actions to choose from: hard left, left, straight on, right, hard right.</summary>
    public const int Turns = 5;

    /// <summary>What the eyes see.</summary>
    public float[] Seen { get; } = new float[Senses];

    /// <summary>The hidden layer's activations.</summary>
    public float[] Inside { get; } = new float[Hidden];

    /// <summary>The probability of each turn.</summary>
    public float[] Chances { get; } = new float[Turns];

    /// <summary>Weights from the senses to the hidden layer, [hidden, senses], and from there to the turns, [turns, hidden].</summary>
    public float[] Weights { get; } = new float[(Hidden * Senses) + (Turns * Hidden)];

    /// <summary>What the agent expects to be rewarded with, discounted; 0 where brains do not estimate it.</summary>
    public float Value { get; set; }

    /// <summary>The turn that was taken.</summary>
    public int Action { get; set; }
}
