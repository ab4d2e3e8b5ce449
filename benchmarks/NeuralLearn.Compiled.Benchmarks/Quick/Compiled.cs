using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>The emitted network.</summary>
internal sealed class Compiled<TCalls>(Reference reference, TCalls calls) : Implementation
    where TCalls : struct, ICompiledCalls
{
    private readonly float[] _inputs = [.. reference.Inputs];
    private readonly float[] _outputs = new float[Reference.Rows * reference.OutputSize];
    private readonly int[] _labels = [.. Enumerable.Range(0, Reference.Rows).Select(reference.Label)];

    public override string Name => "compiled";

    public override void Load(ReadOnlySpan<float> parameters) => calls.Load(parameters);

    public override void Store(Span<float> parameters) => calls.Store(parameters);

    public override void Forward(ReadOnlySpan<float> inputs, Span<float> outputs) => calls.ForwardBatch(inputs, outputs);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Repeat(Metric metric, long count)
    {
        var local = calls;
        int size = reference.InputSize, outputSize = reference.OutputSize;
        Span<float> output = _outputs.AsSpan(0, outputSize);
        switch (metric)
        {
            case Metric.Inf1:
                for (long i = 0; i < count; i++)
                {
                    local.Forward(_inputs.AsSpan((int)(i & 31) * size, size), output);
                }

                break;
            case Metric.Lat1:
                var input = _inputs.AsSpan(0, size);
                for (long i = 0; i < count; i++)
                {
                    local.Forward(input, output);
                    input[0] = output[0];
                }

                break;
            case Metric.Inf32:
                for (long i = 0; i < count; i++)
                {
                    local.ForwardBatch(_inputs, _outputs);
                }

                break;
            case Metric.Train1:
                for (long i = 0; i < count; i++)
                {
                    var row = (int)(i & 31);
                    local.Train1(_inputs.AsSpan(row * size, size), reference.Targets.AsSpan(row * outputSize, outputSize), _labels[row]);
                }

                break;
            default:
                for (long i = 0; i < count; i++)
                {
                    local.Train32(_inputs, reference.Targets, _labels);
                }

                break;
        }
    }
}
