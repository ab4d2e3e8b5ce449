using System.Runtime.InteropServices;
using System.Text.Json;
using NeuralLearn.Compiled.Conformance.Reference;
using NeuralLearn.Compiled.Conformance.Running;
using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Fakes;

/// <summary>
/// What the emitted text of the fake generator calls: dense layers, squared errors and momentum, written down from the textbook. It
/// shows that the tests accept a right network and notice a wrong one.
/// </summary>
public sealed class FakeEngine
{
    private readonly FakeFault _fault;
    private readonly ReferenceCase _reference;
    private readonly List<FakeLayer> _layers;
    private readonly float[] _parameters;
    private readonly double[] _sum;
    private readonly double[] _momentum;
    private int _pending;

    public FakeEngine(string caseName, FakeFault fault)
    {
        _fault = fault;
        _reference = ReferenceSet.Shipped[caseName];
        _layers = FakeLayer.Read(_reference.Layers);
        _parameters = new float[_layers[^1].End];
        _sum = new double[_parameters.Length];
        _momentum = new double[_parameters.Length];
    }

    public int InputSize => _layers[0].Inputs;

    public int OutputSize => _layers[^1].Outputs;

    private double Divisor => LossTranslator.IsSum(_reference.Loss) || _fault == FakeFault.ForgetsDivisor ? 1 : Math.Max(1, _pending);

    public static TensorEntry[] Tensors(string caseName) =>
    [
        .. FakeLayer.Read(ReferenceSet.Shipped[caseName].Layers).SelectMany(layer => new[]
        {
            new TensorEntry(layer.Id + ".weight", [layer.Outputs, layer.Inputs], layer.Weights, layer.Inputs * layer.Outputs),
            new TensorEntry(layer.Id + ".bias", [layer.Outputs], layer.Biases, layer.Outputs),
        }),
    ];

    public void LoadParameters(ReadOnlySpan<float> source) => source.CopyTo(_parameters);

    public void CopyParametersTo(Span<float> destination) => _parameters.CopyTo(destination);

    public void CopyGradientsTo(Span<float> destination)
    {
        for (var i = 0; i < _sum.Length; i++)
        {
            destination[i] = (float)(_sum[i] / Divisor);
        }
    }

    public void ClearGradients()
    {
        Array.Clear(_sum);
        _pending = 0;
    }

    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (var row = 0; row < inputs.Length / InputSize; row++)
        {
            var result = Activations(inputs.Slice(row * InputSize, InputSize))[^1];
            for (var k = 0; k < OutputSize; k++)
            {
                outputs[(row * OutputSize) + k] = (float)result[k];
            }
        }

        // The guard words are what makes these visible; a span alone would not let them happen.
        if (_fault == FakeFault.WritesBehindOutput)
        {
            MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(outputs), outputs.Length + 1)[^1] = 1;
        }

        if (_fault == FakeFault.ChangesInput)
        {
            MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(inputs), 1)[0] = 0;
        }

        if (_fault == FakeFault.LeavesOutOutput)
        {
            outputs[^1] = BitConverter.Int32BitsToSingle(0x7FC5A5A5);
        }

        if (_fault == FakeFault.BatchHasOtherBits && inputs.Length > InputSize)
        {
            outputs[0] = MathF.BitIncrement(outputs[0]);
        }
    }

    public float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        var total = 0.0;
        var rows = inputs.Length / InputSize;
        for (var row = 0; row < rows; row++)
        {
            total += RowLoss(Activations(inputs.Slice(row * InputSize, InputSize))[^1], targets.Slice(row * OutputSize, OutputSize), null);
        }

        return (float)(LossTranslator.IsSum(_reference.Loss) ? total : total / rows);
    }

    public float Backward(
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> output, Span<float> rowLoss, Span<float> inputGradient)
    {
        if (_fault == FakeFault.Throws)
        {
            throw new InvalidOperationException("fake");
        }

        var total = 0.0;
        var rows = inputs.Length / InputSize;
        for (var row = 0; row < rows; row++)
        {
            var activations = Activations(inputs.Slice(row * InputSize, InputSize));
            var gradient = new double[OutputSize];
            var loss = RowLoss(activations[^1], targets.Slice(row * OutputSize, OutputSize), gradient);
            total += loss;
            for (var l = _layers.Count - 1; l >= 0; l--)
            {
                gradient = _layers[l].Backward(_parameters, activations[l], activations[l + 1], gradient, _sum);
            }

            if (!rowLoss.IsEmpty)
            {
                rowLoss[row] = (float)loss;
            }

            Write(activations[^1], output, row, 1);
            Write(gradient, inputGradient, row, _fault == FakeFault.DividesInputGradient ? rows : 1);
        }

        _pending += rows;
        if (_fault == FakeFault.ForgetsBiases)
        {
            _layers.ForEach(layer => _sum.AsSpan(layer.Biases, layer.Outputs).Clear());
        }

        return (float)(LossTranslator.IsSum(_reference.Loss) ? total : total / rows);
    }

    public bool Update()
    {
        if (_pending == 0 && _fault != FakeFault.StepsOnNothing)
        {
            return false;
        }

        var optimizer = _reference.Optimizer;
        double rate = Setting(optimizer, "lr") ?? 1e-3, momentum = Setting(optimizer, "momentum") ?? 0;
        var clip = Setting(optimizer, "clip_grad_norm") ?? double.PositiveInfinity;
        var norm = Math.Sqrt(_sum.Sum(value => value / Divisor * (value / Divisor)));
        var factor = Math.Min(1, clip / (norm + 1e-6)) / Divisor;
        for (var i = 0; i < _sum.Length; i++)
        {
            _momentum[i] = (momentum * _momentum[i]) + (_sum[i] * factor);
            _parameters[i] = (float)(_parameters[i] - (rate * _momentum[i]));
        }

        ClearGradients();
        return true;
    }

    private static double? Setting(JsonElement? optimizer, string name) =>
        optimizer is { } known && known.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    private static void Write(double[] row, Span<float> destination, int index, double divisor)
    {
        if (destination.IsEmpty)
        {
            return;
        }

        for (var i = 0; i < row.Length; i++)
        {
            destination[(index * row.Length) + i] = (float)(row[i] / divisor);
        }
    }

    /// <summary>The input and the result of every layer.</summary>
    private List<double[]> Activations(ReadOnlySpan<float> input)
    {
        var values = new double[input.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = input[i];
        }

        var activations = new List<double[]> { values };
        foreach (var layer in _layers)
        {
            activations.Add(layer.Forward(_parameters, activations[^1]));
        }

        return activations;
    }

    private double RowLoss(double[] output, ReadOnlySpan<float> target, double[]? gradient)
    {
        var scale = _reference.LossType == "half_sse" ? 0.5 : 1.0 / output.Length;
        var loss = 0.0;
        for (var k = 0; k < output.Length; k++)
        {
            var error = output[k] - target[k];
            loss += scale * error * error;
            if (gradient is not null)
            {
                gradient[k] = 2 * scale * error;
            }
        }

        // mse with reduction "sum" adds up outputs too.
        if (_reference.LossType == "mse" && LossTranslator.IsSum(_reference.Loss))
        {
            loss *= output.Length;
            for (var k = 0; k < gradient?.Length; k++)
            {
                gradient[k] *= output.Length;
            }
        }

        return loss;
    }
}
