namespace NeuralLearn.Compiled;

/// <summary>
/// Actions that are numbers, such as a steering angle: each is drawn from a normal distribution of its own, whose mean and the logarithm of
/// whose deviation are a network's outputs or numbers that are learnt beside it. From what came of an action follows a gradient.
/// </summary>
/// <remarks>
/// <para>
/// As PyTorch's <c>Normal(mean, logDeviation.exp())</c>, added up over the actions. NaN and infinities go through as IEEE arithmetic says.
/// Log-deviations from about -40 to 40 leave room for every result.
/// </para>
/// <para>
/// Results are the same bits on every machine: single-precision exponentials of <see cref="PortableVectorMath"/>, sums in double precision
/// from the first action to the last. Nothing is allocated. Any number of threads may call.
/// </para>
/// </remarks>
public static class Gaussian
{
    // ½ ln 2π.
    private const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>Draws actions: mean + e^logDeviation · <see cref="NetRandom.NextNormal"/>, from the first action to the last.</summary>
    /// <param name="mean">A mean per action.</param>
    /// <param name="logDeviation">A logarithm of the deviation per action; -∞ gives the mean itself.</param>
    /// <param name="random">Moves on by two words per action, whatever the numbers.</param>
    /// <param name="action">Receives a number per action. May be the memory of an input.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap at different places; nothing was drawn.</exception>
    public static void Sample(ReadOnlySpan<float> mean, ReadOnlySpan<float> logDeviation, ref NetRandom random, Span<float> action)
    {
        Check.Length(logDeviation.Length, mean.Length, nameof(logDeviation));
        Check.Length(action.Length, mean.Length, nameof(action));
        Overlap.SameOrApart(mean, action, nameof(mean), nameof(action));
        Overlap.SameOrApart(logDeviation, action, nameof(logDeviation), nameof(action));
        for (var i = 0; i < mean.Length; i++)
        {
            var offset = PortableVectorMath.Exp(logDeviation[i]) * random.NextNormal();
            action[i] = mean[i] + offset;
        }
    }

    /// <summary>
    /// The logarithm of the density at an action: Σ (-½ z² - logDeviation - ½ ln 2π) with z = (action - mean) / deviation.
    /// </summary>
    /// <param name="mean">A mean per action.</param>
    /// <param name="logDeviation">A logarithm of the deviation per action.</param>
    /// <param name="action">The actions taken.</param>
    /// <returns>Any number: a density may be above 1.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float LogProbability(ReadOnlySpan<float> mean, ReadOnlySpan<float> logDeviation, ReadOnlySpan<float> action)
    {
        Check.Length(logDeviation.Length, mean.Length, nameof(logDeviation));
        Check.Length(action.Length, mean.Length, nameof(action));
        var sum = 0.0;
        for (var i = 0; i < mean.Length; i++)
        {
            var z = Standard(mean[i], action[i], PortableVectorMath.Exp(-logDeviation[i]));
            sum += LogDensity(z, logDeviation[i]);
        }

        return (float)sum;
    }

    /// <summary>How undecided the actions are: Σ (½ + ½ ln 2π + logDeviation).</summary>
    /// <param name="logDeviation">A logarithm of the deviation per action.</param>
    /// <returns>The entropy in nats; any number.</returns>
    public static float Entropy(ReadOnlySpan<float> logDeviation) => (float)EntropyOf(logDeviation);

    /// <summary>
    /// The loss of a policy gradient, -A · ln π(action) - β · H, and its gradient by means and log-deviations: what a network with an
    /// external loss learns from, so that actions that turned out better than expected become likelier.
    /// </summary>
    /// <param name="mean">The means from which the actions were drawn.</param>
    /// <param name="logDeviation">The log-deviations from which the actions were drawn.</param>
    /// <param name="action">The actions that were taken.</param>
    /// <param name="advantage">A: how much better than expected it was; negative if worse.</param>
    /// <param name="entropyBonus">β: the reward for staying undecided; 0 for none.</param>
    /// <param name="meanGradient">Receives a number per action. May be the memory of an input.</param>
    /// <param name="logDeviationGradient">Receives a number per action. May be the memory of another input.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap at different places.</exception>
    /// <remarks>
    /// ∂/∂mean = -A · z / deviation and ∂/∂logDeviation = -A · (z² - 1) - β, with z = (action - mean) / deviation (Williams: Simple
    /// statistical gradient-following algorithms for connectionist reinforcement learning, 1992, section 6).
    /// </remarks>
    public static float PolicyGradient(
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> logDeviation,
        ReadOnlySpan<float> action,
        float advantage,
        float entropyBonus,
        Span<float> meanGradient,
        Span<float> logDeviationGradient)
    {
        Check.Length(logDeviation.Length, mean.Length, nameof(logDeviation));
        Check.Length(action.Length, mean.Length, nameof(action));
        CheckGradient(mean, logDeviation, action, meanGradient, nameof(meanGradient));
        CheckGradient(mean, logDeviation, action, logDeviationGradient, nameof(logDeviationGradient));
        Overlap.Apart(meanGradient, logDeviationGradient, nameof(meanGradient), nameof(logDeviationGradient));
        var entropy = EntropyOf(logDeviation);
        var logProbability = 0.0;
        for (var i = 0; i < mean.Length; i++)
        {
            var inverse = PortableVectorMath.Exp(-logDeviation[i]);
            var z = Standard(mean[i], action[i], inverse);
            logProbability += LogDensity(z, logDeviation[i]);
            meanGradient[i] = (float)(-advantage * (z * inverse));
            logDeviationGradient[i] = (float)((-advantage * ((z * z) - 1)) - entropyBonus);
        }

        return (float)((-advantage * logProbability) - (entropyBonus * entropy));
    }

    private static double Standard(float mean, float action, float inverseDeviation) => ((double)action - mean) * inverseDeviation;

    private static double LogDensity(double z, float logDeviation) => (-0.5 * (z * z)) - logDeviation - HalfLogTwoPi;

    private static double EntropyOf(ReadOnlySpan<float> logDeviation)
    {
        var sum = 0.0;
        foreach (var value in logDeviation)
        {
            sum += value + (0.5 + HalfLogTwoPi);
        }

        return sum;
    }

    private static void CheckGradient(
        ReadOnlySpan<float> mean, ReadOnlySpan<float> logDeviation, ReadOnlySpan<float> action, ReadOnlySpan<float> gradient, string name)
    {
        Check.Length(gradient.Length, mean.Length, name);
        Overlap.SameOrApart(mean, gradient, nameof(mean), name);
        Overlap.SameOrApart(logDeviation, gradient, nameof(logDeviation), name);
        Overlap.SameOrApart(action, gradient, nameof(action), name);
    }
}
