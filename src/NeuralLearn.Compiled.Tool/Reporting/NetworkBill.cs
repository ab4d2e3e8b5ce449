using NeuralLearn.Compiled.Tool.Compiling;

namespace NeuralLearn.Compiled.Tool.Reporting;

/// <summary>The constants of a network's nested class Cost.</summary>
internal sealed record NetworkBill
{
    public long Parameters { get; init; }

    public long MultiplyAdds { get; init; }

    public long TrainingMultiplyAdds { get; init; }

    public long WeightBytes { get; init; }

    public long GradientBytes { get; init; }

    public long OptimizerBytes { get; init; }

    public long ActivationBytes { get; init; }

    public long StateBytes { get; init; }

    public long StackBytes { get; init; }

    public long TrainingStackBytes { get; init; }

    public long ThreadBytes { get; init; }

    public long BatchThreadBytes { get; init; }

    public long CodeBytes { get; init; }

    public static NetworkBill Of(NetworkClass network)
    {
        long Get(string name) => network.Cost(name) ?? 0;
        return new NetworkBill
        {
            Parameters = Get(nameof(Parameters)),
            MultiplyAdds = Get(nameof(MultiplyAdds)),
            TrainingMultiplyAdds = Get(nameof(TrainingMultiplyAdds)),
            WeightBytes = Get(nameof(WeightBytes)),
            GradientBytes = Get(nameof(GradientBytes)),
            OptimizerBytes = Get(nameof(OptimizerBytes)),
            ActivationBytes = Get(nameof(ActivationBytes)),
            StateBytes = Get(nameof(StateBytes)),
            StackBytes = Get(nameof(StackBytes)),
            TrainingStackBytes = Get(nameof(TrainingStackBytes)),
            ThreadBytes = Get(nameof(ThreadBytes)),
            BatchThreadBytes = Get(nameof(BatchThreadBytes)),
            CodeBytes = Get(nameof(CodeBytes)),
        };
    }

    /// <summary>The bill for people: what, how much, and what that means. What does not apply to a network that does not learn is left out.</summary>
    public IReadOnlyList<BillLine> Lines(bool learns)
    {
        var lines = new List<BillLine>
        {
            new("Parameters", Parameters, "", "numbers that are learnt, or could be"),
            new("Multiply-adds", MultiplyAdds, "", "of Forward, a row"),
            new("Weights", WeightBytes, "bytes", "weights, biases and buffers of an instance, padding included"),
            new("Stack", StackBytes, "bytes", "of the deepest chain of calls"),
            new("Per thread, one row", ThreadBytes, "bytes", ThreadBytes == 0 ? "none: the stack has room" : "a buffer of each thread that calls Forward"),
            new("Per thread, many rows", BatchThreadBytes, "bytes", "a buffer of each thread that calls ForwardBatch"),
            new("Emitted C#", CodeBytes, "bytes", "all vector widths together"),
        };
        if (learns)
        {
            lines.AddRange(
            [
                new("Multiply-adds in training", TrainingMultiplyAdds, "", "forward and backward, a row"),
                new("Gradients", GradientBytes, "bytes", "from the first training call on"),
                new("Optimizer", OptimizerBytes, "bytes", "from the first training call on"),
                new("Activations", ActivationBytes, "bytes", "from the forward to the backward pass, 32 rows at a time"),
                new("Whole learner", StateBytes, "bytes", "as SaveState writes it"),
                new("Stack in training", TrainingStackBytes, "bytes", "of the deepest chain of calls that learns"),
            ]);
        }

        return lines;
    }
}

/// <summary>A line of a bill.</summary>
internal sealed record BillLine(string Name, long Value, string Unit, string Meaning);
