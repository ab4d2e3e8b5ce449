namespace NeuralLearn.Compiled.Tests.Networks;

/// <summary>Numbers for tests, from a fixed generator of their own.</summary>
internal static class Numbers
{
    public static float[] Uniform(int count, int seed, float bound = 1f)
    {
        var random = new System.Random(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (float)((random.NextDouble() * 2) - 1) * bound;
        }

        return values;
    }

    public static int[] Labels(int count, int classes, int seed)
    {
        var random = new System.Random(seed);
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = random.Next(classes);
        }

        return labels;
    }

    public static uint[] Bits(ReadOnlySpan<float> values)
    {
        var bits = new uint[values.Length];
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = BitConverter.SingleToUInt32Bits(values[i]);
        }

        return bits;
    }
}
