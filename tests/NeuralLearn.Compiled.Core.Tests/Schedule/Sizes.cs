namespace NeuralLearn.Compiled.Core.Tests.Schedule;

/// <summary>What the invariants of schedules are checked over.</summary>
internal static class Sizes
{
    /// <summary>All small sizes, and large ones around the borders of panels and of blocks of them.</summary>
    public static IReadOnlyList<int> All { get; } = [.. Enumerable.Range(1, 65), 96, 100, 127, 128, 129, 250, 255, 256, 369, 376, 377, 500, 512, 1000, 1024, 1030];

    /// <summary>Floats per vector.</summary>
    public static TheoryData<int> Lanes => [16, 8, 4];

    /// <summary>Vector registers that kernels of a width are planned for.</summary>
    public static int Registers(int lanes) => lanes == 16 ? 32 : 16;

    /// <summary>Asserts that runs of lanes cover an axis: every real lane once, and no run holds padding alone.</summary>
    public static void AssertCoverOnce(int length, IEnumerable<(int Column, int Lanes)> runs)
    {
        var seen = new int[length];
        foreach (var (column, lanes) in runs)
        {
            Assert.InRange(column, 0, length - 1);
            for (var lane = column; lane < Math.Min(column + lanes, length); lane++)
            {
                seen[lane]++;
            }
        }

        Assert.All(seen, count => Assert.Equal(1, count));
    }
}
