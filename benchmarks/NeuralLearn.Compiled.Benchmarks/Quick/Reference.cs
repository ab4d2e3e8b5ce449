namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>A network that all implementations run.</summary>
/// <param name="Name">As in tables.</param>
/// <param name="Sizes">Inputs, then the outputs of each layer.</param>
/// <param name="Activations">One per layer.</param>
/// <param name="IsSquared">Mean squared error; else cross-entropy behind a sigmoid or softmax.</param>
internal record Reference(string Name, int[] Sizes, Activation[] Activations, bool IsSquared)
{
    public const int Rows = 32;

    public const float LearningRate = 1e-3f;

    public static Reference[] All { get; } =
    [
        new("xor", [2, 8, 1], [Activation.Tanh, Activation.Sigmoid], false),
        new("npc", [16, 32, 32, 4], [Activation.ReLU, Activation.ReLU, Activation.Identity], true),
        new("sensor", [64, 32, 16, 6], [Activation.ReLU, Activation.ReLU, Activation.Softmax], false),
        new("control", [8, 64, 64, 2], [Activation.Tanh, Activation.Tanh, Activation.Tanh], true),
        new("digits", [784, 128, 10], [Activation.ReLU, Activation.Softmax], false),
    ];

    /// <summary>What is measured of it.</summary>
    public virtual Metric[] Metrics => Quick.Metrics.All;

    /// <summary>What the table's heading says of it.</summary>
    public virtual string Summary => string.Join(" - ", Sizes);

    public int Layers => Activations.Length;

    public int InputSize => Sizes[0];

    public int OutputSize => Sizes[^1];

    public virtual int ParameterCount => Enumerable.Range(0, Layers).Sum(layer => Sizes[layer + 1] * (Sizes[layer] + 1));

    public virtual long MultiplyAdds => Enumerable.Range(0, Layers).Sum(layer => (long)Sizes[layer + 1] * Sizes[layer]);

    /// <summary>Forward, gradients of weights, and gradients of inputs, which the first layer does not need.</summary>
    public virtual long TrainingMultiplyAdds => (3 * MultiplyAdds) - ((long)Sizes[0] * Sizes[1]);

    /// <summary>32 rows of inputs from -1 to 1.</summary>
    public float[] Inputs { get; } = Numbers(Rows * Sizes[0], 1);

    /// <summary>32 rows of targets: numbers, or one-hot classes.</summary>
    public float[] Targets { get; } = TargetsOf(Sizes[^1], IsSquared);

    /// <summary>The same parameters in every run, drawn as PyTorch draws them.</summary>
    public virtual float[] Parameters()
    {
        var random = new NetRandom(7);
        var parameters = new float[ParameterCount];
        var at = 0;
        for (var layer = 0; layer < Layers; layer++)
        {
            var bound = 1f / MathF.Sqrt(Sizes[layer]);
            for (var i = 0; i < (Sizes[layer] + 1) * Sizes[layer + 1]; i++)
            {
                parameters[at++] = ((2f * random.NextSingle()) - 1f) * bound;
            }
        }

        return parameters;
    }

    /// <summary>The multiply-adds of one call.</summary>
    public long MultiplyAddsOf(Metric metric) => metric switch
    {
        Metric.Inf32 => Rows * MultiplyAdds,
        Metric.Train1 => TrainingMultiplyAdds,
        Metric.Train32 => Rows * TrainingMultiplyAdds,
        _ => MultiplyAdds,
    };

    /// <summary>The row's class.</summary>
    public int Label(int row) => row % OutputSize;

    private static float[] TargetsOf(int size, bool isSquared)
    {
        if (isSquared)
        {
            return Numbers(Rows * size, 2);
        }

        var targets = new float[Rows * size];
        for (var row = 0; row < Rows; row++)
        {
            if (size == 1)
            {
                targets[row] = row % 2;
            }
            else
            {
                targets[(row * size) + (row % size)] = 1f;
            }
        }

        return targets;
    }

    private static float[] Numbers(int count, ulong seed)
    {
        var random = new NetRandom(seed);
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
        {
            value = (2f * random.NextSingle()) - 1f;
        }

        return values;
    }
}
