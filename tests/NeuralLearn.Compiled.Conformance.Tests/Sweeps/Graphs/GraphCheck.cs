using NeuralLearn.Compiled.Conformance.Running;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>One random graph: the emitted network against the formulas, and every way to the same numbers against the others.</summary>
internal sealed class GraphCheck
{
    private readonly RandomGraph _graph;
    private readonly Func<ReferenceNetwork> _create;
    private readonly Report _report;
    private readonly GraphNumbers _numbers;

    private GraphCheck(RandomGraph graph, Func<ReferenceNetwork> create, Report report, GraphNumbers numbers)
    {
        _graph = graph;
        _create = create;
        _report = report;
        _numbers = numbers;
    }

    public static void Run(RandomGraph graph, Func<ReferenceNetwork> create, Report report, int seed)
    {
        var network = create();
        report.Require(network.InputSize == graph.InputSize, $"InputSize is {network.InputSize}, expected {graph.InputSize}");
        report.Require(network.OutputSize == graph.OutputSize, $"OutputSize is {network.OutputSize}, expected {graph.OutputSize}");
        report.Require(network.ParameterCount == graph.ParameterCount, $"ParameterCount is {network.ParameterCount}, expected {graph.ParameterCount}");
        if (report.Problems.Count > 0)
        {
            return;
        }

        var numbers = new GraphNumbers(graph, seed);
        var check = new GraphCheck(graph, create, report, numbers);
        var outputs = check.CheckForward();
        var gradients = check.CheckBackward(out var inputGradients, out var rowLosses);
        check.CheckStep();
        check.CheckRowSteps();
        check.CheckFile(outputs);
        var outputsByInput = check.InputGradients();
        if (graph.IsExact)
        {
            new ExactComparison(graph, numbers, report).Run(outputs, gradients, inputGradients, outputsByInput);
        }
        else
        {
            new GradientComparison(graph, numbers, report).Run(outputs, rowLosses, gradients, inputGradients, outputsByInput);
        }
    }

    /// <summary>The outputs of all rows.</summary>
    private float[] CheckForward()
    {
        var network = NewNetwork();
        var rows = new float[_numbers.Rows * _graph.OutputSize];
        for (var row = 0; row < _numbers.Rows; row++)
        {
            var input = GuardedBuffer.Source(InputOf(row));
            var output = GuardedBuffer.Destination(_graph.OutputSize);
            network.Forward(Rows(input, row, 1), output.Span);
            Verify("Forward", input, output);
            output.Span.CopyTo(rows.AsSpan(row * _graph.OutputSize));
        }

        _report.RequireSameBits("ForwardBatch and Forward", ForwardBatch(network), rows);
        RequireFinite("Forward", rows);
        return rows;
    }

    private float[] CheckBackward(out float[] inputGradients, out float[] rowLosses)
    {
        var network = NewNetwork();
        var input = GuardedBuffer.Source(_numbers.Input);
        var target = GuardedBuffer.Source(_graph.TakesLabels ? [] : _numbers.Target);
        var output = GuardedBuffer.Destination(_numbers.Rows * _graph.OutputSize);
        var rowLoss = GuardedBuffer.Destination(_graph.Loss.HasNoValue ? 0 : _numbers.Rows);
        var inputGradient = GuardedBuffer.Destination(_graph.TakesIndices ? 0 : _numbers.Rows * _graph.InputSize);
        var request = new BatchRequest
        {
            Input = Rows(input, 0, _numbers.Rows),
            Target = new TargetRows(target.Span, _graph.TakesLabels ? _numbers.Labels : []),
            Output = output.Span,
            RowLoss = rowLoss.Span,
            InputGradient = inputGradient.Span,
        };
        var loss = network.BackwardBatch(in request);
        Verify("BackwardBatch", input, target, output, rowLoss, inputGradient);
        var gradients = Gradients(network);
        RequireFinite("BackwardBatch, output", output.Span);
        RequireFinite("BackwardBatch, input gradient", inputGradient.Span);
        RequireFinite("BackwardBatch, gradient", gradients);

        var plain = NewNetwork();
        _report.RequireSameBits("BackwardBatch with and without the struct, loss", [plain.BackwardBatch(AllInputs, AllTargets)], [loss]);
        _report.RequireSameBits("BackwardBatch with and without the struct, gradient", Gradients(plain), gradients);
        _report.RequireSameBits("EvaluateBatch and BackwardBatch", [network.EvaluateBatch(AllInputs, AllTargets)], [loss]);
        _report.RequireSameBits("The gradient after EvaluateBatch", Gradients(network), gradients);
        CheckRowByRow(gradients, rowLoss.Span);
        inputGradients = inputGradient.Span.ToArray();
        rowLosses = rowLoss.Span.ToArray();
        return gradients;
    }

