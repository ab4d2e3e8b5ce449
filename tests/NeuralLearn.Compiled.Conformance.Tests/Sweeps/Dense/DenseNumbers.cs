namespace NeuralLearn.Compiled.Conformance.Sweeps.Dense;

/// <summary>Parameters, inputs and upstream gradients for one size, and what follows from them by loops over doubles.</summary>
internal sealed class DenseNumbers
{
    /// <summary>The widest weights and inputs of exact sums: 40 · 3² + 3 and 33 · 3² are far below 2²⁴.</summary>
    private const int LargestInteger = 3;

    private readonly int _inputs;
    private readonly int _outputs;

    private DenseNumbers(DenseSize size, int rows, Func<float> next)
    {
        _inputs = size.Inputs;
        _outputs = size.Outputs;
        Parameters = Draw((size.Inputs + 1) * size.Outputs, next);
        Input = Draw(rows * size.Inputs, next);
        Upstream = Draw(rows * size.Outputs, next);
    }

    /// <summary>The weights [outputs, inputs], then the biases.</summary>
    public float[] Parameters { get; }

    public float[] Input { get; }

    public float[] Upstream { get; }

    public static DenseNumbers Uniform(DenseSize size, int rows)
    {
        var random = new Random(HashOf(size));
        return new DenseNumbers(size, rows, () => (float)((random.NextDouble() * 2) - 1));
    }

    /// <summary>Small whole numbers: every product and every partial sum is a float, so no order of a sum can round.</summary>
    public static DenseNumbers Integers(DenseSize size, int rows)
    {
        var random = new Random(HashOf(size));
        return new DenseNumbers(size, rows, () => random.Next(-LargestInteger, LargestInteger + 1));
    }

    /// <summary>y = W x + b.</summary>
    public InnerProduct[] Outputs(int rows) => Table(rows, _outputs, (int row, int output, ref InnerProduct sum) =>
    {
        for (var i = 0; i < _inputs; i++)
        {
            sum.Add(Parameters[(output * _inputs) + i], Input[(row * _inputs) + i]);
        }

        sum.Add(Parameters[(_outputs * _inputs) + output], 1);
    });

    /// <summary>Wᵀ dy.</summary>
    public InnerProduct[] InputGradients(int rows) => Table(rows, _inputs, (int row, int input, ref InnerProduct sum) =>
    {
        for (var o = 0; o < _outputs; o++)
        {
            sum.Add(Parameters[(o * _inputs) + input], Upstream[(row * _outputs) + o]);
        }
    });

    /// <summary>Σ dy xᵀ over the rows, then Σ dy: not divided yet.</summary>
    public InnerProduct[] ParameterGradients(int rows)
    {
        var weights = Table(_outputs, _inputs, (int output, int input, ref InnerProduct sum) =>
        {
            for (var row = 0; row < rows; row++)
            {
                sum.Add(Upstream[(row * _outputs) + output], Input[(row * _inputs) + input]);
            }
        });
        var biases = Table(_outputs, 1, (int output, int _, ref InnerProduct sum) =>
        {
            for (var row = 0; row < rows; row++)
            {
                sum.Add(Upstream[(row * _outputs) + output], 1);
            }
        });
        return [.. weights, .. biases];
    }

    private delegate void Summation(int row, int column, ref InnerProduct sum);

    private static InnerProduct[] Table(int rows, int columns, Summation summation)
    {
        var table = new InnerProduct[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                summation(row, column, ref table[(row * columns) + column]);
            }
        }

        return table;
    }

    private static float[] Draw(int count, Func<float> next)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = next();
        }

        return values;
    }

    /// <summary>A size always gets the same numbers.</summary>
    private static int HashOf(DenseSize size) => (size.Inputs * 1000) + size.Outputs;
}
