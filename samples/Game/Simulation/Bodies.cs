namespace Game.Simulation;

/// <summary>A small animal that looks, thinks and turns. Plain numbers, so that the state of all of them is a block of bytes.</summary>
public struct Agent
{
    /// <summary>Where it is.</summary>
    public float X, Y;

    /// <summary>Where it is heading, a vector of length 1.</summary>
    public float HeadingX, HeadingY;

    /// <summary>What came of its last step: 1 for a pellet, less for being caught.</summary>
    public float Reward;

    /// <summary>How well it has lately been fed, from 0 to 1: only to be looked at.</summary>
    public float Glow;

    /// <summary>Pellets eaten in its life.</summary>
    public int Eaten;

    /// <summary>1 if it was caught in this step, else 0.</summary>
    public int WasCaught;
}

/// <summary>Something to eat.</summary>
public struct Pellet
{
    /// <summary>Where it is.</summary>
    public float X, Y;
}

/// <summary>Something that eats agents. It has no brain.</summary>
public struct Hunter
{
    /// <summary>Where it is.</summary>
    public float X, Y;

    /// <summary>Where it is heading, a vector of length 1.</summary>
    public float HeadingX, HeadingY;

    /// <summary>Frames until it is hungry again.</summary>
    public int Rest;
}
