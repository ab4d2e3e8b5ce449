using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Running.Layers;

/// <summary>The gradients of every layer against central differences.</summary>
public sealed class LayerGradientTests
{
    private const int Rows = 5;
    private const int Directions = 3;

    /// <summary>Small enough to cross few kinks on the way, large enough for single precision.</summary>
    private const double Width = 4e-3;

    public static TheoryData<string> Names => [.. LayerCase.Names];

    public static TheoryData<string> NamesOfNumbers => [.. LayerCase.Names.Where(name => !LayerCase.Of(name, 1).TakesIndices)];

    /// <summary>Along directions that go with the gradient's signs nothing cancels: a part that is missing or counted twice shows.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void EveryTensor_HasTheGradientOfDifferences(string name)
    {
        var layers = LayerCase.Of(name, Rows);
        var network = layers.Create(3);
        var parameters = LayerCase.Parameters(network);
        network.BackwardBatch(layers.All);
        var gradients = LayerCase.Gradients(network);
        foreach (var tensor in network.Info.Tensors.ToArray().Where(tensor => !tensor.IsBuffer))
        {
            var gradient = gradients.AsSpan(tensor.Offset, tensor.Length).ToArray();
            Assert.Contains(gradient, value => value != 0f);
            for (var number = 0; number < Directions; number++)
            {
                var direction = Direction(gradient, number);
                var numeric = Slope(step =>
                {
                    var moved = (float[])parameters.Clone();
                    for (var i = 0; i < direction.Length; i++)
                    {
                        moved[tensor.Offset + i] += (float)(step * direction[i]);
                    }

                    network.LoadParameters(moved);
                    return Loss(layers, network);
                });
                AssertNear(numeric, gradient.Zip(direction, (g, along) => g * along).Sum(), $"{name}, {tensor.Name}, direction {number}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(NamesOfNumbers))]
    public void Input_HasTheGradientOfDifferences(string name)
    {
        var layers = LayerCase.Of(name, Rows);
        var network = layers.Create(3);
        float[] upstream = Numbers.Uniform(layers.OutputSize, 5), gradient = new float[layers.InputSize], output = new float[layers.OutputSize];
        for (var row = 0; row < Rows; row++)
        {
            layers.InputGradient(network, row, upstream, gradient);
            var input = layers.Input(row).ToArray();
            for (var number = 0; number < Directions; number++)
            {
                var direction = Direction(gradient, number);
                var numeric = Slope(step =>
                {
                    network.Forward([.. input.Zip(direction, (x, along) => (float)(x + (step * along)))], output);
                    return output.Zip(upstream, (y, weight) => (double)y * weight).Sum();
                });
                AssertNear(numeric, gradient.Zip(direction, (g, along) => g * along).Sum(), $"{name}, input {row}, direction {number}");
            }
        }
    }

    /// <summary>With batch statistics the loss is that of training, which BackwardBatch alone gives.</summary>
    private static double Loss(LayerCase layers, ITrainableNetwork network) =>
        layers.HasBatchStatistics ? network.BackwardBatch(layers.All).Mean : network.EvaluateBatch(layers.All).Mean;

    private static double Slope(Func<double, double> function) => (function(Width) - function(-Width)) / (2 * Width);

    /// <summary>Of length 1.</summary>
    private static double[] Direction(float[] gradient, int number)
    {
        var sizes = Numbers.Uniform(gradient.Length, 100 + number);
        double[] direction = [.. gradient.Select((g, i) => (1.5 + sizes[i]) * (g < 0 ? -1 : 1))];
        var length = Math.Sqrt(direction.Sum(value => value * value));
        return [.. direction.Select(value => value / length)];
    }

    private static void AssertNear(double numeric, double analytic, string what) =>
        Assert.True(Math.Abs(numeric - analytic) <= 0.01 * Math.Max(Math.Abs(analytic), 0.01), $"{what}: {numeric} by differences, {analytic} by the backward pass");
}
