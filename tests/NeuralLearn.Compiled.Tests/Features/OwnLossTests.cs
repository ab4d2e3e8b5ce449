using NeuralLearn.Compiled.Tests.Running;

namespace NeuralLearn.Compiled.Tests.Features;

public sealed class OwnLossTests
{
    private struct SquaredError(float[] targets) : IOutputLoss
    {
        public readonly float Evaluate(int row, ReadOnlySpan<float> output, Span<float> gradient)
        {
            var loss = 0f;
            for (var i = 0; i < output.Length; i++)
            {
                var difference = output[i] - targets[(row * output.Length) + i];
                loss += difference * difference / output.Length;
                gradient[i] = 2f * difference / output.Length;
            }

            return loss;
        }
    }

    private struct Counting : IOutputLoss
    {
        public int Rows;
        public int Size;
        public int ThrowAt;

        public float Evaluate(int row, ReadOnlySpan<float> output, Span<float> gradient)
        {
            Assert.Equal(Rows, row);
            Assert.Equal(Size, output.Length);
            Assert.Equal(Size, gradient.Length);
            Assert.Equal(-1, gradient.IndexOfAnyExcept(0f));
            gradient.Fill(1f);
            return Rows++ == ThrowAt ? throw new InvalidOperationException("enough") : 1f;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(70)]
    public void OwnSquaredError_IsTheDeclaredOne(int rows)
    {
        Keeping own = new(1), declared = new(1);
        var random = new NetRandom(5);
        float[] inputs = new float[rows * 50], targets = new float[rows * 3];
        foreach (ref var value in inputs.AsSpan())
        {
            value = random.NextNormal();
        }

        var loss = new SquaredError(targets);
        Assert.Equal(declared.BackwardBatch(inputs, targets), own.BackwardBatch(inputs, ref loss), 1e-5);
        float[] a = new float[Keeping.ParameterCount], b = new float[Keeping.ParameterCount];
        own.CopyGradientsTo(a);
        declared.CopyGradientsTo(b);
        for (var i = 0; i < a.Length; i++)
        {
            Assert.Equal(b[i], a[i], 1e-6);
        }
    }

    [Fact]
    public void RowsComeInOrder_WithAllOutputsOneBehindTheOther()
    {
        var net = new TwoHeads(1);
        var loss = new Counting { Size = 5, ThrowAt = -1 };
        Assert.Equal(1f, net.BackwardBatch(new float[4 * 40], ref loss));
        Assert.Equal(40, loss.Rows);
        var gradients = new float[TwoHeads.ParameterCount];
        net.CopyGradientsTo(gradients);

        // Every output's gradient is 1 for every row, and so is the mean gradient of every bias.
        Assert.Equal([1f, 1f, 1f], gradients[12..15]);
        Assert.Equal([1f, 1f], gradients[23..25]);
    }

    [Fact]
    public void LossThatThrows_LeavesNoGradients()
    {
        var net = new TwoHeads(1);
        net.PrepareTraining(1);
        var before = net.StateHash();
        Assert.Throws<InvalidOperationException>(() =>
        {
            var loss = new Counting { Size = 5, ThrowAt = 35 };
            net.BackwardBatch(new float[4 * 40], ref loss);
        });
        Assert.Equal(before, net.StateHash());
        Assert.False(net.Update());
    }

    [Fact]
    public void OwnLoss_AllocatesNothing()
    {
        var net = new TwoHeads(1);
        var inputs = new float[4 * 40];
        var loss = new SquaredError(new float[5 * 40]);
        net.BackwardBatch(inputs, ref loss);
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var i = 0; i < 10; i++)
            {
                net.BackwardBatch(inputs, ref loss);
            }
        }));
    }
}
