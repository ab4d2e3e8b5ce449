using NeuralLearn.Compiled.Conformance.Running;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Windows;

/// <summary>
/// A convolution through all its passes against plain loops, with small whole numbers: every product and every sum of them is a float, so
/// results are exact in whatever order they are added, and a place that is read twice or not at all shows.
/// </summary>
internal sealed class ConvCheck
{
    /// <summary>A mean over a power of two is exact.</summary>
    private const int Rows = 4;

    private readonly ConvSample _sample;
    private readonly float[] _parameters;
    private readonly float[] _input;
    private readonly float[] _upstream;
    private readonly float[] _output;
    private readonly float[] _inputGradient;
    private readonly float[] _gradient;

    private ConvCheck(ConvSample sample)
    {
        _sample = sample;
        var random = new Random(sample.Number);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-3, 4))];
        _parameters = Draw((sample.Outputs * sample.GroupInputs * sample.KernelHeight * sample.KernelWidth) + (sample.HasBias ? sample.Outputs : 0));
        _input = Draw(Rows * sample.InputSize);
        _upstream = Draw(Rows * sample.OutputSize);
        _output = new float[Rows * sample.OutputSize];
        _inputGradient = new float[Rows * sample.InputSize];
        _gradient = new float[_parameters.Length];
        for (var row = 0; row < Rows; row++)
        {
            WorkOut(row);
        }

        _gradient = Array.ConvertAll(_gradient, sum => sum / Rows);
    }

    public static void Run(ConvSample sample, Func<ReferenceNetwork> create, Report report)
    {
        var check = new ConvCheck(sample);
        var network = create();
        network.LoadParameters(check._parameters);
        check.CheckRows(network, report);
        check.CheckBatch(network, report);
    }

    private void CheckRows(ReferenceNetwork network, Report report)
    {
        for (var row = 0; row < Rows; row++)
        {
            var input = GuardedBuffer.Source(_input.AsSpan(row * _sample.InputSize, _sample.InputSize));
            var upstream = GuardedBuffer.Source(_upstream.AsSpan(row * _sample.OutputSize, _sample.OutputSize));
            var output = GuardedBuffer.Destination(_sample.OutputSize);
            var inputGradient = GuardedBuffer.Destination(_sample.InputSize);
            network.Forward(new InputRows(input.Span, default), output.Span);
            network.InputGradient(new InputRows(input.Span, default), upstream.Span, inputGradient.Span);
            network.Backward(new InputRows(input.Span, default), new TargetRows(upstream.Span, default));
            Verify(report, "row", input, upstream, output, inputGradient);
            Compare(report, "Forward", output.Span, _output.AsSpan(row * _sample.OutputSize, _sample.OutputSize));
            Compare(report, "InputGradient", inputGradient.Span, _inputGradient.AsSpan(row * _sample.InputSize, _sample.InputSize));
        }

        CheckGradient(network, report, "Backward");
    }

    private void CheckBatch(ReferenceNetwork network, Report report)
    {
        var input = GuardedBuffer.Source(_input);
        var upstream = GuardedBuffer.Source(_upstream);
        var output = GuardedBuffer.Destination(_output.Length);
        var inputGradient = GuardedBuffer.Destination(_input.Length);
        var request = new BatchRequest
        {
            Input = new InputRows(input.Span, default),
            Target = new TargetRows(upstream.Span, default),
            Output = output.Span,
            InputGradient = inputGradient.Span,
        };
        network.ClearGradients();
        network.BackwardBatch(in request);
        Verify(report, "BackwardBatch", input, upstream, output, inputGradient);
        Compare(report, "BackwardBatch, output", output.Span, _output);
        Compare(report, "BackwardBatch, input gradient", inputGradient.Span, _inputGradient);
        CheckGradient(network, report, "BackwardBatch");
    }

    private void CheckGradient(ReferenceNetwork network, Report report, string call)
    {
        var gradient = GuardedBuffer.Destination(_gradient.Length);
        network.CopyGradientsTo(gradient.Span);
        Verify(report, "CopyGradientsTo", gradient);
        Compare(report, call + ", gradient", gradient.Span, _gradient);
    }

    /// <summary>One row's outputs and what it adds to the gradients, product by product.</summary>
    private void WorkOut(int row)
    {
        var s = _sample;
        for (var o = 0; o < s.Outputs; o++)
        {
            for (var place = 0; place < s.OutputHeight * s.OutputWidth; place++)
            {
                var y = (((row * s.Outputs) + o) * s.OutputHeight * s.OutputWidth) + place;
                var (largest, winner) = (float.NegativeInfinity, (Line: 0, Column: 0));
                for (var tap = 0; tap < s.PoolHeight * s.PoolWidth; tap++)
                {
                    var (line, column) = ((place / s.OutputWidth * s.PoolHeight) + (tap / s.PoolWidth), (place % s.OutputWidth * s.PoolWidth) + (tap % s.PoolWidth));
                    var sum = s.HasBias ? _parameters[BiasOf(o)] : 0f;
                    foreach (var (x, w) in ProductsOf(row, o, line, column))
                    {
                        sum += _parameters[w] * _input[x];
                    }

                    // Of equal ones the first.
                    (largest, winner) = sum > largest ? (sum, (line, column)) : (largest, winner);
                }

                _output[y] = s.HasReLU ? Math.Max(0f, largest) : largest;
                var gradient = s.HasReLU && largest <= 0f ? 0f : _upstream[y];
                if (s.HasBias)
                {
                    _gradient[BiasOf(o)] += gradient;
                }

                foreach (var (x, w) in ProductsOf(row, o, winner.Line, winner.Column))
                {
                    _gradient[w] += gradient * _input[x];
                    _inputGradient[x] += _parameters[w] * gradient;
                }
            }
        }
    }

    private int BiasOf(int output) => (_sample.Outputs * _sample.GroupInputs * _sample.KernelHeight * _sample.KernelWidth) + output;

    /// <summary>The inputs and weights of one output of the convolution.</summary>
    private IEnumerable<(int Input, int Weight)> ProductsOf(int row, int output, int outputLine, int outputColumn)
    {
        var (s, taps) = (_sample, _sample.KernelHeight * _sample.KernelWidth);
        for (var k = 0; k < s.GroupInputs * taps; k++)
        {
            var channel = (output / s.GroupOutputs * s.GroupInputs) + (k / taps);
            var line = (outputLine * s.Stride) - s.Padding + (k % taps / s.KernelWidth * s.Dilation);
            var column = (outputColumn * s.Stride) - s.Padding + (k % s.KernelWidth * s.Dilation);
            if (line >= 0 && line < s.Height && column >= 0 && column < s.Width)
            {
                yield return ((((((row * s.Channels) + channel) * s.Height) + line) * s.Width) + column, (output * s.GroupInputs * taps) + k);
            }
        }
    }

    private static void Compare(Report report, string what, ReadOnlySpan<float> actual, ReadOnlySpan<float> expected) =>
        report.Add(Comparison.Of(what, actual, expected.ToArray(), _ => 0));

    private static void Verify(Report report, string call, params ReadOnlySpan<GuardedBuffer> buffers)
    {
        for (var i = 0; i < buffers.Length; i++)
        {
            report.Verify($"{call}, span {i + 1}", buffers[i]);
        }
    }
}
