namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>Arrays and nested loops, everything as in PyTorch: weights, and one plane of an image behind the other.</summary>
internal sealed class LayerLoops : InProcess
{
    private readonly LoopLayer[] _layers;
    private readonly LoopArithmetic _arithmetic;
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly float[] _outputs;
    private readonly bool _isStream;

    public LayerLoops(LayerReference reference, LoopArithmetic arithmetic)
        : base(reference)
    {
        _arithmetic = arithmetic;
        _isStream = reference.IsStream;
        _inputs = [.. reference.Inputs];
        _targets = [.. reference.Targets];
        _outputs = new float[Reference.Rows * reference.OutputSize];
        _layers = [.. reference.Specs.Select(LoopLayer.Of)];
    }

    public override string Name => _arithmetic.Name;

    public override void Load(ReadOnlySpan<float> parameters)
    {
        foreach (var tensor in _layers.SelectMany(layer => layer.Tensors))
        {
            parameters[..tensor.Length].CopyTo(tensor);
            parameters = parameters[tensor.Length..];
        }
    }

    public override void Store(Span<float> parameters)
    {
        foreach (var tensor in _layers.SelectMany(layer => layer.Tensors))
        {
            tensor.CopyTo(parameters);
            parameters = parameters[tensor.Length..];
        }
    }

    public override void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        Forget();
        for (var row = 0; row < Reference.Rows; row++)
        {
            Run(inputs.Slice(row * Reference.InputSize, Reference.InputSize)).CopyTo(outputs[(row * Reference.OutputSize)..]);
        }

        Forget();
    }

    public override void ForwardRow(ReadOnlySpan<float> input, Span<float> output) => Run(input).CopyTo(output);

    public override void Repeat(Metric metric, long count)
    {
        int size = Reference.InputSize, outputSize = Reference.OutputSize;
        for (long i = 0; i < count; i++)
        {
            var row = metric is Metric.Inf1 or Metric.Train1 ? (int)(i & 31) : 0;
            var input = _inputs.AsSpan(row * size, size);
            switch (metric)
            {
                case Metric.Inf1:
                    Run(input);
                    break;
                case Metric.Lat1:
                    input[0] = Run(input)[0];
                    break;
                case Metric.Inf32:
                    Forward(_inputs, _outputs);
                    break;
                case Metric.Train1:
                    Learn(input, _targets.AsSpan(row * outputSize, outputSize));
                    Step(1);
                    break;
                default:
                    for (var each = 0; each < Reference.Rows; each++)
                    {
                        Learn(_inputs.AsSpan(each * size, size), _targets.AsSpan(each * outputSize, outputSize));
                    }

                    Step(Reference.Rows);
                    break;
            }
        }
    }

    /// <summary>What a stream left behind.</summary>
    private void Forget()
    {
        if (_isStream)
        {
            foreach (var layer in _layers)
            {
                layer.Forget();
            }
        }
    }

    private Span<float> Run(ReadOnlySpan<float> input)
    {
        var x = input;
        foreach (var layer in _layers)
        {
            layer.Forward(x, _arithmetic);
            x = layer.Y;
        }

        return _layers[^1].Y;
    }

    private void Learn(ReadOnlySpan<float> input, ReadOnlySpan<float> target)
    {
        var output = Run(input);
        var last = _layers[^1];
        for (var o = 0; o < output.Length; o++)
        {
            // Cross-entropy behind its softmax has the difference as the gradient of the sums already.
            last.Dy[o] = output[o] - target[o];
        }

        for (var layer = _layers.Length - 1; layer > 0; layer--)
        {
            _layers[layer].Backward(_layers[layer - 1].Y, _layers[layer - 1].Dy, _arithmetic);
        }

        _layers[0].Backward(input, [], _arithmetic);
    }

    private void Step(int rows)
    {
        foreach (var layer in _layers)
        {
            for (var i = 0; i < layer.Tensors.Length; i++)
            {
                _arithmetic.AddScaled(layer.Tensors[i], layer.Gradients[i], -Reference.LearningRate / rows);
                layer.Gradients[i].AsSpan().Clear();
            }
        }
    }
}
