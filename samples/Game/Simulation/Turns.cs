using NeuralLearn.Compiled;

namespace Game.Simulation;

/// <summary>Headings: vectors of length 1 that are turned by fixed angles, without a sine or cosine of the C library.</summary>
public static class Turns
{
    // 14, 5 and 0 degrees to the left, and to the right.
    private static ReadOnlySpan<float> Cosine => [0.97029573f, 0.99619470f, 1, 0.99619470f, 0.97029573f];

    private static ReadOnlySpan<float> Sine => [-0.24192190f, -0.08715574f, 0, 0.08715574f, 0.24192190f];

    /// <summary>Turns a heading by one of the five actions.</summary>
    public static void Turn(ref float x, ref float y, int action) => Turn(ref x, ref y, Cosine[action], Sine[action]);

    /// <summary>Turns a heading by an angle.</summary>
    public static void Turn(ref float x, ref float y, float cosine, float sine)
    {
        (x, y) = ((x * cosine) - (y * sine), (x * sine) + (y * cosine));
        Normalize(ref x, ref y);
    }

    /// <summary>Any heading, all equally likely.</summary>
    public static void AtRandom(ref NetRandom random, out float x, out float y)
    {
        x = random.NextNormal();
        y = random.NextNormal();
        Normalize(ref x, ref y);
    }

    /// <summary>Brings a vector to length 1; one of length 0 becomes (1, 0).</summary>
    public static void Normalize(ref float x, ref float y)
    {
        var length = MathF.Sqrt((x * x) + (y * y));
        (x, y) = length > 0 ? (x / length, y / length) : (1, 0);
    }
}
