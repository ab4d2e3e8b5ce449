using NeuralLearn.Compiled.Conformance.Running;
using NeuralLearn.Compiled.Conformance.Sweeps.Dense;

namespace NeuralLearn.Compiled.Conformance.Fakes;

/// <summary>What can be wrong with a <see cref="LoopDense"/>.</summary>
public enum LoopFault
{
    None,
    SkipsLastWeight,
    AddsBatchBackwards,
    WritesBehindOutput,
    LeavesOutOutput,
    ChangesInput,
    ForgetsMean,
    ForgetsLastRow,
    TransposesInputGradient,
}

/// <summary>A dense layer as plain loops over floats: right, or wrong on purpose.</summary>
internal sealed class LoopDense(DenseSize size, LoopFault fault) : ReferenceNetwork
{
    private readonly float[] _parameters = new float[(size.Inputs + 1) * size.Outputs];
    private readonly float[] _gradients = new float[(size.Inputs + 1) * size.Outputs];
    private int _rows;

    public override int InputSize => size.Inputs;

    public override int OutputSize => size.Outputs;

    public override int ParameterCount => _parameters.Length;

    public override IReadOnlyList<TensorEntry> Tensors => [];

    public override void CopyParametersTo(Span<float> destination) => _parameters.CopyTo(destination);

    public override void LoadParameters(ReadOnlySpan<float> source) => source.CopyTo(_parameters);

    public override void Forward(InputRows input, Span<float> output) => Row(input.Values, output, backwards: false);

    public override void ForwardBatch(InputRows inputs, Span<float> outputs)
    {
        var rows = inputs.Values.Length / InputSize;
        for (var row = 0; row < rows - (fault == LoopFault.LeavesOutOutput ? 1 : 0); row++)
        {
            Row(inputs.Values.Slice(row * InputSize, InputSize), outputs.Slice(row * OutputSize, OutputSize), fault == LoopFault.AddsBatchBackwards);
        }

        if (fault == LoopFault.WritesBehindOutput)
        {
            System.Runtime.CompilerServices.Unsafe.Add(ref outputs[^1], 1) = 0;
        }

        if (fault == LoopFault.ChangesInput)
        {
            System.Runtime.CompilerServices.Unsafe.AsRef(in inputs.Values[0]) = 7;
        }
    }

    public override void ClearGradients()
    {
        Array.Clear(_gradients);
        _rows = 0;
    }

    public override float Backward(InputRows input, TargetRows target)
    {
        for (var o = 0; o < OutputSize; o++)
        {
            for (var i = 0; i < InputSize; i++)
            {
                _gradients[(o * InputSize) + i] += target.Values[o] * input.Values[i];
            }

            _gradients[(OutputSize * InputSize) + o] += target.Values[o];
        }

        _rows++;
        return 0;
    }

    public override float BackwardBatch(in BatchRequest request)
    {
        var rows = request.Input.Values.Length / InputSize;
        for (var row = 0; row < rows; row++)
        {
            var input = request.Input.Values.Slice(row * InputSize, InputSize);
            var upstream = request.Target.Values.Slice(row * OutputSize, OutputSize);
            Row(input, request.Output.Slice(row * OutputSize, OutputSize), backwards: false);
            InputGradient(new InputRows(input, default), upstream, request.InputGradient.Slice(row * InputSize, InputSize));
            if (fault != LoopFault.ForgetsLastRow || row < 8)
            {
                Backward(new InputRows(input, default), new TargetRows(upstream, default));
            }
        }

        _rows = rows;
        return 0;
    }

    public override void CopyGradientsTo(Span<float> destination)
    {
        for (var i = 0; i < _gradients.Length; i++)
        {
            destination[i] = fault == LoopFault.ForgetsMean ? _gradients[i] : _gradients[i] * (1f / _rows);
        }
    }

    public override void InputGradient(InputRows input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        for (var i = 0; i < InputSize; i++)
        {
            var sum = 0f;
            for (var o = 0; o < OutputSize; o++)
            {
                sum += _parameters[fault == LoopFault.TransposesInputGradient ? (i * OutputSize) + o : (o * InputSize) + i] * outputGradient[o];
            }

            inputGradient[i] = sum;
        }
    }

    private void Row(ReadOnlySpan<float> input, Span<float> output, bool backwards)
    {
        for (var o = 0; o < OutputSize; o++)
        {
            var sum = _parameters[(OutputSize * InputSize) + o];
            for (var n = 0; n < InputSize - (fault == LoopFault.SkipsLastWeight ? 1 : 0); n++)
            {
                var i = backwards ? InputSize - 1 - n : n;
                sum += _parameters[(o * InputSize) + i] * input[i];
            }

            output[o] = sum;
        }
    }
}
