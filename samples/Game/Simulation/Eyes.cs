using Game.Brains;

namespace Game.Simulation;

/// <summary>
/// What an agent sees: eight eyes, an eighth of a turn apart, the first straight ahead. Each says how near the nearest pellet in its
/// direction is, and how near the nearest hunter, from 0 (none within reach) to 1.
/// </summary>
public static class Eyes
{
    /// <summary>How far eyes reach.</summary>
    public const float Reach = 150;

    private const float Diagonal = 0.70710678f;

    // How much of what is c = cos(angle) away from an eye's direction it sees: all of it ahead, nothing from the next eye's direction on.
    private const float Sharpness = 1 / (1 - Diagonal);

    /// <summary>Looks around.</summary>
    /// <param name="world">Where to look.</param>
    /// <param name="agent">Who looks.</param>
    /// <param name="senses">Receives <see cref="Thought.Senses"/> numbers.</param>
    public static void Look(World world, in Agent agent, Span<float> senses)
    {
        senses.Clear();
        int column = Grid.ColumnOf(agent.X), row = Grid.RowOf(agent.Y);
        var pellets = world.Pellets;
        for (var y = row - 2; y <= row + 2; y++)
        {
            for (var x = column - 2; x <= column + 2; x++)
            {
                foreach (var pellet in world.PelletGrid.In(x, y))
                {
                    See(agent, pellets[pellet].X, pellets[pellet].Y, senses[..Thought.Eyes]);
                }
            }
        }

        foreach (ref readonly var hunter in world.Hunters)
        {
            See(agent, hunter.X, hunter.Y, senses[Thought.Eyes..]);
        }
    }

    private static void See(in Agent agent, float x, float y, Span<float> eyes)
    {
        float wayX = Torus.AlongX(agent.X, x), wayY = Torus.AlongY(agent.Y, y);
        var square = (wayX * wayX) + (wayY * wayY);
        if (square >= Reach * Reach || square < 1e-6f)
        {
            return;
        }

        var distance = MathF.Sqrt(square);
        var ahead = ((wayX * agent.HeadingX) + (wayY * agent.HeadingY)) / distance;
        var aside = ((wayY * agent.HeadingX) - (wayX * agent.HeadingY)) / distance;
        var nearness = 1 - (distance / Reach);
        Open(ref eyes[0], ahead, nearness);
        Open(ref eyes[1], (ahead + aside) * Diagonal, nearness);
        Open(ref eyes[2], aside, nearness);
        Open(ref eyes[3], (aside - ahead) * Diagonal, nearness);
        Open(ref eyes[4], -ahead, nearness);
        Open(ref eyes[5], -(ahead + aside) * Diagonal, nearness);
        Open(ref eyes[6], -aside, nearness);
        Open(ref eyes[7], (ahead - aside) * Diagonal, nearness);
    }

    private static void Open(ref float eye, float cosine, float nearness)
    {
        var seen = (cosine - Diagonal) * Sharpness * nearness;
        if (seen > eye)
        {
            eye = seen;
        }
    }
}
