namespace NeuralLearn.Compiled.Conformance.Losses;

/// <summary>A network whose Batch is filled from fields by name.</summary>
public interface IBatchNetwork
{
    float Run(BatchCall request);

    void LoadParameters(ReadOnlySpan<float> parameters);

    void LoadBuffers(ReadOnlySpan<float> buffers);

    void CopyParametersTo(Span<float> destination);

    void CopyGradientsTo(Span<float> destination);

    bool Update();

    IReadOnlyList<TensorInfo> Tensors { get; }
}

/// <summary>What a call passes and gets back.</summary>
public sealed class BatchCall
{
    public Dictionary<string, float[]> Floats { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int[]> Integers { get; } = new(StringComparer.Ordinal);

    public bool IsEvaluation { get; init; }
}