    private void CheckRowByRow(float[] gradients, ReadOnlySpan<float> rowLosses)
    {
        var network = NewNetwork();
        for (var row = 0; row < _numbers.Rows; row++)
        {
            var input = GuardedBuffer.Source(InputOf(row));
            var target = GuardedBuffer.Source(_graph.TakesLabels ? [] : _numbers.Target.AsSpan(row * _graph.OutputSize, _graph.OutputSize));
            var inputRow = Rows(input, row, 1);
            var targetRow = new TargetRows(target.Span, _graph.TakesLabels ? _numbers.Labels.AsSpan(row, 1) : []);
            var loss = network.Backward(inputRow, targetRow);
            Verify("Backward", input, target);
            _report.RequireSameBits("Evaluate and Backward", [network.Evaluate(inputRow, targetRow)], [loss]);
            if (rowLosses.Length > 0)
            {
                _report.RequireSameBits("Batch.RowLoss and Backward", rowLosses.Slice(row, 1), [loss]);
            }

            // Looking at the sum in between must not change it.
            Gradients(network);
        }

        _report.RequireSameBits("BackwardBatch and Backward row by row, gradient", gradients, Gradients(network));
    }

    /// <summary>
    /// TrainBatch of a single row, which may take its step layer by layer, leaves what Backward and Update leave, down to the padding. Every
    /// graph has at least three such steps: memory of the optimizer is made by the first one.
    /// </summary>
    private void CheckRowSteps()
    {
        var one = NewNetwork();
        var two = NewNetwork();
        for (var step = 0; step < 3; step++)
        {
            var row = step % _numbers.Rows;
            var input = GuardedBuffer.Source(InputOf(row));
            var target = GuardedBuffer.Source(_graph.TakesLabels ? [] : _numbers.Target.AsSpan(row * _graph.OutputSize, _graph.OutputSize));
            var inputRow = Rows(input, row, 1);
            var targetRow = new TargetRows(target.Span, _graph.TakesLabels ? _numbers.Labels.AsSpan(row, 1) : []);
            var loss = one.TrainBatch(inputRow, targetRow);
            Verify("TrainBatch of a row", input, target);
            _report.RequireSameBits("TrainBatch of a row and Backward, loss", [loss], [two.Backward(inputRow, targetRow)]);
            _report.Require(two.Update(), "Update after Backward returned false");
            _report.Require(one.StateHash() == two.StateHash(), $"TrainBatch of a row and Backward with Update leave different states in step {step}");
        }

        _report.RequireSameBits("TrainBatch of rows against Backward and Update, parameters", Parameters(one), Parameters(two));
    }

    /// <summary>TrainBatch is BackwardBatch and Update, whatever the optimizer.</summary>
    private void CheckStep()
    {
        var one = NewNetwork();
        var two = NewNetwork();
        for (var step = 0; step < 2; step++)
        {
            _report.RequireSameBits("TrainBatch and BackwardBatch, loss", [one.TrainBatch(AllInputs, AllTargets)], [two.BackwardBatch(AllInputs, AllTargets)]);
            _report.Require(two.Update(), "Update after BackwardBatch returned false");
        }

        _report.RequireSameBits("TrainBatch against BackwardBatch and Update, parameters", Parameters(one), Parameters(two));
        RequireFinite("Update", Parameters(one));
    }

