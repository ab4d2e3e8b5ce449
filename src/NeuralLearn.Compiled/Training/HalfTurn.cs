namespace NeuralLearn.Compiled;

/// <summary>The cosine of a share of half a turn, from additions and multiplications alone: the same bits on every machine.</summary>
internal static class HalfTurn
{
    /// <summary>cos(π · part ÷ whole) for 0 ≤ part ≤ whole; exactly 1, 0 and −1 at the start, the middle and the end.</summary>
    public static double Cosine(long part, long whole)
    {
        // Symmetries bring the angle below π/4, where the series below are exact to the last bits.
        if (2 * part > whole)
        {
            return -Cosine(whole - part, whole);
        }

        return 4 * part > whole
            ? SineSeries(Math.PI * (whole - (2 * part)) / (2.0 * whole))
            : CosineSeries(Math.PI * part / whole);
    }

    private static double CosineSeries(double x)
    {
        var square = x * x;
        var sum = 1.0;
        for (var n = 16; n > 0; n -= 2)
        {
            sum = 1 - (square / (n * (n - 1)) * sum);
        }

        return sum;
    }

    private static double SineSeries(double x)
    {
        var square = x * x;
        var sum = 1.0;
        for (var n = 17; n > 1; n -= 2)
        {
            sum = 1 - (square / (n * (n - 1)) * sum);
        }

        return x * sum;
    }
}
