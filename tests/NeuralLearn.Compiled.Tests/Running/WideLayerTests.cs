using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Running;

/// <summary>Layers whose weights are more than the first cache holds, in batches of every small size.</summary>
public sealed class WideLayerTests
{
    private const int MostRows = 41;

    private readonly float[] _inputs = Numbers.Uniform(MostRows * Wide.InputSize, 1);
    private readonly float[] _targets = Numbers.Uniform(MostRows * Wide.OutputSize, 2);

    public static TheoryData<int> Rows => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 31, 32, 33, 37, MostRows];

    [Theory]
    [MemberData(nameof(Rows))]
    public void ForwardBatch_HasTheBitsOfForward(int rows)
    {
        var network = new Wide(3);
        var outputs = new float[rows * Wide.OutputSize];
        var one = new float[rows * Wide.OutputSize];
        network.ForwardBatch(_inputs.AsSpan(0, rows * Wide.InputSize), outputs);
        for (var row = 0; row < rows; row++)
        {
            network.Forward(Input(row), one.AsSpan(row * Wide.OutputSize, Wide.OutputSize));
        }

        Assert.Equal(Numbers.Bits(one), Numbers.Bits(outputs));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void BackwardBatch_LeavesTheBitsOfBackward(int rows)
    {
        var batch = new Wide(3);
        var one = new Wide(3);
        batch.BackwardBatch(_inputs.AsSpan(0, rows * Wide.InputSize), _targets.AsSpan(0, rows * Wide.OutputSize));
        for (var row = 0; row < rows; row++)
        {
            one.Backward(Input(row), _targets.AsSpan(row * Wide.OutputSize, Wide.OutputSize));
        }

        Assert.Equal(one.StateHash(), batch.StateHash());
        Assert.True(one.Update());
        Assert.True(batch.Update());
        Assert.Equal(one.StateHash(), batch.StateHash());
    }

    [Fact]
    public void Forward_IsWhatLoopsInDoubleGive()
    {
        var network = new Wide(3);
        Span<float> output = stackalloc float[Wide.OutputSize];
        for (var row = 0; row < 5; row++)
        {
            var expected = InDouble(network, Row(row));
            network.Forward(Input(row), output);
            for (var o = 0; o < expected.Length; o++)
            {
                Assert.Equal(expected[o], output[o], 2e-6);
            }
        }
    }

    [Fact]
    public void GradientsOfInputs_AreWhatDifferencesOfThoseLoopsGive()
    {
        const double Step = 1e-5;
        const int Count = 6;
        var network = new Wide(3);
        var batch = new float[Count * Wide.InputSize];
        network.BackwardBatch(new Wide.Batch
        {
            Input = _inputs.AsSpan(0, batch.Length),
            Target = _targets.AsSpan(0, Count * Wide.OutputSize),
            InputGradient = batch,
        });
        for (var row = 0; row < Count; row++)
        {
            var x = Row(row);
            for (var i = row; i < x.Length; i += 7)
            {
                var kept = x[i];
                x[i] = kept + Step;
                var above = Loss(network, x, row);
                x[i] = kept - Step;
                var below = Loss(network, x, row);
                x[i] = kept;
                Assert.Equal((above - below) / (2 * Step), batch[(row * Wide.InputSize) + i], 1e-6);
            }
        }
    }

    private double Loss(Wide network, double[] x, int row) =>
        InDouble(network, x).Select((y, o) => Math.Pow(y - _targets[(row * Wide.OutputSize) + o], 2)).Average();

    private double[] Row(int row) => Array.ConvertAll(Input(row).ToArray(), x => (double)x);

    private static double[] InDouble(Wide network, double[] x)
    {
        var parameters = new float[Wide.ParameterCount];
        network.CopyParametersTo(parameters);
        var (first, next) = Dense(parameters, x, 345);
        (var second, next) = Dense(next, Array.ConvertAll(first, value => 0.5 * value * (1 + Erf(value / Math.Sqrt(2)))), 90);
        return Dense(next, Array.ConvertAll(second, Math.Tanh), 3).Y;
    }

    private ReadOnlySpan<float> Input(int row) => _inputs.AsSpan(row * Wide.InputSize, Wide.InputSize);

    /// <summary>W x + b, and the parameters that follow.</summary>
    private static (double[] Y, float[] Next) Dense(float[] parameters, double[] x, int units)
    {
        var y = new double[units];
        for (var o = 0; o < units; o++)
        {
            y[o] = parameters[(units * x.Length) + o];
            for (var i = 0; i < x.Length; i++)
            {
                y[o] += parameters[(o * x.Length) + i] * x[i];
            }
        }

        return (y, parameters[((units * x.Length) + units)..]);
    }

    /// <summary>erf x = 2/√π Σ (-1)ⁿ x^(2n+1) / (n! (2n+1)), which is exact enough where x is small.</summary>
    private static double Erf(double x)
    {
        Assert.InRange(x, -3, 3);
        var (sum, power) = (0.0, x);
        for (var n = 0; n < 60; n++)
        {
            sum += power / ((2 * n) + 1);
            power *= -x * x / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
