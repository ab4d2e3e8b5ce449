namespace NeuralLearn.Compiled.Benchmarks;

internal static class Data
{
    public static float[] Uniform(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }

    public static int[] Labels(int count, int classes) => [.. Enumerable.Range(0, count).Select(row => row % classes)];
}