    private void CheckFile(float[] outputs)
    {
        // A new network has the initial weights of a seed: what agrees afterwards came from the file.
        var loaded = _create();
        loaded.Load(NewNetwork().Save());
        _report.RequireSameBits("Parameters after Save and Load", Parameters(loaded), _numbers.Parameters);
        _report.RequireSameBits("Outputs after Save and Load", ForwardBatch(loaded), outputs);
    }

    /// <summary>What InputGradient makes of each row with the same output gradient; indices have none.</summary>
    private float[] InputGradients()
    {
        if (_graph.TakesIndices)
        {
            return [];
        }

        var network = NewNetwork();
        var rows = new float[_numbers.Rows * _graph.InputSize];
        for (var row = 0; row < _numbers.Rows; row++)
        {
            var input = GuardedBuffer.Source(InputOf(row));
            var outputGradient = GuardedBuffer.Source(_numbers.OutputGradient);
            var inputGradient = GuardedBuffer.Destination(_graph.InputSize);
            network.InputGradient(Rows(input, row, 1), outputGradient.Span, inputGradient.Span);
            Verify("InputGradient", input, outputGradient, inputGradient);
            inputGradient.Span.CopyTo(rows.AsSpan(row * _graph.InputSize));
        }

        RequireFinite("InputGradient", rows);
        return rows;
    }

    private InputRows AllInputs => _graph.TakesIndices ? new(default, _numbers.Indices) : new(_numbers.Input, default);

    private TargetRows AllTargets => _graph.TakesLabels ? new([], _numbers.Labels) : new(_numbers.Target, []);

    private ReferenceNetwork NewNetwork()
    {
        var network = _create();
        var parameters = GuardedBuffer.Source(_numbers.Parameters);
        network.LoadParameters(parameters.Span);
        Verify("LoadParameters", parameters);
        return network;
    }

    /// <summary>Rows as they lie between guard words; indices are as they are.</summary>
    private InputRows Rows(GuardedBuffer input, int row, int count) => _graph.TakesIndices
        ? new(default, _numbers.Indices.AsSpan(row * _graph.InputSize, count * _graph.InputSize))
        : new(input.Span, default);

    private ReadOnlySpan<float> InputOf(int row) => _numbers.Input.AsSpan(row * _graph.InputSize, _graph.InputSize);

    private float[] ForwardBatch(ReferenceNetwork network)
    {
        var inputs = GuardedBuffer.Source(_numbers.Input);
        var outputs = GuardedBuffer.Destination(_numbers.Rows * _graph.OutputSize);
        network.ForwardBatch(Rows(inputs, 0, _numbers.Rows), outputs.Span);
        Verify("ForwardBatch", inputs, outputs);
        return outputs.Span.ToArray();
    }

    private float[] Gradients(ReferenceNetwork network) => Read("CopyGradientsTo", network.CopyGradientsTo);

    private float[] Parameters(ReferenceNetwork network) => Read("CopyParametersTo", network.CopyParametersTo);

    private delegate void CopyTo(Span<float> destination);

    private float[] Read(string member, CopyTo copy)
    {
        var destination = GuardedBuffer.Destination(_graph.ParameterCount);
        copy(destination.Span);
        Verify(member, destination);
        return destination.Span.ToArray();
    }

    private void RequireFinite(string what, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                _report.Require(false, FormattableString.Invariant($"{what}: [{i}] is {values[i]}"));
                return;
            }
        }
    }

    private void Verify(string call, params ReadOnlySpan<GuardedBuffer> buffers)
    {
        for (var i = 0; i < buffers.Length; i++)
        {
            _report.Verify($"{call}, span {i + 1}", buffers[i]);
        }
    }
}
