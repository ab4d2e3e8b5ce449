using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled.Tests.Training;

/// <summary>
/// A network of one dense layer, written by hand in the plainest way: scores with cross-entropy, one logit with binary cross-entropy, or
/// numbers with half the squared error; gradient descent with momentum. It has a buffer that counts the rows it was trained with.
/// </summary>
internal sealed class LinearNetwork : ITrainableNetwork
{
    private const float Momentum = 0.5f;

    private readonly int _inputs;
    private readonly int _outputs;
    private readonly OutputMeaning _meaning;
    private readonly float[] _state;
    private readonly double[] _gradient;
    private double _divisor;

    public LinearNetwork(int inputs, int outputs, OutputMeaning meaning, string buffer = "rows", IReadOnlyList<string>? classNames = null)
    {
        (_inputs, _outputs, _meaning) = (inputs, outputs, meaning);
        TensorInfo[] tensors =
        [
            new("dense1.weight", [outputs, inputs], 0), new("dense1.bias", [outputs], outputs * inputs),
            new("norm1." + buffer, [1], 0, trainable: false, isBuffer: true),
        ];
        Info = new NetworkInfo(
            "Linear", [new NetworkInput("input", [inputs])], [new NetworkOutput("output", [outputs], meaning) { ClassNames = classNames ?? [] }], tensors, "")
        {
            TargetSize = outputs,
            TakesLabels = meaning != OutputMeaning.Values,
        };

        // Parameters, momentum, buffer, learning rate.
        _state = new float[(2 * Count) + 2];
        _gradient = new double[Count];
        Initialize(1);
    }

    public NetworkInfo Info { get; private set; }

    /// <summary>Whether the target is the input.</summary>
    public bool MakesItsTarget
    {
        get => Info.MakesItsTarget;
        init => Info = new NetworkInfo(Info.Name, Info.Inputs, Info.Outputs, Info.Tensors.ToArray(), "") { MakesItsTarget = value };
    }

    public bool SkipNonFinite { get; init; }

    /// <summary>Sizes of the batches learnt from.</summary>
    public List<int> BatchSizes { get; } = new(100_000);

    /// <summary>The first input of every row learnt from.</summary>
    public List<float> Seen { get; } = new(100_000);

    /// <summary>The rate of every step.</summary>
    public List<float> Rates { get; } = new(100_000);

    /// <summary>Called in every step.</summary>
    public Action? OnStep { get; set; }

    /// <summary>Called for every batch that is only measured.</summary>
    public Action? OnEvaluation { get; set; }

    public float LearningRate
    {
        get => _state[^1];
        set => _state[^1] = value;
    }

    public int StateBytes => 8 + (_state.Length * sizeof(float));

    public float[] Parameters => _state[..Count];

    private int Count => _outputs * (_inputs + 1);

