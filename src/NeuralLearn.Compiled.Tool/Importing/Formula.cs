namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>
/// A function of single elements put together from operators. Which activation it is is found by its values, not by its form: programs
/// write x Φ(x) or x sigmoid(x) in many ways.
/// </summary>
internal abstract record Formula
{
    private static readonly (Activation Kind, Func<double, double> Value)[] Known =
    [
        (Activation.Identity, x => x),
        (Activation.ReLU, x => Math.Max(0, x)),
        (Activation.Tanh, Math.Tanh),
        (Activation.Sigmoid, Sigmoid),
        (Activation.ReLU6, x => Math.Clamp(x, 0, 6)),
        (Activation.LeakyReLU, x => x > 0 ? x : 0.01 * x),
        (Activation.ELU, x => x > 0 ? x : Math.Exp(x) - 1),
        (Activation.SELU, x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1))),
        (Activation.GELU, x => 0.5 * x * (1 + Erf(x / Math.Sqrt(2)))),
        (Activation.GELUTanh, x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
        (Activation.SiLU, x => x * Sigmoid(x)),
        (Activation.Mish, x => x * Math.Tanh(Softplus(x))),
        (Activation.Softplus, Softplus),
        (Activation.Softsign, x => x / (1 + Math.Abs(x))),
        (Activation.HardSigmoid, x => Math.Clamp(x + 3, 0, 6) / 6),
        (Activation.HardSwish, x => x * Math.Clamp(x + 3, 0, 6) / 6),
        (Activation.HardTanh, x => Math.Clamp(x, -1, 1)),
    ];

    public static Formula X { get; } = new VariableFormula();

    /// <summary>Operators, numbers and variables in it.</summary>
    public abstract int Size { get; }

    public abstract double Value(double x);

    /// <summary>All values of x at once.</summary>
    /// <param name="at">The values of x, ascending.</param>
    /// <param name="turns">Where it may go on in another way than before, and every number in it, are added.</param>
    public abstract double[] Trace(double[] at, ISet<double> turns);

    /// <summary>The activation that it is; null where it is none.</summary>
    public Activation? Find()
    {
        // The forms of GELU are closer to each other than a tolerance for rounded constants may be.
        var samples = FormulaSamples.Of(this);
        var best = Known.Select(known => (known.Kind, Error: samples.Max(sample => Distance(sample.Y, known.Value(sample.X))))).MinBy(pair => pair.Error);
        return best.Error < 2e-5 ? best.Kind : null;
    }

    /// <summary>Factor and summand where it is a straight line.</summary>
    public (double Factor, double Summand)? StraightLine()
    {
        var summand = Value(0);
        var factor = Value(1) - summand;
        return FormulaSamples.Of(this).All(sample => Distance(sample.Y, (factor * sample.X) + summand) < 1e-6) && factor != 0 && double.IsFinite(factor) ? (factor, summand) : null;
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => x > 30 ? x : Math.Log(1 + Math.Exp(x));

    /// <summary>The error function, to nine digits.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 3)
        {
            var square = 2 * x * x;
            return Math.Sign(x) * (1 - (Math.Exp(-x * x) / (Math.Abs(x) * Math.Sqrt(Math.PI)) * (1 - (1 / square) + (3 / (square * square)) - (15 / (square * square * square)))));
        }

        double term = x, sum = x;
        for (var n = 1; n < 80; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static double Distance(double a, double b) => double.IsNaN(a) ? double.PositiveInfinity : Math.Abs(a - b) / (1 + Math.Abs(b));
}

internal sealed record VariableFormula : Formula
{
    public override int Size => 1;

    public override double Value(double x) => x;

    public override double[] Trace(double[] at, ISet<double> turns) => at;
}

internal sealed record NumberFormula(double Number) : Formula
{
    public override int Size => 1;

    public override double Value(double x) => Number;

    public override double[] Trace(double[] at, ISet<double> turns)
    {
        turns.Add(Number);
        turns.Add(-Number);
        return [.. Enumerable.Repeat(Number, at.Length)];
    }
}

/// <summary>An operator with one input.</summary>
/// <param name="Line">The attribute that is this function alone, where it has numbers of its own.</param>
internal sealed record UnaryFormula(string Op, Formula Argument, Func<double, double> Function, Architecture.AttributeLine? Line = null) : Formula
{
    private static readonly double[] AtZero = [0];

    /// <summary>Values of its argument at which it bends.</summary>
    public double[] Bends { get; init; } = AtZero;

    public override int Size { get; } = Argument.Size + 1;

    public override double Value(double x) => Function(Argument.Value(x));

    public override double[] Trace(double[] at, ISet<double> turns)
    {
        var arguments = Argument.Trace(at, turns);
        foreach (var bend in Bends)
        {
            FormulaSamples.AddCrossings(at, [.. arguments.Select(value => value - bend)], x => Argument.Value(x) - bend, turns);
        }

        return [.. arguments.Select(Function)];
    }
}

internal sealed record BinaryFormula(string Op, Formula Left, Formula Right) : Formula
{
    public override int Size { get; } = Left.Size + Right.Size + 1;

    public override double Value(double x) => Of(Op, Left.Value(x), Right.Value(x));

    public override double[] Trace(double[] at, ISet<double> turns)
    {
        var (left, right) = (Left.Trace(at, turns), Right.Trace(at, turns));
        switch (Op)
        {
            case "Max" or "Min": FormulaSamples.AddCrossings(at, [.. left.Zip(right, (l, r) => l - r)], x => Left.Value(x) - Right.Value(x), turns); break;
            case "Div": FormulaSamples.AddCrossings(at, right, Right.Value, turns); break;
            case "Pow": FormulaSamples.AddCrossings(at, left, Left.Value, turns); break;
        }

        return [.. left.Zip(right, (l, r) => Of(Op, l, r))];
    }

    public static double Of(string op, double left, double right) => op switch
    {
        "Add" => left + right,
        "Sub" => left - right,
        "Mul" => left * right,
        "Div" => left / right,
        "Pow" => Math.Pow(left, right),
        "Max" => Math.Max(left, right),
        _ => Math.Min(left, right),
    };
}
