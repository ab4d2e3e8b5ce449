namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>One layer of <see cref="LayerLoops"/>.</summary>
internal abstract class LoopLayer(LayerSpec spec, int outputs)
{
    public LayerSpec Spec { get; } = spec;

    /// <summary>Parameters in PyTorch's order.</summary>
    public float[][] Tensors { get; } = [.. spec.Tensors.Select(tensor => new float[tensor.Count])];

    public float[][] Gradients { get; } = [.. spec.Tensors.Select(tensor => new float[tensor.Count])];

    public float[] Y { get; } = new float[outputs];

    public float[] Dy { get; } = new float[outputs];

    public static LoopLayer Of(LayerSpec spec) => spec.Kind switch
    {
        "conv" => new LoopConv(spec),
        "pool" => new LoopPool(spec),
        "gru" or "lstm" => new LoopGates(spec),
        "causal" => new LoopCausal(spec),
        _ => new LoopDense(spec),
    };

    public abstract void Forward(ReadOnlySpan<float> x, LoopArithmetic arithmetic);

    /// <summary>Adds the parameters' gradients and sets that of the inputs, unless it is empty.</summary>
    public virtual void Backward(ReadOnlySpan<float> x, Span<float> dx, LoopArithmetic arithmetic) => throw new NotSupportedException();

    public virtual void Forget()
    {
    }

    protected void DeriveReLU()
    {
        for (var i = 0; i < Dy.Length; i++)
        {
            Dy[i] = Y[i] > 0f ? Dy[i] : 0f;
        }
    }
}

internal sealed class LoopDense(LayerSpec spec) : LoopLayer(spec, spec.Outputs)
{
    public override void Forward(ReadOnlySpan<float> x, LoopArithmetic arithmetic)
    {
        var (weight, bias) = (Tensors[0], Tensors[1]);
        for (var o = 0; o < Y.Length; o++)
        {
            Y[o] = bias[o] + arithmetic.Dot(weight.AsSpan(o * x.Length, x.Length), x);
        }

        arithmetic.Activate(Y, Spec.Activation);
    }

    public override void Backward(ReadOnlySpan<float> x, Span<float> dx, LoopArithmetic arithmetic)
    {
        arithmetic.AddScaled(Gradients[1], Dy, 1f);
        dx.Clear();
        for (var o = 0; o < Dy.Length; o++)
        {
            arithmetic.AddScaled(Gradients[0].AsSpan(o * x.Length, x.Length), x, Dy[o]);
            arithmetic.AddScaled(dx, Tensors[0].AsSpan(o * x.Length, x.Length), Dy[o]);
        }
    }
}

/// <summary>3 × 3 without padding.</summary>
internal sealed class LoopConv(LayerSpec spec) : LoopLayer(spec, spec.Outputs * (spec.Size - 2) * (spec.Size - 2))
{
    private readonly int _side = spec.Size - 2;

    public override void Forward(ReadOnlySpan<float> x, LoopArithmetic arithmetic)
    {
        for (var o = 0; o < Spec.Outputs; o++)
        {
            Y.AsSpan(o * _side * _side, _side * _side).Fill(Tensors[1][o]);
            for (var k = 0; k < Spec.Inputs * 9; k++)
            {
                for (var i = 0; i < _side; i++)
                {
                    arithmetic.AddScaled(Y.AsSpan(((o * _side) + i) * _side, _side), x.Slice(At(k, i), _side), Tensors[0][(o * Spec.Inputs * 9) + k]);
                }
            }
        }

        arithmetic.ReLU(Y);
    }

    public override void Backward(ReadOnlySpan<float> x, Span<float> dx, LoopArithmetic arithmetic)
    {
        DeriveReLU();
        dx.Clear();
        for (var o = 0; o < Spec.Outputs; o++)
        {
            foreach (var d in Dy.AsSpan(o * _side * _side, _side * _side))
            {
                Gradients[1][o] += d;
            }

            for (var k = 0; k < Spec.Inputs * 9; k++)
            {
                var at = (o * Spec.Inputs * 9) + k;
                for (var i = 0; i < _side; i++)
                {
                    var line = Dy.AsSpan(((o * _side) + i) * _side, _side);
                    Gradients[0][at] += arithmetic.Dot(line, x.Slice(At(k, i), _side));
                    if (!dx.IsEmpty)
                    {
                        arithmetic.AddScaled(dx.Slice(At(k, i), _side), line, Tensors[0][at]);
                    }
                }
            }
        }
    }

    /// <summary>Where the line begins that a tap of a channel sees.</summary>
    private int At(int k, int line) => ((((k / 9) * Spec.Size) + line + (k / 3 % 3)) * Spec.Size) + (k % 3);
}

/// <summary>The largest of 2 × 2.</summary>
internal sealed class LoopPool(LayerSpec spec) : LoopLayer(spec, spec.Outputs * (spec.Size / 2) * (spec.Size / 2))
{
    private readonly int[] _winners = new int[spec.Outputs * (spec.Size / 2) * (spec.Size / 2)];

