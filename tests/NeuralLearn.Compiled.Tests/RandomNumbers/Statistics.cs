using NeuralLearn.Compiled.Tests.Running;

namespace NeuralLearn.Compiled.Tests.RandomNumbers;

internal static class Statistics
{
    public static double[] Equal(int count) => Enumerable.Repeat(1.0 / count, count).ToArray();

    /// <summary>
    /// Pearson's chi-square: the counts must not be as far from the probabilities as one sample in 30 000 would be (four deviations, by
    /// Wilson and Hilferty's approximation). Seeds are fixed, so this passes always or never.
    /// </summary>
    public static void AssertLikely(ReadOnlySpan<int> counts, ReadOnlySpan<double> probabilities)
    {
        var total = 0;
        foreach (var count in counts)
        {
            total += count;
        }

        double square = 0;
        var freedom = -1;
        for (var i = 0; i < counts.Length; i++)
        {
            var expected = probabilities[i] * total;
            if (expected == 0)
            {
                Assert.Equal(0, counts[i]);
                continue;
            }

            square += (counts[i] - expected) * (counts[i] - expected) / expected;
            freedom++;
        }

        if (freedom > 0)
        {
            var ninth = 2.0 / (9 * freedom);
            var deviations = (Math.Cbrt(square / freedom) - (1 - ninth)) / Math.Sqrt(ninth);
            Assert.True(deviations < 4, $"Chi-square is {square} at {freedom} degrees of freedom.");
        }
    }

    /// <summary>The runtime itself may allocate once while it replaces code; an action that allocates does so in every round.</summary>
    public static void AssertNoAllocation(Action action)
    {
        action();
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                action();
            }
        }));
    }
}
