using NeuralLearn.Compiled;

namespace FromPyTorch;

/// <summary>
/// A ship in a square that collects two coins and keeps off a mine: what policy.py learnt in, for one ship. Each of the four actions fires a
/// thruster; <paramref name="thrusters"/> says which way each of them pushes.
/// </summary>
internal sealed class Arena(ulong seed, IReadOnlyList<(float X, float Y)> thrusters)
{
    public const int Senses = Imported.InputSize, Actions = Imported.OutputSize;

    private readonly float[] _things = new float[6];
    private NetRandom _random = new(seed);
    private float _x, _y, _speedX, _speedY;

    /// <summary>As in PyTorch: left, right, down, up.</summary>
    public static (float X, float Y)[] Usual { get; } = [(-1, 0), (1, 0), (0, -1), (0, 1)];

    /// <summary>The changed task: someone has swapped the wires of left and right, and those of up and down.</summary>
    public static (float X, float Y)[] Swapped { get; } = [(1, 0), (-1, 0), (0, 1), (0, -1)];

    /// <summary>Puts everything somewhere.</summary>
    public void Begin()
    {
        (_x, _y, _speedX, _speedY) = (Somewhere(), Somewhere(), 0, 0);
        for (var i = 0; i < _things.Length; i++)
        {
            _things[i] = Somewhere();
        }
    }

    /// <summary>What the ship knows: its place and speed, where coins and mine are from there, how far the mine is, how fast the ship is.</summary>
    public void Look(Span<float> senses)
    {
        (senses[0], senses[1], senses[2], senses[3]) = (_x, _y, _speedX * 10, _speedY * 10);
        for (var i = 0; i < 3; i++)
        {
            (senses[4 + (2 * i)], senses[5 + (2 * i)]) = (_things[2 * i] - _x, _things[(2 * i) + 1] - _y);
        }

        senses[10] = Length(senses[8], senses[9]);
        senses[11] = Length(_speedX, _speedY) * 10;
    }

    /// <summary>One step; returns 1 for each coin and -1 for the mine.</summary>
    public int Act(int action)
    {
        _speedX = (0.8f * _speedX) + (0.02f * thrusters[action].X);
        _speedY = (0.8f * _speedY) + (0.02f * thrusters[action].Y);
        _x = Math.Clamp(_x + _speedX, -1, 1);
        _y = Math.Clamp(_y + _speedY, -1, 1);
        var points = 0;
        for (var i = 0; i < 3; i++)
        {
            if (Length(_things[2 * i] - _x, _things[(2 * i) + 1] - _y) < 0.12f)
            {
                points += i < 2 ? 1 : -1;
                (_things[2 * i], _things[(2 * i) + 1]) = (Somewhere(), Somewhere());
            }
        }

        return points;
    }

    /// <summary>The points that a policy makes in 1000 steps, the mean of many.</summary>
    public static double Score(Imported policy, IReadOnlyList<(float X, float Y)> thrusters, ulong seed)
    {
        const int Steps = 50_000;
        var arena = new Arena(seed, thrusters);
        var random = new NetRandom(seed + 1);
        Span<float> senses = stackalloc float[Senses], scores = stackalloc float[Actions];
        arena.Begin();
        var points = 0;
        for (var step = 0; step < Steps; step++)
        {
            arena.Look(senses);
            policy.Forward(senses, scores);
            points += arena.Act(Categorical.Sample(scores, ref random));
        }

        return 1000.0 * points / Steps;
    }

    private static float Length(float x, float y) => MathF.Sqrt((x * x) + (y * y));

    private float Somewhere() => (2 * _random.NextSingle()) - 1;
}