    public override void Forward(ReadOnlySpan<float> x, LoopArithmetic arithmetic)
    {
        int side = Spec.Size / 2, at = 0;
        for (var c = 0; c < Spec.Outputs; c++)
        {
            for (var i = 0; i < side; i++)
            {
                for (var j = 0; j < side; j++)
                {
                    var first = (((c * Spec.Size) + (2 * i)) * Spec.Size) + (2 * j);
                    var winner = first;
                    foreach (var other in (ReadOnlySpan<int>)[first + 1, first + Spec.Size, first + Spec.Size + 1])
                    {
                        winner = x[other] > x[winner] ? other : winner;
                    }

                    _winners[at] = winner;
                    Y[at++] = x[winner];
                }
            }
        }
    }

    public override void Backward(ReadOnlySpan<float> x, Span<float> dx, LoopArithmetic arithmetic)
    {
        dx.Clear();
        for (var i = 0; i < Dy.Length; i++)
        {
            dx[_winners[i]] = Dy[i];
        }
    }
}

/// <summary>A GRU or an LSTM, step by step.</summary>
internal sealed class LoopGates(LayerSpec spec) : LoopLayer(spec, spec.Outputs)
{
    private readonly float[] _inputs = new float[4 * spec.Outputs];
    private readonly float[] _hidden = new float[4 * spec.Outputs];
    private readonly float[] _cell = new float[spec.Outputs];

    public override void Forward(ReadOnlySpan<float> x, LoopArithmetic arithmetic)
    {
        int units = Spec.Outputs, gates = Spec.Kind == "lstm" ? 4 : 3;
        for (var o = 0; o < gates * units; o++)
        {
            _inputs[o] = Tensors[2][o] + arithmetic.Dot(Tensors[0].AsSpan(o * x.Length, x.Length), x);
            _hidden[o] = Tensors[3][o] + arithmetic.Dot(Tensors[1].AsSpan(o * units, units), Y);
        }

        var sums = _inputs.AsSpan();
        if (gates == 3)
        {
            arithmetic.AddScaled(sums[..(2 * units)], _hidden.AsSpan(0, 2 * units), 1f);
            arithmetic.Sigmoid(sums[..(2 * units)]);
            for (var o = 0; o < units; o++)
            {
                sums[(2 * units) + o] += sums[o] * _hidden[(2 * units) + o];
            }

            arithmetic.Tanh(sums[(2 * units)..(3 * units)]);
            for (var o = 0; o < units; o++)
            {
                Y[o] = sums[(2 * units) + o] + (sums[units + o] * (Y[o] - sums[(2 * units) + o]));
            }

            return;
        }

        arithmetic.AddScaled(sums, _hidden, 1f);
        arithmetic.Sigmoid(sums[..(2 * units)]);
        arithmetic.Tanh(sums[(2 * units)..(3 * units)]);
        arithmetic.Sigmoid(sums[(3 * units)..]);
        for (var o = 0; o < units; o++)
        {
            _cell[o] = (sums[units + o] * _cell[o]) + (sums[o] * sums[(2 * units) + o]);
            Y[o] = _cell[o];
        }

        arithmetic.Tanh(Y);
        for (var o = 0; o < units; o++)
        {
            Y[o] *= sums[(3 * units) + o];
        }
    }

    public override void Forget()
    {
        Y.AsSpan().Clear();
        _cell.AsSpan().Clear();
    }
}

/// <summary>A convolution of kernel 3 and dilation 2 over the present and the past of a stream.</summary>
internal sealed class LoopCausal(LayerSpec spec) : LoopLayer(spec, spec.Outputs)
{
    private const int Dilation = 2;

    /// <summary>The last five steps, the newest last; of each all channels.</summary>
    private readonly float[] _steps = new float[((2 * Dilation) + 1) * spec.Inputs];

    /// <summary>What the taps see, in the order of the weights: all taps of a channel, then of the next.</summary>
    private readonly float[] _seen = new float[3 * spec.Inputs];

    public override void Forward(ReadOnlySpan<float> x, LoopArithmetic arithmetic)
    {
        _steps.AsSpan(x.Length).CopyTo(_steps);
        x.CopyTo(_steps.AsSpan(_steps.Length - x.Length));
        for (var k = 0; k < _seen.Length; k++)
        {
            _seen[k] = _steps[(k % 3 * Dilation * x.Length) + (k / 3)];
        }

        for (var o = 0; o < Y.Length; o++)
        {
            Y[o] = Tensors[1][o] + arithmetic.Dot(Tensors[0].AsSpan(o * _seen.Length, _seen.Length), _seen);
        }

        arithmetic.Activate(Y, Spec.Activation);
    }

    public override void Forget() => _steps.AsSpan().Clear();
}
