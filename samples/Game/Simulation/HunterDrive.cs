using NeuralLearn.Compiled;

namespace Game.Simulation;

/// <summary>How hunters move: towards the nearest agent, faster than it but slow to turn. After a meal they drift.</summary>
public static class HunterDrive
{
    /// <summary>Frames for which a hunter that has eaten leaves agents alone.</summary>
    public const int Digestion = 50;

    private const float Chasing = 2.7f, Drifting = 1.1f, PlayerSpeed = 6, Sight = 170;

    // 2.2 degrees.
    private const float Cosine = 0.99926291f, Sine = 0.03838780f;

    /// <summary>Moves a wild hunter.</summary>
    public static void Move(ref Hunter hunter, ReadOnlySpan<Agent> agents, ref NetRandom random)
    {
        float wayX = 0, wayY = 0, nearest = Sight * Sight;
        if (hunter.Rest > 0)
        {
            hunter.Rest--;
        }
        else
        {
            foreach (ref readonly var agent in agents)
            {
                float x = Torus.AlongX(hunter.X, agent.X), y = Torus.AlongY(hunter.Y, agent.Y);
                var distance = (x * x) + (y * y);
                if (distance < nearest)
                {
                    (wayX, wayY, nearest) = (x, y, distance);
                }
            }
        }

        var hunts = nearest < Sight * Sight;
        var side = hunts ? (wayY * hunter.HeadingX) - (wayX * hunter.HeadingY) : random.NextSingle() - 0.5f;
        Turns.Turn(ref hunter.HeadingX, ref hunter.HeadingY, Cosine, side > 0 ? Sine : -Sine);
        Advance(ref hunter, hunts ? Chasing : Drifting);
    }

    /// <summary>Moves the player's hunter towards the player.</summary>
    public static void Follow(ref Hunter hunter, float x, float y)
    {
        hunter.Rest = Math.Max(0, hunter.Rest - 3);
        float wayX = Torus.AlongX(hunter.X, x), wayY = Torus.AlongY(hunter.Y, y);
        var distance = MathF.Sqrt((wayX * wayX) + (wayY * wayY));
        if (distance > 1)
        {
            (hunter.HeadingX, hunter.HeadingY) = (wayX / distance, wayY / distance);
            Advance(ref hunter, Math.Min(distance, PlayerSpeed));
        }
    }

    private static void Advance(ref Hunter hunter, float speed)
    {
        hunter.X = Torus.WrapX(hunter.X + (hunter.HeadingX * speed));
        hunter.Y = Torus.WrapY(hunter.Y + (hunter.HeadingY * speed));
    }
}
