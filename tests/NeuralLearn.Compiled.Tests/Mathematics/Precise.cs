namespace NeuralLearn.Compiled.Tests.Mathematics;

/// <summary>Functions in double precision that the framework lacks, far more accurate than single precision needs.</summary>
internal static class Precise
{
    /// <summary>e^x - 1: a series where the subtraction would cancel.</summary>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) < 1e-5)
        {
            return x + (x * x / 2) + (x * x * x / 6);
        }

        return Math.Exp(x) - 1;
    }

    public static double Log1p(double u) => Math.Abs(u) < 1e-5 ? u - (u * u / 2) + (u * u * u / 3) : Math.Log(1 + u);

    /// <summary>Maclaurin's series up to 3, the continued fraction of the complement beyond (Abramowitz and Stegun 7.1.6, 7.1.14).</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        var magnitude = Math.Abs(x);
        if (magnitude < 1e-4)
        {
            return 2 / Math.Sqrt(Math.PI) * (x - (x * x * x / 3));
        }

        if (magnitude > 6)
        {
            return Math.Sign(x);
        }

        double result;
        if (magnitude < 3)
        {
            // erf x = 2/√π e^-x² Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)): all terms positive.
            double term = magnitude, sum = magnitude;
            for (var n = 1; term > sum * 1e-17; n++)
            {
                term *= 2 * magnitude * magnitude / ((2 * n) + 1);
                sum += term;
            }

            result = 2 / Math.Sqrt(Math.PI) * Math.Exp(-magnitude * magnitude) * sum;
        }
        else
        {
            var fraction = magnitude;
            for (var n = 60; n > 0; n--)
            {
                fraction = magnitude + (n / 2.0 / fraction);
            }

            result = 1 - (Math.Exp(-magnitude * magnitude) / Math.Sqrt(Math.PI) / fraction);
        }

        return x < 0 ? -result : result;
    }
}
