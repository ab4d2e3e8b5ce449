using System.Numerics.Tensors;

namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>The same with the framework's vectorised primitives in place of the inner loops.</summary>
internal sealed class TensorPrimitivesLoops(Reference reference) : CSharpLoops(reference)
{
    public override string Name => "tensor-primitives";

    protected override void Affine(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> y)
    {
        for (var o = 0; o < y.Length; o++)
        {
            y[o] = bias[o] + TensorPrimitives.Dot(weight.Slice(o * x.Length, x.Length), x);
        }
    }

    protected override void Activate(Span<float> y, Activation activation)
    {
        switch (activation)
        {
            case Activation.ReLU:
                TensorPrimitives.Max(y, 0f, y);
                break;
            case Activation.Tanh:
                TensorPrimitives.Tanh(y, y);
                break;
            case Activation.Sigmoid:
                TensorPrimitives.Sigmoid(y, y);
                break;
            case Activation.Softmax:
                TensorPrimitives.SoftMax(y, y);
                break;
        }
    }

    protected override void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor) =>
        TensorPrimitives.MultiplyAdd(source, factor, target, target);
}
