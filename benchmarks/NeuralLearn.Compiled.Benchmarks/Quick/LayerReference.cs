namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>A layer of a network that is more than dense layers.</summary>
/// <param name="Kind">"conv", "pool", "dense", "causal", "gru" or "lstm", for peers.</param>
/// <param name="Inputs">Channels, features or values that go in.</param>
/// <param name="Outputs">And come out.</param>
/// <param name="Size">The side of the image that goes in.</param>
/// <param name="Activation">Behind it.</param>
internal sealed record LayerSpec(string Kind, int Inputs, int Outputs, int Size = 1, Activation Activation = Activation.Identity)
{
    /// <summary>Taps of a kernel: 3 × 3 of an image, 3 of a signal.</summary>
    public int Taps => Kind switch { "conv" => 9, "causal" => 3, _ => 1 };

    /// <summary>Numbers of each tensor and what one output of it reads, in the order of PyTorch's parameters.</summary>
    public IReadOnlyList<(int Count, int FanIn)> Tensors => Kind switch
    {
        "pool" => [],
        "gru" or "lstm" => [(Gates * Outputs * Inputs, Outputs), (Gates * Outputs * Outputs, Outputs), (Gates * Outputs, Outputs), (Gates * Outputs, Outputs)],
        _ => [(Outputs * Inputs * Taps, Inputs * Taps), (Outputs, Inputs * Taps)],
    };

    /// <summary>The multiply-adds of one row.</summary>
    public long MultiplyAdds => Kind switch
    {
        "pool" => 0,
        "gru" or "lstm" => Gates * Outputs * (Inputs + Outputs),
        "conv" => (Size - 2) * (Size - 2) * 9 * Inputs * Outputs,
        _ => Inputs * Outputs * Taps,
    };

    private int Gates => Kind == "lstm" ? 4 : 3;
}

/// <summary>A network of other layers. It has C peers of its own.</summary>
/// <param name="Peer">What the names of the C peers' files end with.</param>
/// <param name="Specs">The layers.</param>
internal sealed record LayerReference(string Name, string Peer, LayerSpec[] Specs, int InputValues)
    : Reference(Name, [InputValues, Specs[^1].Outputs], [], false)
{
    /// <summary>One row is one step; the rows are one stream.</summary>
    public bool IsStream => Peer == "stream";

    public static LayerReference[] Layered { get; } =
    [
        new(
            "cnn", "cnn",
            [
                new("conv", 1, 8, 28, Activation.ReLU), new("pool", 8, 8, 26), new("conv", 8, 16, 13, Activation.ReLU), new("pool", 16, 16, 11),
                new("dense", 400, 10, 1, Activation.Softmax),
            ],
            784),
        new("gru16", "stream", [new("gru", 1, 16), new("dense", 16, 1)], 1),
        new("lstm16", "stream", [new("lstm", 1, 16), new("dense", 16, 1)], 1),
        new(
            "rtn", "stream",
            [new("dense", 1, 8, 1, Activation.Tanh), new("causal", 8, 4, 1, Activation.Tanh), new("gru", 4, 8), new("dense", 8, 1)],
            1),
    ];

    /// <summary>Files of benchmarks/peers, without their ends.</summary>
    public IEnumerable<string> Peers => IsStream ? ["plain"] : ["plain", "tiled"];

    public override Metric[] Metrics => IsStream ? [Metric.Inf1, Metric.Lat1] : base.Metrics;

    public override string Summary => string.Join(" - ", Specs.Select(spec => $"{spec.Kind} {spec.Outputs}")) + (IsStream ? ", per step" : "");

    public override int ParameterCount => Specs.Sum(spec => spec.Tensors.Sum(tensor => tensor.Count));

    public override long MultiplyAdds => Specs.Sum(spec => spec.MultiplyAdds);

    public override long TrainingMultiplyAdds => (3 * MultiplyAdds) - Specs[0].MultiplyAdds;

    public override float[] Parameters()
    {
        var random = new NetRandom(7);
        return
        [
            .. Specs.SelectMany(spec => spec.Tensors)
                .SelectMany(tensor => Enumerable.Repeat(1f / MathF.Sqrt(tensor.FanIn), tensor.Count))
                .Select(bound => ((2f * random.NextSingle()) - 1f) * bound),
        ];
    }
}
