using System.Numerics.Tensors;

namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>What the inner loops of <see cref="LayerLoops"/> do, written out.</summary>
internal class LoopArithmetic
{
    public virtual string Name => "csharp-loops";

    public virtual float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0f;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>target += factor · source.</summary>
    public virtual void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] += factor * source[i];
        }
    }

    public virtual void Tanh(Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = MathF.Tanh(value);
        }
    }

    public virtual void Sigmoid(Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = 1f / (1f + MathF.Exp(-value));
        }
    }

    public virtual void ReLU(Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = Math.Max(0f, value);
        }
    }

    public virtual void Softmax(Span<float> values)
    {
        float max = float.NegativeInfinity, total = 0f;
        foreach (var value in values)
        {
            max = Math.Max(max, value);
        }

        foreach (ref var value in values)
        {
            value = MathF.Exp(value - max);
            total += value;
        }

        foreach (ref var value in values)
        {
            value /= total;
        }
    }

    public void Activate(Span<float> values, Activation activation)
    {
        switch (activation)
        {
            case Activation.ReLU:
                ReLU(values);
                break;
            case Activation.Tanh:
                Tanh(values);
                break;
            case Activation.Softmax:
                Softmax(values);
                break;
        }
    }
}

/// <summary>The same with the framework's vectorised primitives.</summary>
internal sealed class PrimitiveArithmetic : LoopArithmetic
{
    public override string Name => "tensor-primitives";

    public override float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => TensorPrimitives.Dot(a, b);

    public override void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor) =>
        TensorPrimitives.MultiplyAdd(source, factor, target, target);

    public override void Tanh(Span<float> values) => TensorPrimitives.Tanh(values, values);

    public override void Sigmoid(Span<float> values) => TensorPrimitives.Sigmoid(values, values);

    public override void ReLU(Span<float> values) => TensorPrimitives.Max(values, 0f, values);

    public override void Softmax(Span<float> values) => TensorPrimitives.SoftMax(values, values);
}
