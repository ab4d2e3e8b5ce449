using NeuralLearn.Compiled;

namespace TextbookRegression;

/// <summary>Noisy points of a curve: what there is to learn from.</summary>
internal static class Points
{
    public const int Count = 64;
    private const float Noise = 0.05f;

    /// <summary>The curve behind the points.</summary>
    public static double Truth(double x) => Math.Sin(2.5 * x) * Math.Exp(-0.3 * x * x);

    /// <summary>x from -2 to 2 in even steps, t = curve(x) + noise: the same points every time.</summary>
    public static Dataset Draw(ulong seed)
    {
        var random = new NetRandom(seed);
        float[] x = new float[Count], t = new float[Count];
        for (var i = 0; i < Count; i++)
        {
            x[i] = -2f + (4f * i / (Count - 1));
            t[i] = (float)Truth(x[i]) + (Noise * random.NextNormal());
        }

        return new Dataset(x, 1, t, targetSize: 1);
    }
}
