namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>What one writes first: arrays and nested loops, weights as in PyTorch.</summary>
internal class CSharpLoops : InProcess
{
    private readonly float[][] _weights;
    private readonly float[][] _biases;
    private readonly float[][] _weightGradients;
    private readonly float[][] _biasGradients;
    private readonly float[][] _values;
    private readonly float[][] _gradients;
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly float[] _outputs;

    public CSharpLoops(Reference reference)
        : base(reference)
    {
        _inputs = [.. reference.Inputs];
        _targets = [.. reference.Targets];
        _outputs = new float[Reference.Rows * reference.OutputSize];
        float[][] Each(Func<int, int> size) => [.. Enumerable.Range(0, reference.Layers).Select(layer => new float[size(layer)])];
        _weights = Each(layer => reference.Sizes[layer] * reference.Sizes[layer + 1]);
        _weightGradients = Each(layer => reference.Sizes[layer] * reference.Sizes[layer + 1]);
        _biases = Each(layer => reference.Sizes[layer + 1]);
        _biasGradients = Each(layer => reference.Sizes[layer + 1]);
        _values = Each(layer => reference.Sizes[layer + 1]);
        _gradients = Each(layer => reference.Sizes[layer + 1]);
    }

    public override string Name => "csharp-loops";

    public override void Load(ReadOnlySpan<float> parameters)
    {
        for (var layer = 0; layer < _weights.Length; layer++)
        {
            parameters[.._weights[layer].Length].CopyTo(_weights[layer]);
            parameters = parameters[_weights[layer].Length..];
            parameters[.._biases[layer].Length].CopyTo(_biases[layer]);
            parameters = parameters[_biases[layer].Length..];
        }
    }

    public override void Store(Span<float> parameters)
    {
        for (var layer = 0; layer < _weights.Length; layer++)
        {
            _weights[layer].CopyTo(parameters);
            parameters = parameters[_weights[layer].Length..];
            _biases[layer].CopyTo(parameters);
            parameters = parameters[_biases[layer].Length..];
        }
    }

    public override void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (var row = 0; row < Reference.Rows; row++)
        {
            Run(inputs.Slice(row * Reference.InputSize, Reference.InputSize)).CopyTo(outputs[(row * Reference.OutputSize)..]);
        }
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

    protected virtual void Affine(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y)
    {
        for (var o = 0; o < y.Length; o++)
        {
            var sum = bias[o];
            for (var i = 0; i < x.Length; i++)
            {
                sum += weight[(o * x.Length) + i] * x[i];
            }

            y[o] = sum;
        }
    }

    protected virtual void Activate(Span<float> y, Activation activation)
    {
        switch (activation)
        {
            case Activation.ReLU:
                for (var o = 0; o < y.Length; o++)
                {
                    y[o] = Math.Max(0f, y[o]);
                }

                break;
            case Activation.Tanh:
                for (var o = 0; o < y.Length; o++)
                {
                    y[o] = MathF.Tanh(y[o]);
                }

                break;
            case Activation.Sigmoid:
                for (var o = 0; o < y.Length; o++)
                {
                    y[o] = 1f / (1f + MathF.Exp(-y[o]));
                }

                break;
            case Activation.Softmax:
                float max = float.NegativeInfinity, total = 0f;
                foreach (var score in y)
                {
                    max = Math.Max(max, score);
                }

                foreach (ref var score in y)
                {
                    score = MathF.Exp(score - max);
                    total += score;
                }

                foreach (ref var score in y)
                {
                    score /= total;
                }

                break;
        }
    }

    /// <summary>target += factor · source.</summary>
    protected virtual void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] += factor * source[i];
        }
    }

    private Span<float> Run(ReadOnlySpan<float> input)
    {
        var x = input;
        for (var layer = 0; layer < _weights.Length; layer++)
        {
            Affine(x, _weights[layer], _biases[layer], _values[layer]);
            Activate(_values[layer], Reference.Activations[layer]);
            x = _values[layer];
        }

        return _values[^1];
    }

    private void Learn(ReadOnlySpan<float> input, ReadOnlySpan<float> target)
    {
        var output = Run(input);
        for (var o = 0; o < output.Length; o++)
        {
            // Cross-entropy behind its sigmoid or softmax has the difference as the gradient of the sums already.
            _gradients[^1][o] = Reference.IsSquared ? 2f * (output[o] - target[o]) / output.Length : output[o] - target[o];
        }

        for (var layer = _weights.Length - 1; layer >= 0; layer--)
        {
            var (dz, y) = (_gradients[layer], _values[layer]);
            if (layer < _weights.Length - 1 || Reference.IsSquared)
            {
                for (var o = 0; o < dz.Length; o++)
                {
                    dz[o] *= Reference.Activations[layer] switch
                    {
                        Activation.ReLU => y[o] > 0f ? 1f : 0f,
                        Activation.Tanh => 1f - (y[o] * y[o]),
                        _ => 1f,
                    };
                }
            }

            var x = layer == 0 ? input : _values[layer - 1];
            AddScaled(_biasGradients[layer], dz, 1f);
            if (layer > 0)
            {
                _gradients[layer - 1].AsSpan().Clear();
            }

            for (var o = 0; o < dz.Length; o++)
            {
                AddScaled(_weightGradients[layer].AsSpan(o * x.Length, x.Length), x, dz[o]);
                if (layer > 0)
                {
                    AddScaled(_gradients[layer - 1], _weights[layer].AsSpan(o * x.Length, x.Length), dz[o]);
                }
            }
        }
    }

    private void Step(int rows)
    {
        for (var layer = 0; layer < _weights.Length; layer++)
        {
            AddScaled(_weights[layer], _weightGradients[layer], -Reference.LearningRate / rows);
            AddScaled(_biases[layer], _biasGradients[layer], -Reference.LearningRate / rows);
            _weightGradients[layer].AsSpan().Clear();
            _biasGradients[layer].AsSpan().Clear();
        }
    }
}
