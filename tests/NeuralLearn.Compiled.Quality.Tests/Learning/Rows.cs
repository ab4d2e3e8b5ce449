namespace NeuralLearn.Compiled.Quality.Tests.Learning;

/// <summary>Rows as a network takes them, one behind the other, and the class of each.</summary>
internal sealed class Rows(float[] inputs, int[] labels)
{
    private readonly int _inputSize = inputs.Length / labels.Length;

    public int Count => labels.Length;

    public ReadOnlySpan<int> Labels => labels;

    public ReadOnlySpan<float> Inputs => inputs;

    public ReadOnlySpan<float> InputsOf(int start, int count) => inputs.AsSpan(start * _inputSize, count * _inputSize);

    public ReadOnlySpan<int> LabelsOf(int start, int count) => labels.AsSpan(start, count);

    public Rows InOrder(int[] order)
    {
        var ordered = new float[inputs.Length];
        for (var i = 0; i < order.Length; i++)
        {
            InputsOf(order[i], 1).CopyTo(ordered.AsSpan(i * _inputSize));
        }

        return new Rows(ordered, [.. order.Select(row => labels[row])]);
    }
}
