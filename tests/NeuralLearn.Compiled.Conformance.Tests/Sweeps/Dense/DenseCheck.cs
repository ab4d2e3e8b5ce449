using NeuralLearn.Compiled.Conformance.Running;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Dense;

/// <summary>One size through all its passes, with numbers that round and with numbers that do not.</summary>
internal sealed class DenseCheck
{
    /// <summary>Around the tiles of rows that kernels take at once, and around the 32 rows of a chunk.</summary>
    private static readonly int[] Batches = [1, 2, 3, 7, 8, 9, 32, 33];

    private const int MostRows = 33;

    /// <summary>A mean is the sum times a rounded 1/rows.</summary>
    private const int RoundingsOfMean = 2;

    private readonly DenseSize _size;
    private readonly Func<ReferenceNetwork> _create;
    private readonly Report _report;
    private readonly DenseNumbers _numbers;
    private readonly bool _isExact;

    private DenseCheck(DenseSize size, Func<ReferenceNetwork> create, Report report, bool isExact)
    {
        _size = size;
        _create = create;
        _report = report;
        _isExact = isExact;
        _numbers = isExact ? DenseNumbers.Integers(size, MostRows) : DenseNumbers.Uniform(size, MostRows);
    }

    public static void Run(DenseSize size, Func<ReferenceNetwork> create, Report report)
    {
        foreach (var isExact in new[] { false, true })
        {
            var check = new DenseCheck(size, create, report, isExact);
            check.CheckForward();
            check.CheckBackward();
            check.CheckInputGradient();
        }
    }

    private void CheckForward()
    {
        var network = NewNetwork();
        var rows = new float[MostRows * _size.Outputs];
        for (var row = 0; row < MostRows; row++)
        {
            var input = GuardedBuffer.Source(Inputs(row, 1));
            var output = GuardedBuffer.Destination(_size.Outputs);
            network.Forward(new InputRows(input.Span, default), output.Span);
            Verify("Forward", input, output);
            output.Span.CopyTo(rows.AsSpan(row * _size.Outputs));
        }

        Compare("Forward", rows, _numbers.Outputs(MostRows));
        foreach (var batch in Batches)
        {
            var inputs = GuardedBuffer.Source(Inputs(0, batch));
            var outputs = GuardedBuffer.Destination(batch * _size.Outputs);
            network.ForwardBatch(new InputRows(inputs.Span, default), outputs.Span);
            Verify($"ForwardBatch of {batch}", inputs, outputs);
            _report.RequireSameBits($"ForwardBatch of {batch} and Forward", outputs.Span, rows.AsSpan(0, batch * _size.Outputs));
        }
    }

    private void CheckBackward()
    {
        var network = NewNetwork();
        var rowByRow = RowByRow();
        foreach (var batch in Batches)
        {
            var inputs = GuardedBuffer.Source(Inputs(0, batch));
            var upstream = GuardedBuffer.Source(Upstream(0, batch));
            var outputs = GuardedBuffer.Destination(batch * _size.Outputs);
            var inputGradients = GuardedBuffer.Destination(batch * _size.Inputs);
            var request = new BatchRequest
            {
                Input = new InputRows(inputs.Span, default),
                Target = new TargetRows(upstream.Span, default),
                Output = outputs.Span,
                InputGradient = inputGradients.Span,
            };
            network.ClearGradients();
            network.BackwardBatch(in request);
            var name = $"BackwardBatch of {batch}";
            Verify(name, inputs, upstream, outputs, inputGradients);
            Compare($"{name}, output", outputs.Span, _numbers.Outputs(batch));
            Compare($"{name}, input gradient", inputGradients.Span, _numbers.InputGradients(batch));

            var gradients = Gradients(network);
            _report.RequireSameBits($"{name} and Backward row by row", gradients, rowByRow[batch]);

            // A third of a whole number is not a float: exact means are those of a power of two.
            if (!_isExact || int.IsPow2(batch))
            {
                Compare($"{name}, gradient", gradients, _numbers.ParameterGradients(batch), RoundingsOfMean, batch);
            }
        }
    }

    /// <summary>The gradients after each number of rows, given one by one. Looking at them in between must not change them.</summary>
    private float[][] RowByRow()
    {
        var network = NewNetwork();
        var gradients = new float[MostRows + 1][];
        gradients[0] = [];
        for (var row = 0; row < MostRows; row++)
        {
            var input = GuardedBuffer.Source(Inputs(row, 1));
            var upstream = GuardedBuffer.Source(Upstream(row, 1));
            network.Backward(new InputRows(input.Span, default), new TargetRows(upstream.Span, default));
            Verify("Backward", input, upstream);
            gradients[row + 1] = Gradients(network);
        }

        return gradients;
    }

    private void CheckInputGradient()
    {
        var network = NewNetwork();
        var rows = new float[MostRows * _size.Inputs];
        for (var row = 0; row < MostRows; row++)
        {
            var input = GuardedBuffer.Source(Inputs(row, 1));
            var upstream = GuardedBuffer.Source(Upstream(row, 1));
            var inputGradient = GuardedBuffer.Destination(_size.Inputs);
            network.InputGradient(new InputRows(input.Span, default), upstream.Span, inputGradient.Span);
            Verify("InputGradient", input, upstream, inputGradient);
            inputGradient.Span.CopyTo(rows.AsSpan(row * _size.Inputs));
        }

        Compare("InputGradient", rows, _numbers.InputGradients(MostRows));
    }

    private ReferenceNetwork NewNetwork()
    {
        var network = _create();
        var parameters = GuardedBuffer.Source(_numbers.Parameters);
        network.LoadParameters(parameters.Span);
        Verify("LoadParameters", parameters);
        var copied = GuardedBuffer.Destination(network.ParameterCount);
        network.CopyParametersTo(copied.Span);
        Verify("CopyParametersTo", copied);
        _report.RequireSameBits("CopyParametersTo after LoadParameters", copied.Span, _numbers.Parameters);
        return network;
    }

    private float[] Gradients(ReferenceNetwork network)
    {
        var gradients = GuardedBuffer.Destination(network.ParameterCount);
        network.CopyGradientsTo(gradients.Span);
        Verify("CopyGradientsTo", gradients);
        return gradients.Span.ToArray();
    }

    private ReadOnlySpan<float> Inputs(int row, int count) => _numbers.Input.AsSpan(row * _size.Inputs, count * _size.Inputs);

    private ReadOnlySpan<float> Upstream(int row, int count) => _numbers.Upstream.AsSpan(row * _size.Outputs, count * _size.Outputs);

    private void Compare(string what, ReadOnlySpan<float> actual, InnerProduct[] expected, int further = 0, int divisor = 1)
    {
        var values = Array.ConvertAll(expected, sum => (float)(sum.Value / divisor));
        _report.Add(Comparison.Of(
            $"{what}{(_isExact ? " of integers" : "")}", actual, values, i => _isExact ? 0 : expected[i].Bound(further) / divisor));
    }

    private void Verify(string call, params ReadOnlySpan<GuardedBuffer> buffers)
    {
        for (var i = 0; i < buffers.Length; i++)
        {
            _report.Verify($"{call}, span {i + 1}", buffers[i]);
        }
    }
}
