using NeuralLearn.Compiled.Tests.Mathematics;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>A function of a row: the values that go in, the layer's parameters.</summary>
internal delegate double[] Formula(double[][] inputs, ReadOnlySpan<double> parameters, KinkWatch kinks);

/// <summary>The textbook's formulas in double precision, forward only: derivatives are what is to be found out.</summary>
internal static class Formulas
{
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    /// <summary>One line an activation, by its name in the library.</summary>
    public static IReadOnlyDictionary<string, Formula> Activations { get; } = new Dictionary<string, Formula>(StringComparer.Ordinal)
    {
        ["Identity"] = Map(x => x),
        ["ReLU"] = Map(x => Math.Max(0, x), 0),
        ["ReLU6"] = Map(x => Math.Clamp(x, 0, 6), 0, 6),
        ["LeakyReLU"] = LeakyReLU(0.01),
        ["ELU"] = ELU(1),
        ["SELU"] = Map(x => SeluScale * (x > 0 ? x : SeluAlpha * Precise.Expm1(x)), 0),
        ["GELU"] = Map(x => 0.5 * x * (1 + Precise.Erf(x / Math.Sqrt(2)))),
        ["GELUTanh"] = Map(x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
        ["SiLU"] = Map(x => x * Sigmoid(x)),
        ["Mish"] = Map(x => x * Math.Tanh(LogOnePlusExp(x))),
        ["Sigmoid"] = Map(Sigmoid),
        ["Tanh"] = Map(Math.Tanh),
        ["Softplus"] = Softplus(1),
        ["Softsign"] = Map(x => x / (1 + Math.Abs(x))),
        ["HardSigmoid"] = Map(x => Math.Clamp(x + 3, 0, 6) / 6, -3, 3),
        ["HardSwish"] = Map(x => x * Math.Clamp(x + 3, 0, 6) / 6, -3, 3),
        ["HardTanh"] = Map(x => Math.Clamp(x, -1, 1), -1, 1),
        ["Softmax"] = (inputs, _, _) => [.. LogSoftmax(inputs[0]).Select(Math.Exp)],
        ["LogSoftmax"] = (inputs, _, _) => LogSoftmax(inputs[0]),
    };

    public static Formula LeakyReLU(double slope) => Map(x => x > 0 ? x : slope * x, 0);

    public static Formula ELU(double alpha) => Map(x => x > 0 ? x : alpha * Precise.Expm1(x), 0);

    /// <summary>PyTorch's: linear where the exponent would be above 20, which leaves a step of 2·10⁻⁹ there.</summary>
    public static Formula Softplus(double beta) => Map(x => beta * x > 20 ? x : LogOnePlusExp(beta * x) / beta, 20 / beta);

    /// <summary>x where x > 0, else the slope of its feature, or the only one, times x.</summary>
    public static double[] PReLU(double[][] inputs, ReadOnlySpan<double> slopes, KinkWatch kinks)
    {
        var y = (double[])inputs[0].Clone();
        for (var i = 0; i < y.Length; i++)
        {
            kinks.Pass(y[i], 0);
            y[i] *= y[i] > 0 ? 1 : slopes[slopes.Length == 1 ? 0 : i];
        }

        return y;
    }

    /// <summary>(x - mean) / √(variance + ε) times the weights, plus the biases.</summary>
    public static Formula LayerNorm(double epsilon) => (inputs, parameters, _) =>
    {
        var x = inputs[0];
        var mean = x.Average();
        var deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + epsilon);
        var y = new double[x.Length];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = ((x[i] - mean) / deviation * parameters[i]) + parameters[x.Length + i];
        }

        return y;
    };

    /// <summary>
    /// Times the weights, plus the biases, with the statistics of a new network: mean 0, variance 1. One that learns is no function of a row.
    /// </summary>
    public static Formula FrozenBatchNorm(double epsilon) => (inputs, parameters, _) =>
    {
        var y = (double[])inputs[0].Clone();
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = (y[i] / Math.Sqrt(1 + epsilon) * parameters[i]) + parameters[y.Length + i];
        }

        return y;
    };

    /// <summary>W x + b, W as [units, features]; without b where the parameters end before it.</summary>
    public static double[] Dense(double[] x, ReadOnlySpan<double> parameters, int units)
    {
        var y = new double[units];
        var hasBias = parameters.Length > units * x.Length;
        for (var unit = 0; unit < units; unit++)
        {
            var sum = hasBias ? parameters[(units * x.Length) + unit] : 0;
            for (var i = 0; i < x.Length; i++)
            {
                sum += parameters[(unit * x.Length) + i] * x[i];
            }

            y[unit] = sum;
        }

        return y;
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double LogOnePlusExp(double x) => Math.Max(x, 0) + Precise.Log1p(Math.Exp(-Math.Abs(x)));

    public static double[] LogSoftmax(double[] x)
    {
        var largest = x.Max();
        var logarithm = largest + Math.Log(x.Sum(value => Math.Exp(value - largest)));
        return [.. x.Select(value => value - logarithm)];
    }

    private static Formula Map(Func<double, double> function, params double[] kinks) => (inputs, _, watch) =>
    {
        var y = new double[inputs[0].Length];
        for (var i = 0; i < y.Length; i++)
        {
            watch.Pass(inputs[0][i], kinks);
            y[i] = function(inputs[0][i]);
        }

        return y;
    };
}
