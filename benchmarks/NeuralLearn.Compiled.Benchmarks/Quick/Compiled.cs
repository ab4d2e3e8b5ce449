using System.Runtime.CompilerServices;
using NeuralLearn.Compiled.Benchmarks.Calls;

namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>The emitted network.</summary>
internal sealed class Compiled<TCalls>(Reference reference, string name = "compiled") : InProcess(reference)
    where TCalls : struct, INetworkCalls
{
    private readonly TCalls _calls = new();
    private readonly float[] _inputs = [.. reference.Inputs];
    private readonly float[] _targets = [.. reference.Targets];
    private readonly int[] _labels = [.. Enumerable.Range(0, Reference.Rows).Select(reference.Label)];
    private readonly float[] _outputs = new float[Reference.Rows * reference.OutputSize];

    public override string Name => name;

    public override void Load(ReadOnlySpan<float> parameters)
    {
        _calls.Runner.LoadParameters(parameters);
        _calls.Learner.LoadParameters(parameters);
    }

    public override void Store(Span<float> parameters) => _calls.Learner.CopyParametersTo(parameters);

    public override void Forward(ReadOnlySpan<float> inputs, Span<float> outputs) => _calls.ForwardBatch(inputs, outputs);

    public override void ForwardRow(ReadOnlySpan<float> input, Span<float> output) => _calls.Forward(input, output);

    // Everything that is not the call is read before the loops.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Repeat(Metric metric, long count)
    {
        var calls = _calls;
        int size = Reference.InputSize, outputSize = Reference.OutputSize;
        Span<float> inputs = _inputs, outputs = _outputs, input = inputs[..size], output = outputs[..outputSize];
        ReadOnlySpan<float> targets = _targets;
        ReadOnlySpan<int> labels = _labels;
        switch (metric)
        {
            case Metric.Inf1:
                for (long i = 0; i < count; i++)
                {
                    calls.Forward(inputs.Slice((int)(i & 31) * size, size), output);
                }

                break;
            case Metric.Lat1:
                for (long i = 0; i < count; i++)
                {
                    calls.Forward(input, output);
                    input[0] = output[0];
                }

                break;
            case Metric.Inf32:
                for (long i = 0; i < count; i++)
                {
                    calls.ForwardBatch(inputs, outputs);
                }

                break;
            case Metric.Train1:
                for (long i = 0; i < count; i++)
                {
                    var row = (int)(i & 31);
                    calls.Train(inputs.Slice(row * size, size), targets.Slice(row * outputSize, outputSize), labels.Slice(row, 1));
                }

                break;
            default:
                for (long i = 0; i < count; i++)
                {
                    calls.Train(inputs, targets, labels);
                }

                break;
        }
    }
}