    private Span<float> Weights => _state.AsSpan(0, Count);

    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var o = 0; o < _outputs; o++)
        {
            var sum = _state[(_outputs * _inputs) + o];
            for (var i = 0; i < _inputs; i++)
            {
                sum += _state[(o * _inputs) + i] * input[i];
            }

            output[o] = sum;
        }
    }

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (var row = 0; row < inputs.Length / _inputs; row++)
        {
            Forward(inputs.Slice(row * _inputs, _inputs), outputs.Slice(row * _outputs, _outputs));
        }
    }

    public void Predict(ReadOnlySpan<float> input, Span<float> output) => Forward(input, output);

    public LossTotal BackwardBatch(in NetworkRows rows)
    {
        var total = Run(rows, learns: true);
        BatchSizes.Add(rows.Inputs.Length / _inputs);
        _state[2 * Count] += rows.Inputs.Length / _inputs;
        for (var i = 0; i < rows.Inputs.Length; i += _inputs)
        {
            Seen.Add(rows.Inputs[i]);
        }

        _divisor += total.Divisor;
        return total;
    }

    public LossTotal EvaluateBatch(in NetworkRows rows)
    {
        OnEvaluation?.Invoke();
        return Run(rows, learns: false);
    }

    public bool Update()
    {
        Rates.Add(LearningRate);
        OnStep?.Invoke();
        var skips = SkipNonFinite && !Array.TrueForAll(_gradient, double.IsFinite);
        var isTaken = _divisor != 0 && !skips;
        for (var i = 0; i < Count && isTaken; i++)
        {
            var velocity = (Momentum * _state[Count + i]) + (float)(_gradient[i] / _divisor);
            _state[Count + i] = velocity;
            _state[i] -= LearningRate * velocity;
        }

        Array.Clear(_gradient);
        _divisor = 0;
        return isTaken;
    }

    public void Initialize(ulong seed)
    {
        Array.Clear(_state);
        for (var i = 0; i < Count; i++)
        {
            _state[i] = ((((uint)i * 2654435761u) + (uint)seed) % 1000 / 1000f) - 0.5f;
        }

        LearningRate = 0.1f;
    }

    public void PrepareTraining(int maximumBatch)
    {
    }

    public void CopyParametersTo(Span<float> destination) => Weights.CopyTo(destination);

    public void LoadParameters(ReadOnlySpan<float> parameters) => parameters.CopyTo(Weights);

    public void CopyBuffersTo(Span<float> destination) => destination[0] = _state[2 * Count];

    public void LoadBuffers(ReadOnlySpan<float> buffers) => _state[2 * Count] = buffers[0];

    public void SaveState(Span<byte> destination)
    {
        "LINEAR01"u8.CopyTo(destination);
        MemoryMarshal.AsBytes(_state.AsSpan()).CopyTo(destination[8..]);
    }

    public void RestoreState(ReadOnlySpan<byte> source)
    {
        if (!source.StartsWith("LINEAR01"u8))
        {
            throw new InvalidDataException("Another layout.");
        }

        source[8..].CopyTo(MemoryMarshal.AsBytes(_state.AsSpan()));
        Array.Clear(_gradient);
        _divisor = 0;
    }

    public ulong StateHash() => _state.Aggregate(17UL, (hash, value) => unchecked((hash * 31) + BitConverter.SingleToUInt32Bits(value)));

    public void SaveTraining(Stream destination)
    {
        var bytes = new byte[StateBytes];
        SaveState(bytes);
        destination.Write(bytes);
    }

    public void LoadTraining(Stream source)
    {
        var bytes = new byte[StateBytes];
        source.ReadExactly(bytes);
        RestoreState(bytes);
    }

    public void Save(Stream destination) => throw new NotSupportedException();

    public LoadReport Load(Stream source, LoadMode mode = LoadMode.Strict) => throw new NotSupportedException();

    private LossTotal Run(in NetworkRows rows, bool learns)
    {
        Span<float> output = stackalloc float[_outputs];
        Span<double> change = stackalloc double[_outputs];
        var total = default(LossTotal);
        for (var row = 0; row < rows.Inputs.Length / _inputs; row++)
        {
            var input = rows.Inputs.Slice(row * _inputs, _inputs);
            Forward(input, output);
            if (!rows.Outputs.IsEmpty)
            {
                output.CopyTo(rows.Outputs[(row * _outputs)..]);
            }

            var weight = rows.RowWeights.IsEmpty ? 1 : rows.RowWeights[row];
            if (!rows.Labels.IsEmpty && rows.Labels[row] == Info.IgnoredLabel)
            {
                continue;
            }

            var loss = rows.Labels.IsEmpty && _meaning == OutputMeaning.Values
                ? Squared(output, MakesItsTarget ? input : rows.Targets.Slice(row * _outputs, _outputs), change)
                : Crossed(
                    output,
                    rows.Labels.IsEmpty ? 0 : rows.Labels[row],
                    rows.Labels.IsEmpty ? rows.Targets.Slice(row * _outputs, _outputs) : default,
                    change);
            total += new LossTotal(loss * weight, 1);
            for (var o = 0; o < _outputs && learns; o++)
            {
                for (var i = 0; i < _inputs; i++)
                {
                    _gradient[(o * _inputs) + i] += weight * change[o] * input[i];
                }

                _gradient[(_outputs * _inputs) + o] += weight * change[o];
            }
        }

        return total;
    }

    private static double Squared(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> change)
    {
        var loss = 0.0;
        for (var o = 0; o < output.Length; o++)
        {
            change[o] = output[o] - (double)target[o];
            loss += change[o] * change[o] / 2;
        }

        return loss;
    }

    private static double Crossed(ReadOnlySpan<float> output, int label, ReadOnlySpan<float> target, Span<double> change)
    {
        if (output.Length == 1)
        {
            var t = target.IsEmpty ? label : target[0];
            var p = 1 / (1 + Math.Exp(-output[0]));
            change[0] = p - t;
            return -(t * Math.Log(p)) - ((1 - t) * Math.Log(1 - p));
        }

        var (sum, loss) = (0.0, 0.0);
        foreach (var score in output)
        {
            sum += Math.Exp(score);
        }

        for (var o = 0; o < output.Length; o++)
        {
            var t = target.IsEmpty ? (o == label ? 1 : 0) : target[o];
            change[o] = (Math.Exp(output[o]) / sum) - t;
            loss += t == 0 ? 0 : t * (Math.Log(sum) - output[o]);
        }

        return loss;
    }
}
