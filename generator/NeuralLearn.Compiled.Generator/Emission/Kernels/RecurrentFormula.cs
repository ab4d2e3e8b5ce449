using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>Where a number of a step is: which parameter of the kernel, at which row of units.</summary>
internal sealed record RecurrentPlace(string Parameter, int Slot);

/// <summary>What happens to one unit in one step: numbers that are read, formulas one after the other, and where results go.</summary>
/// <param name="Reads">Variable and place.</param>
/// <param name="Lines">Variable and formula, in the order they are worked out.</param>
/// <param name="Writes">Variable and place.</param>
internal sealed record RecurrentFormula(
    IReadOnlyList<(string Variable, RecurrentPlace Place)> Reads, IReadOnlyList<(string Variable, Expr Formula)> Lines, IReadOnlyList<(string Variable, RecurrentPlace Place)> Writes)
{
    private static Expr V(string name) => Expr.Variable(name);

    // tanh(x/2) = x P(x²) / Q(x²) up to |x| = 15, beyond which it counts as ±1: within 4·10⁻⁷ of it. A step waits for the step before and so
    // for these functions; one fraction takes about half the time of what VectorMath has, whose last digits a gate has no use for.
    private static readonly double[] Numerator = [0.5, 0.016210079193115234, 9.365775622427464e-05, 9.328601890956634e-08];
    private static readonly double[] Denominator = [1.0, 0.11575333774089813, 0.0015001537976786494, 3.832107722701039e-06, 1.0259434413129043e-09];
    private const double Bound = 15;

    /// <summary>½ + ½ tanh(x/2).</summary>
    private static Expr Sigmoid(Expr x) => Bounded(x, Bound, Fraction(x, 1, 0.5) + 0.5, 0.0);

    /// <summary>The same function with the argument doubled.</summary>
    private static Expr Tanh(Expr x) => Bounded(x, Bound / 2, Fraction(x, 4, 2), -1.0);

    private static Expr Bounded(Expr x, double bound, Expr value, double least) =>
        Expr.Select(Comparison.GreaterThan, x, bound, 1.0, Expr.Select(Comparison.LessThan, x, -bound, least, value));

    /// <summary>factor · x P(scale · x²) / Q(scale · x²), both as short chains. Factors are powers of two, which round nothing.</summary>
    private static Expr Fraction(Expr x, double scale, double factor)
    {
        var square = x * x;
        var fourth = square * square;
        double P(int power) => Numerator[power] * Math.Pow(scale, power) * factor;
        double Q(int power) => Denominator[power] * Math.Pow(scale, power);
        var numerator = Expr.MultiplyAdd(Expr.MultiplyAdd(square, P(3), P(2)), fourth, Expr.MultiplyAdd(square, P(1), P(0))) * x;
        var high = Expr.MultiplyAdd(fourth, Q(4), Expr.MultiplyAdd(square, Q(3), Q(2)));
        return numerator / Expr.MultiplyAdd(high, fourth, Expr.MultiplyAdd(square, Q(1), Q(0)));
    }

    /// <summary>h, and c, from what inputs and hidden values add to the gates.</summary>
    public static RecurrentFormula Forward(RecurrentNode node, bool keeps)
    {
        RecurrentPlace Gate(int slot) => new("gates", slot);
        RecurrentPlace Recurrent(int gate) => new("recurrent", gate);
        RecurrentPlace hidden = new("hidden", 0), cell = new("cell", 0), y = new("y", 0);
        var reads = new List<(string, RecurrentPlace)>();
        var lines = new List<(string, Expr)>();
        var writes = new List<(string, RecurrentPlace)> { ("next", hidden), ("next", y) };
        void Sum(string name, int gate)
        {
            reads.Add((name + "x", Gate(node.InputSlot + gate)));
            reads.Add((name + "h", Recurrent(gate)));
        }

        switch (node.Kind)
        {
            case RecurrentKind.Rnn:
                Sum("z", 0);
                lines.Add(("x", V("zx") + V("zh")));
                lines.Add(("next", node.Activation!.Forward));
                Keep(("next", Gate(0)));
                break;
            case RecurrentKind.Gru:
                Sum("r", 0);
                Sum("z", 1);
                Sum("n", 2);
                reads.Add(("h", hidden));
                lines.Add(("toR", V("rx") + V("rh")));
                lines.Add(("r", Sigmoid(V("toR"))));
                lines.Add(("toZ", V("zx") + V("zh")));
                lines.Add(("z", Sigmoid(V("toZ"))));
                lines.Add(("toN", Expr.MultiplyAdd(V("r"), V("nh"), V("nx"))));
                lines.Add(("n", Tanh(V("toN"))));
                lines.Add(("next", Expr.MultiplyAdd(1.0 - V("z"), V("n"), V("z") * V("h"))));
                Keep(("nh", Gate(0)), ("r", Gate(1)), ("z", Gate(2)), ("n", Gate(3)));
                break;
            default:
                Sum("i", 0);
                Sum("f", 1);
                Sum("g", 2);
                Sum("o", 3);
                reads.Add(("c", cell));
                lines.Add(("toI", V("ix") + V("ih")));
                lines.Add(("i", Sigmoid(V("toI"))));
                lines.Add(("toF", V("fx") + V("fh")));
                lines.Add(("f", Sigmoid(V("toF"))));
                lines.Add(("toG", V("gx") + V("gh")));
                lines.Add(("g", Tanh(V("toG"))));
                lines.Add(("toO", V("ox") + V("oh")));
                lines.Add(("o", Sigmoid(V("toO"))));
                lines.Add(("nextCell", Expr.MultiplyAdd(V("f"), V("c"), V("i") * V("g"))));
                lines.Add(("t", Tanh(V("nextCell"))));
                lines.Add(("next", V("o") * V("t")));
                writes.Add(("nextCell", cell));
                Keep(("i", Gate(0)), ("f", Gate(1)), ("g", Gate(2)), ("o", Gate(3)), ("c", new RecurrentPlace("kept", 1)), ("t", new RecurrentPlace("kept", 2)));
                break;
        }

        void Keep(params (string, RecurrentPlace)[] kept)
        {
            if (keeps)
            {
                if (reads.All(read => read.Item1 != "h"))
                {
                    reads.Add(("h", hidden));
                }

                writes.Add(("h", new RecurrentPlace("kept", 0)));
                writes.AddRange(kept);
            }
        }

        return new RecurrentFormula(reads, lines, writes);
    }

    /// <summary>The gradients of the sums that went into the gates, in their places, and what goes on to the step before.</summary>
    public static RecurrentFormula Backward(RecurrentNode node)
    {
        RecurrentPlace Gate(int slot) => new("gates", slot);
        RecurrentPlace Kept(int slot) => new("kept", slot);
        RecurrentPlace direct = new("direct", 0), cell = new("cell", 0);
        var reads = new List<(string, RecurrentPlace)> { ("past", direct), ("through", new RecurrentPlace("through", 0)) };
        var lines = new List<(string, Expr)>();
        var writes = new List<(string, RecurrentPlace)>();
        if (node.ReturnsSequence)
        {
            reads.Add(("given", new RecurrentPlace("dy", 0)));
            lines.Add(("dh", V("given") + V("past") + V("through")));
        }
        else
        {
            lines.Add(("dh", V("past") + V("through")));
        }

        Expr OfSigmoid(string name) => V(name) * (1.0 - V(name));
        Expr OfTanh(string name) => 1.0 - (V(name) * V(name));
        switch (node.Kind)
        {
            case RecurrentKind.Rnn:
                reads.Add(("y", Gate(0)));
                lines.Add(("dy", V("dh")));
                lines.Add(("dz", node.Activation!.Gradient));
                lines.Add(("past0", 0.0));
                writes.Add(("dz", Gate(0)));
                writes.Add(("past0", direct));
                break;
            case RecurrentKind.Gru:
                reads.AddRange([("q", Gate(0)), ("r", Gate(1)), ("z", Gate(2)), ("n", Gate(3)), ("h", Kept(0))]);
                lines.Add(("dn", V("dh") * (1.0 - V("z")) * OfTanh("n")));
                lines.Add(("dz", V("dh") * (V("h") - V("n")) * OfSigmoid("z")));
                lines.Add(("dq", V("dn") * V("r")));
                lines.Add(("dr", V("dn") * V("q") * OfSigmoid("r")));
                lines.Add(("past0", V("dh") * V("z")));
                writes.AddRange([("dq", Gate(0)), ("dr", Gate(1)), ("dz", Gate(2)), ("dn", Gate(3)), ("past0", direct)]);
                break;
            default:
                reads.AddRange([("i", Gate(0)), ("f", Gate(1)), ("g", Gate(2)), ("o", Gate(3)), ("c", Kept(1)), ("t", Kept(2)), ("later", cell)]);
                lines.Add(("dc", Expr.MultiplyAdd(V("dh") * V("o"), OfTanh("t"), V("later"))));
                lines.Add(("di", V("dc") * V("g") * OfSigmoid("i")));
                lines.Add(("df", V("dc") * V("c") * OfSigmoid("f")));
                lines.Add(("dg", V("dc") * V("i") * OfTanh("g")));
                lines.Add(("do", V("dh") * V("t") * OfSigmoid("o")));
                lines.Add(("dcell", V("dc") * V("f")));
                lines.Add(("past0", 0.0));
                writes.AddRange([("di", Gate(0)), ("df", Gate(1)), ("dg", Gate(2)), ("do", Gate(3)), ("dcell", cell), ("past0", direct)]);
                break;
        }

        return new RecurrentFormula(reads, lines, writes);
    }
}
