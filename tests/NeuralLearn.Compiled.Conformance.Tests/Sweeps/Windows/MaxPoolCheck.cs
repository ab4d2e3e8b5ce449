using NeuralLearn.Compiled.Conformance.Running;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Windows;

/// <summary>
/// A pooling against plain loops, with so few different numbers that most windows have several largest ones: the first of them in
/// row-major order gets the whole gradient.
/// </summary>
internal sealed class MaxPoolCheck
{
    private const int Rows = 5;

    private readonly MaxPoolSample _sample;
    private readonly float[] _input;
    private readonly float[] _upstream;
    private readonly float[] _output;
    private readonly float[] _inputGradient;

    private MaxPoolCheck(MaxPoolSample sample)
    {
        _sample = sample;
        var random = new Random(sample.Number);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-2, 3))];
        _input = Draw(Rows * sample.From.Size);
        _upstream = Draw(Rows * sample.To.Size);
        _output = new float[Rows * sample.To.Size];
        _inputGradient = new float[Rows * sample.From.Size];
        for (var row = 0; row < Rows; row++)
        {
            WorkOut(row);
        }
    }

    public static void Run(MaxPoolSample sample, Func<ReferenceNetwork> create, Report report)
    {
        var check = new MaxPoolCheck(sample);
        var network = create();
        var (inputSize, outputSize) = (sample.From.Size, sample.To.Size);
        for (var row = 0; row < Rows; row++)
        {
            var input = GuardedBuffer.Source(check._input.AsSpan(row * inputSize, inputSize));
            var upstream = GuardedBuffer.Source(check._upstream.AsSpan(row * outputSize, outputSize));
            var output = GuardedBuffer.Destination(outputSize);
            var inputGradient = GuardedBuffer.Destination(inputSize);
            network.Forward(new InputRows(input.Span, default), output.Span);
            network.InputGradient(new InputRows(input.Span, default), upstream.Span, inputGradient.Span);
            Compare(report, "Forward", output, check._output.AsSpan(row * outputSize, outputSize));
            Compare(report, "InputGradient", inputGradient, check._inputGradient.AsSpan(row * inputSize, inputSize));
        }

        var outputs = GuardedBuffer.Destination(check._output.Length);
        var inputGradients = GuardedBuffer.Destination(check._input.Length);
        var request = new BatchRequest
        {
            Input = new InputRows(check._input, default),
            Target = new TargetRows(check._upstream, default),
            Output = outputs.Span,
            InputGradient = inputGradients.Span,
        };
        network.BackwardBatch(in request);
        Compare(report, "BackwardBatch, output", outputs, check._output);
        Compare(report, "BackwardBatch, input gradient", inputGradients, check._inputGradient);
    }

    private void WorkOut(int row)
    {
        var (s, from, to) = (_sample, _sample.From, _sample.To);
        for (var place = 0; place < to.Size; place++)
        {
            var (channel, position) = (place % to.Channels, place / to.Channels);
            var first = -1;
            for (var tap = 0; tap < s.Rows.Kernel * s.Columns.Kernel; tap++)
            {
                var line = s.Rows.At(position / to.Width, tap / s.Columns.Kernel);
                var column = s.Columns.At(position % to.Width, tap % s.Columns.Kernel);
                if (!s.Rows.Has(line) || !s.Columns.Has(column))
                {
                    continue;
                }

                var x = (row * from.Size) + from.At(channel, (line * from.Width) + column);
                first = first < 0 || _input[x] > _input[first] ? x : first;
            }

            var y = (row * to.Size) + to.At(channel, position);
            _output[y] = _input[first];
            _inputGradient[first] += _upstream[y];
        }
    }

    private static void Compare(Report report, string what, GuardedBuffer actual, ReadOnlySpan<float> expected)
    {
        report.Verify(what, actual);
        report.Add(Comparison.Of(what, actual.Span, expected.ToArray(), _ => 0));
    }
}
