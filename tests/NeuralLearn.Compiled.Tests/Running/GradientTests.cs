using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Running;

public sealed class GradientTests
{
    private const int Rows = 5;

    /// <summary>Central differences of the loss along random directions, against the gradient along them.</summary>
    [Theory]
    [InlineData("Regression")]
    [InlineData("SummedRegression")]
    [InlineData("Classification")]
    [InlineData("Softmaxes")]
    [InlineData("Branches")]
    [InlineData("ManyActivations")]
    [InlineData("YesOrNo")]
    public void Gradients_AgainstCentralDifferences_Agree(string name)
    {
        var (parameters, loss, gradient) = Problem(name);
        var checkedDirections = 0;
        for (var direction = 0; direction < 20; direction++)
        {
            var step = Numbers.Uniform(parameters.Length, 100 + direction);
            // Small enough to cross no kink of a ReLU on the way, large enough for single precision.
            const float Width = 1e-3f;
            var up = loss([.. parameters.Select((value, i) => value + (Width * step[i]))]);
            var down = loss([.. parameters.Select((value, i) => value - (Width * step[i]))]);
            var numeric = (up - down) / (2 * Width);
            var analytic = gradient.Zip(step, (g, s) => (double)g * s).Sum();
            Assert.True(Math.Abs(numeric - analytic) <= 0.01 * Math.Max(Math.Abs(analytic), 0.05),
                $"{name}, direction {direction}: {numeric} by differences, {analytic} by the backward pass");
            checkedDirections++;
        }

        Assert.Equal(20, checkedDirections);
    }

    [Fact]
    public void InputGradient_AgainstCentralDifferences_Agrees()
    {
        var network = new Classification(4);
        var input = Numbers.Uniform(Classification.InputSize, 8);
        var gradient = new float[Classification.InputSize];
        network.BackwardBatch(new Classification.Batch { Input = input, Label = [2], InputGradient = gradient });
        for (var i = 0; i < input.Length; i++)
        {
            const float Width = 1e-2f;
            var up = (float[])input.Clone();
            var down = (float[])input.Clone();
            up[i] += Width;
            down[i] -= Width;
            var numeric = ((double)network.Evaluate(up, 2) - network.Evaluate(down, 2)) / (2 * Width);
            Assert.Equal(numeric, gradient[i], 2e-3);
        }
    }

    [Fact]
    public void InputGradient_OfBranches_AgreesWithCentralDifferences()
    {
        var network = new Branches(4);
        var input = Numbers.Uniform(Branches.InputSize, 8);
        var target = Numbers.Uniform(Branches.OutputSize, 9);
        var gradient = new float[Branches.InputSize];
        network.BackwardBatch(new Branches.Batch { Input = input, Target = target, InputGradient = gradient });
        for (var i = 0; i < input.Length; i++)
        {
            const float Width = 1e-2f;
            var up = (float[])input.Clone();
            var down = (float[])input.Clone();
            up[i] += Width;
            down[i] -= Width;
            var numeric = ((double)network.Evaluate(up, target) - network.Evaluate(down, target)) / (2 * Width);
            Assert.Equal(numeric, gradient[i], 2e-3);
        }
    }

    [Fact]
    public void InputGradient_FromTheLossGradient_HasTheBitsOfBackward()
    {
        var network = new External(4);
        var input = Numbers.Uniform(External.InputSize, 8);
        var outputGradient = Numbers.Uniform(External.OutputSize, 9);
        var fromBackward = new float[External.InputSize];
        var direct = new float[External.InputSize];
        network.BackwardBatch(new External.Batch { Input = input, Target = outputGradient, InputGradient = fromBackward });
        network.ClearGradients();
        network.InputGradient(input, outputGradient, direct);
        Assert.Equal(Numbers.Bits(fromBackward), Numbers.Bits(direct));
        Assert.False(network.Update());
    }

