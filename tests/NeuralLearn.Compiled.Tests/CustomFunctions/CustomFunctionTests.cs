using NeuralLearn.Compiled.Tests.Features;
using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.CustomFunctions;

/// <summary>Functions of the user's own: the emitted code against the method itself, gradients against differences of it.</summary>
public sealed class CustomFunctionTests
{
    [Fact]
    public void Loss_IsTheMethodOverTheOutputs()
    {
        var net = new SnakeNetwork(1);
        var inputs = Numbers.Uniform(35 * 5, 1, 2f);
        var targets = Numbers.Uniform(35 * 3, 2);
        float[] outputs = new float[35 * 3], losses = new float[35];
        net.ForwardBatch(inputs, outputs);
        var loss = net.EvaluateBatch(new SnakeNetwork.Batch { Input = inputs, Target = targets, RowLoss = losses });
        for (var row = 0; row < 35; row++)
        {
            var expected = Enumerable.Range(row * 3, 3).Average(i => (double)SnakeNetwork.Asymmetric(outputs[i], targets[i]));
            Assert.Equal(expected, losses[row], 1e-6);
        }

        Assert.Equal(losses.Average(value => (double)value), loss, 1e-6);
    }

    [Fact]
    public void Gradients_AreDifferencesOfTheLoss()
    {
        var net = new SnakeNetwork(2);
        var inputs = Numbers.Uniform(3 * 5, 1);
        var targets = Numbers.Uniform(3 * 3, 2);
        Differences.Check(net, SnakeNetwork.ParameterCount, () => net.EvaluateBatch(inputs, targets), () => net.BackwardBatch(inputs, targets));
    }

    [Fact]
    public void EveryOperation_HasItsValueAndDerivative()
    {
        var net = new EverythingNetwork();
        CheckPoints(net, (input, gradient) => net.InputGradient(input, new[] { 1f, 0f }, gradient), -2.9f, EverythingNetwork.Everything, Precise);
    }

    [Fact]
    public void PowersAndPatterns_HaveTheirValueAndDerivative()
    {
        var net = new PowersNetwork();
        CheckPoints(net, (input, gradient) => net.InputGradient(input, new[] { 1f, 0f }, gradient), -2.93f, PowersNetwork.Bent, PreciseBent);
    }

    [Fact]
    public void LossOfAPower_HasTheGradientOfItsDifferences()
    {
        var net = new PowersNetwork(4);
        var inputs = Numbers.Uniform(3 * 40, 1);
        var targets = Numbers.Uniform(3 * 2, 2);
        Differences.Check(net, PowersNetwork.ParameterCount, () => net.EvaluateBatch(inputs, targets), () => net.BackwardBatch(inputs, targets));
    }

    [Fact]
    public void NaN_StaysInItsOutput()
    {
        var net = new EverythingNetwork(1);
        var points = Numbers.Uniform(40, 1);
        points[7] = float.NaN;
        var output = new float[2];
        net.Forward(points, output);
        Assert.True(float.IsNaN(output[0]));
    }

    [Fact]
    public void Training_LowersTheLoss()
    {
        var net = new SnakeNetwork(3);
        var inputs = Numbers.Uniform(32 * 5, 1);
        var targets = Numbers.Uniform(32 * 3, 2);
        var before = net.EvaluateBatch(inputs, targets);
        for (var step = 0; step < 100; step++)
        {
            net.TrainBatch(inputs, targets);
        }

        Assert.True(net.EvaluateBatch(inputs, targets) < before / 2);
    }

    /// <summary>
    /// Of 40 inputs one at a time is let through to the first of two outputs: it must be the method's value there, and the input's gradient
    /// the difference of the same formula in double precision.
    /// </summary>
    private static void CheckPoints(INetwork net, Action<float[], float[]> inputGradient, float from, Func<float, float> method, Func<double, double> precise)
    {
        const int Count = 40;
        float[] points = [.. Enumerable.Range(0, Count).Select(i => from + (i * 0.147f))];
        for (var at = 0; at < Count; at++)
        {
            var parameters = new float[net.Info.ParameterCount];
            parameters[at] = 1;
            net.LoadParameters(parameters);
            float[] output = new float[2], gradient = new float[Count];
            net.Forward(points, output);
            var x = points[at];
            Assert.Equal(method(x), output[0], 2e-6 * Math.Max(1, Math.Abs(output[0])));

            inputGradient(points, gradient);
            var difference = (precise(x + 1e-5) - precise(x - 1e-5)) / 2e-5;
            Assert.Equal(difference, gradient[at], 2e-5 * Math.Max(1, Math.Abs(difference)));
        }
    }

    private static double PreciseBent(double x)
    {
        var scale = x < -1 || x > 2.5 ? Math.Pow(2.5, x)
            : x is >= -1 and <= 0 ? Math.Asin(x / 2) + Math.Acos(x / 3)
            : Math.Pow(Math.Abs(x), 1.3f) + (0.25 * Math.Atanh(x / 4));
        return scale + Math.Pow(1 + Math.Abs(x), 0.5 * x) + Math.Cbrt(x) + (0.5 * Math.Abs(x)) + Math.Log(1 + (x * x)) + Math.Exp(-x) - 1;
    }

    /// <summary>The same in double precision, which differences need.</summary>
    private static double Precise(double x)
    {
        var limited = Math.Clamp(x, -2, 2);
        var bent = (x > 1 && x < 1.5) || x <= -1 ? Math.Tanh(x) : Math.Exp(-x) - 1;
        var sum = 0.5 * limited;
        sum += bent / (1 + Math.Abs(x));
        if (x >= 0.25)
        {
            sum -= Math.Atan(x);
        }
        else
        {
            sum *= 2;
        }

        return sum + Math.Sqrt(1 + (x * x)) + Math.Log(1 + Math.Pow(x, 4)) + Math.Cos(x) + Math.Max(x, 0.5) + Math.Min(-x, 1) + Math.Cosh(x / 4) + Math.Sinh(x) + Math.Pow(x, 3);
    }
}
