namespace NeuralLearn.Compiled.Conformance.Running;

/// <summary>Rows of input: numbers, or the ids of an embedding. One of the two is empty.</summary>
public readonly ref struct InputRows(ReadOnlySpan<float> values, ReadOnlySpan<int> ids)
{
    public ReadOnlySpan<float> Values { get; } = values;

    public ReadOnlySpan<int> Ids { get; } = ids;
}

/// <summary>Rows of targets: numbers, or class labels. One of the two is empty.</summary>
public readonly ref struct TargetRows(ReadOnlySpan<float> values, ReadOnlySpan<int> labels)
{
    public ReadOnlySpan<float> Values { get; } = values;

    public ReadOnlySpan<int> Labels { get; } = labels;
}

/// <summary>What the emitted Batch struct can be asked for in one call.</summary>
public readonly ref struct BatchRequest
{
    public InputRows Input { get; init; }

    public TargetRows Target { get; init; }

    public Span<float> Output { get; init; }

    public Span<float> RowLoss { get; init; }

    public Span<float> InputGradient { get; init; }
}

/// <summary>One line of the emitted table of tensors.</summary>
public sealed record TensorEntry(string Name, int[] Shape, int Offset, int Length)
{
    /// <summary>Buffers are numbered on their own: their offsets point into what CopyBuffersTo writes.</summary>
    public bool IsBuffer =>
        Name.EndsWith(".running_mean", StringComparison.Ordinal)
        || Name.EndsWith(".running_var", StringComparison.Ordinal)
        || Name.EndsWith(".num_batches_tracked", StringComparison.Ordinal);

    /// <summary>A shape, however the table gives it.</summary>
    public static int[] Dimensions(int[] shape) => shape;

    /// <inheritdoc cref="Dimensions(int[])"/>
    public static int[] Dimensions(ReadOnlySpan<int> shape) => shape.ToArray();

    /// <inheritdoc cref="Dimensions(int[])"/>
    public static int[] Dimensions(IEnumerable<int> shape) => [.. shape];
}

/// <summary>
/// An emitted network behind a type that the tests know. Emitted members take spans, which reflection cannot pass, so every network
/// gets a small derived class, compiled with it; members that the case has no use for stay as they are here.
/// </summary>
public abstract class ReferenceNetwork
{
    public abstract int InputSize { get; }

    public abstract int OutputSize { get; }

    public abstract int ParameterCount { get; }

    public abstract IReadOnlyList<TensorEntry> Tensors { get; }

    public abstract void CopyParametersTo(Span<float> destination);

    public abstract void LoadParameters(ReadOnlySpan<float> source);

    public abstract void Forward(InputRows input, Span<float> output);

    public abstract void ForwardBatch(InputRows inputs, Span<float> outputs);

    public virtual int BufferCount => 0;

    public virtual void CopyBuffersTo(Span<float> destination) => throw Unused(nameof(CopyBuffersTo));

    public virtual void Load(byte[] file) => throw Unused(nameof(Load));

    public virtual byte[] Save() => throw Unused(nameof(Save));

    public virtual float Backward(InputRows input, TargetRows target) => throw Unused(nameof(Backward));

    public virtual float BackwardBatch(InputRows inputs, TargetRows targets) => throw Unused(nameof(BackwardBatch));

    public virtual float BackwardBatch(in BatchRequest request) => throw Unused(nameof(BackwardBatch));

    public virtual bool Update() => throw Unused(nameof(Update));

    public virtual ulong StateHash() => throw Unused(nameof(StateHash));

    public virtual float TrainBatch(InputRows inputs, TargetRows targets) => throw Unused(nameof(TrainBatch));

    public virtual float Evaluate(InputRows input, TargetRows target) => throw Unused(nameof(Evaluate));

    public virtual float EvaluateBatch(InputRows inputs, TargetRows targets) => throw Unused(nameof(EvaluateBatch));

    public virtual void CopyGradientsTo(Span<float> destination) => throw Unused(nameof(CopyGradientsTo));

    public virtual void ClearGradients() => throw Unused(nameof(ClearGradients));

    public virtual void InputGradient(InputRows input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient) =>
        throw Unused(nameof(InputGradient));

    private static NotSupportedException Unused(string member) => new($"{member} is not part of what this case uses.");
}
