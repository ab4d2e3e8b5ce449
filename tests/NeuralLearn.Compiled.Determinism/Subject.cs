namespace NeuralLearn.Compiled.Determinism;

/// <summary>A network under test, behind delegates: the classes share no base, and spans cannot go through generics of actions.</summary>
internal sealed class Subject
{
    public delegate void Infer(ReadOnlySpan<float> input, Span<float> output);

    public delegate float Learn(ReadOnlySpan<float> input, ReadOnlySpan<float> target);

    public delegate void Copy(Span<float> destination);

    public required string Name { get; init; }

    public required int InputSize { get; init; }

    public required int OutputSize { get; init; }

    public required int ParameterCount { get; init; }

    public required Infer Forward { get; init; }

    public required Infer ForwardBatch { get; init; }

    public required Infer Predict { get; init; }

    public required Learn Backward { get; init; }

    public required Learn BackwardBatch { get; init; }

    public required Action Clear { get; init; }

    public required Func<bool> Update { get; init; }

    public required Copy Gradients { get; init; }

    public required Copy Parameters { get; init; }
}