    private static (float[] Parameters, Func<float[], double> Loss, float[] Gradient) Problem(string name)
    {
        switch (name)
        {
            case "Regression":
                {
                    var network = new Regression(1);
                    var x = Numbers.Uniform(Rows * Regression.InputSize, 1);
                    var t = Numbers.Uniform(Rows * Regression.OutputSize, 2);
                    return Setup(Regression.ParameterCount, network.CopyParametersTo, network.LoadParameters,
                        () => network.BackwardBatch(x, t), () => network.EvaluateBatch(x, t), network.CopyGradientsTo);
                }

            case "SummedRegression":
                {
                    var network = new SummedRegression(1);
                    var x = Numbers.Uniform(Rows * SummedRegression.InputSize, 1);
                    var t = Numbers.Uniform(Rows * SummedRegression.OutputSize, 2);
                    return Setup(SummedRegression.ParameterCount, network.CopyParametersTo, network.LoadParameters,
                        () => network.BackwardBatch(x, t), () => network.EvaluateBatch(x, t), network.CopyGradientsTo);
                }

            case "Classification":
                {
                    var network = new Classification(1);
                    var x = Numbers.Uniform(Rows * Classification.InputSize, 1);
                    var labels = Numbers.Labels(Rows, Classification.OutputSize, 2);
                    return Setup(Classification.ParameterCount, network.CopyParametersTo, network.LoadParameters,
                        () => network.BackwardBatch(x, labels), () => network.EvaluateBatch(x, labels), network.CopyGradientsTo);
                }

            case "Branches":
                {
                    var network = new Branches(1);
                    var x = Numbers.Uniform(Rows * Branches.InputSize, 1);
                    var t = Numbers.Uniform(Rows * Branches.OutputSize, 2);
                    return Setup(Branches.ParameterCount, network.CopyParametersTo, network.LoadParameters,
                        () => network.BackwardBatch(x, t), () => network.EvaluateBatch(x, t), network.CopyGradientsTo);
                }

            case "ManyActivations":
                {
                    var network = new ManyActivations(1);
                    var x = Numbers.Uniform(Rows * ManyActivations.InputSize, 1);
                    var labels = Numbers.Labels(Rows, ManyActivations.OutputSize, 2);
                    return Setup(ManyActivations.ParameterCount, network.CopyParametersTo, network.LoadParameters,
                        () => network.BackwardBatch(x, labels), () => network.EvaluateBatch(x, labels), network.CopyGradientsTo);
                }

            case "YesOrNo":
                {
                    var network = new YesOrNo(1);
                    var x = Numbers.Uniform(Rows * YesOrNo.InputSize, 1);
                    var t = Numbers.Uniform(Rows * YesOrNo.OutputSize, 2);
                    return Setup(YesOrNo.ParameterCount, network.CopyParametersTo, network.LoadParameters,
                        () => network.BackwardBatch(x, t), () => network.EvaluateBatch(x, t), network.CopyGradientsTo);
                }

            default:
                {
                    var network = new Softmaxes(1);
                    var x = Numbers.Uniform(Rows * Softmaxes.InputSize, 1);
                    var t = Numbers.Uniform(Rows * Softmaxes.OutputSize, 2);
                    return Setup(Softmaxes.ParameterCount, network.CopyParametersTo, network.LoadParameters,
                        () => network.BackwardBatch(x, t), () => network.EvaluateBatch(x, t), network.CopyGradientsTo);
                }
        }
    }

    private delegate void CopyOut(Span<float> destination);

    private delegate void CopyIn(ReadOnlySpan<float> source);

    private static (float[] Parameters, Func<float[], double> Loss, float[] Gradient) Setup(
        int count, CopyOut read, CopyIn write, Action backward, Func<float> evaluate, CopyOut gradients)
    {
        var parameters = new float[count];
        var gradient = new float[count];
        read(parameters);
        backward();
        gradients(gradient);
        return (parameters, values =>
        {
            write(values);
            return evaluate();
        }, gradient);
    }
}
