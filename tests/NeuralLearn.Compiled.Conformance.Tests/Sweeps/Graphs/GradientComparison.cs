using NeuralLearn.Compiled.Conformance.Running;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>What an emitted network gave, against the formulas and their differences.</summary>
internal sealed class GradientComparison(RandomGraph graph, GraphNumbers numbers, Report report)
{
    /// <summary>
    /// That of PyTorch's gradcheck. The differences are good to eight digits, so the tolerance is the emitted network's alone: a
    /// derivative in single precision has some 10⁻⁵ of rounding behind it after ten layers of 65, and a mistake is of the size of the
    /// derivative.
    /// </summary>
    private const double Relative = 1e-3;

    /// <summary>
    /// For what is near 0 because large numbers cancel: sixteen roundings of numbers around 1. A tenth of gradcheck's, whose differences
    /// are less exact, since gradients behind a softmax or a mean over 65 outputs are small as a whole.
    /// </summary>
    private const double Absolute = 1e-6;

    /// <summary>Values themselves are not differentiated; a hundred units in the last place of the largest.</summary>
    private const double RelativeOfValues = 1e-5;

    /// <summary>Rows whose every input is moved: the others take the same code.</summary>
    private const int RowsMoved = 2;

    private readonly Differences _differences = new(graph, numbers);

    public void Run(float[] outputs, float[] rowLosses, float[] gradients, float[] lossByInput, float[] outputsByInput)
    {
        for (var row = 0; row < numbers.Rows; row++)
        {
            Compare($"output of row {row}", Row(outputs, row, graph.OutputSize), _differences.Outputs(row), RelativeOfValues);
            if (rowLosses.Length > 0)
            {
                Compare($"loss of row {row}", rowLosses.AsSpan(row, 1), [_differences.Loss(row)], RelativeOfValues);
            }
        }

        CompareParameters(gradients);
        for (var row = 0; row < (graph.TakesIndices ? 0 : Math.Min(RowsMoved, numbers.Rows)); row++)
        {
            var ofLoss = Row(lossByInput, row, graph.InputSize).ToArray();
            Compare($"loss by input, row {row}", ofLoss, [.. ofLoss.Select((value, i) => _differences.LossByInput(row, i, value))], Relative);
            var ofOutputs = Row(outputsByInput, row, graph.InputSize).ToArray();
            Compare($"outputs by input, row {row}", ofOutputs,
                [.. ofOutputs.Select((value, i) => _differences.OutputsByInput(row, i, numbers.OutputGradient, value))], Relative);
        }
    }

    private static ReadOnlySpan<float> Row(float[] values, int row, int size) => values.AsSpan(row * size, size);

    /// <summary>
    /// Every tensor along two directions of length 1. One goes with the gradient's signs, so that nothing cancels and the derivative is
    /// as large as it can be; the other is any.
    /// </summary>
    private void CompareParameters(float[] gradients)
    {
        var random = new Random(graph.ParameterCount);
        var (offset, index) = (0, 0);
        foreach (var (length, _, isFrozen) in graph.Tensors)
        {
            if (isFrozen)
            {
                report.Add(Comparison.Of($"gradient of frozen tensor {index}", gradients.AsSpan(offset, length), new float[length], _ => 0));
                offset += length;
                index++;
                continue;
            }

            var gradient = GraphNumbers.Exact(gradients.AsSpan(offset, length));
            double[] signs = [.. gradient.Select(_ => random.Next(2) == 0 ? -1.0 : 1.0)];
            CompareAlong($"tensor {index}, with the gradient", offset, gradient,
                [.. gradient.Zip(signs, (value, sign) => (0.5 + random.NextDouble()) * (value == 0 ? sign : Math.Sign(value)))]);
            CompareAlong($"tensor {index}, any direction", offset, gradient, signs);
            offset += length;
            index++;
        }
    }

    private void CompareAlong(string what, int offset, double[] gradient, double[] direction)
    {
        var norm = Math.Sqrt(direction.Sum(value => value * value));
        double[] unit = [.. direction.Select(value => value / norm)];
        double[] terms = [.. gradient.Zip(unit, (value, along) => value * along)];
        var analytic = terms.Sum();
        var numeric = _differences.AlongParameters(offset, unit, analytic);
        var tolerance = Absolute + (Relative * terms.Sum(Math.Abs));
        report.Add(Comparison.Of($"gradient of {what}", [(float)analytic], [(float)numeric], _ => tolerance));
    }

    /// <summary>Relative to the largest of a row: small ones are differences of large ones.</summary>
    private void Compare(string what, ReadOnlySpan<float> actual, double[] expected, double relative)
    {
        var tolerance = Absolute + (relative * expected.Max(Math.Abs));
        report.Add(Comparison.Of(what, actual, Array.ConvertAll(expected, value => (float)value), _ => tolerance));
    }
}
