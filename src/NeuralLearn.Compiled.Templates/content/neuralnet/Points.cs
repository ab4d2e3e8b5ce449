using NeuralLearn.Compiled;

/// <summary>Where the data come from. Put your own in place of it: Dataset.FromCsv reads a file.</summary>
public static class Points
{
    /// <summary>Points along two spirals that wind around each other, half of them on each; the same for the same seed.</summary>
    public static Dataset Draw(int count, ulong seed)
    {
        var random = new NetRandom(seed);
        var inputs = new float[count * 2];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % 2;
            var along = random.NextSingle();
            var angle = (along * 2.5f * MathF.PI) + (labels[i] * MathF.PI);
            var radius = 0.1f + (0.85f * along);
            inputs[2 * i] = (radius * MathF.Cos(angle)) + (0.02f * random.NextNormal());
            inputs[(2 * i) + 1] = (radius * MathF.Sin(angle)) + (0.02f * random.NextNormal());
        }

        return new Dataset(inputs, inputSize: 2, labels);
    }
}
