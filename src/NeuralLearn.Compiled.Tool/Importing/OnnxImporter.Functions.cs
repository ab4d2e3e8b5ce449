using NeuralLearn.Compiled.Tool.Architecture;
using NeuralLearn.Compiled.Tool.Files;
using NeuralLearn.Compiled.Tool.Onnx;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>Functions of single elements, and sums and products of values.</summary>
internal sealed partial class OnnxImporter
{
    private static readonly Dictionary<string, Func<double, double>> Unary = new(StringComparer.Ordinal)
    {
        ["Relu"] = x => Math.Max(0, x),
        ["Sigmoid"] = Formula.Sigmoid,
        ["Tanh"] = Math.Tanh,
        ["Softplus"] = Formula.Softplus,
        ["Softsign"] = x => x / (1 + Math.Abs(x)),
        ["HardSwish"] = x => x * Math.Clamp(x + 3, 0, 6) / 6,
        ["Mish"] = x => x * Math.Tanh(Formula.Softplus(x)),
        ["Erf"] = Formula.Erf,
        ["Exp"] = Math.Exp,
        ["Log"] = Math.Log,
        ["Sqrt"] = Math.Sqrt,
        ["Abs"] = Math.Abs,
        ["Neg"] = x => -x,
        ["Reciprocal"] = x => 1 / x,
    };

    private static readonly double[] HardSwishBends = [-3, 3];

    private bool RunFunction(OnnxNode node)
    {
        if (Unary.TryGetValue(node.OpType, out var function))
        {
            var unary = new UnaryFormula(node.OpType, Input(0).Formula, function);
            SetFormula(Input(0), node.OpType == "HardSwish" ? unary with { Bends = HardSwishBends } : unary);
            return true;
        }

        switch (node.OpType)
        {
            case "Gelu":
                SetFormula(Input(0), new UnaryFormula("Gelu", Input(0).Formula, node.Text("approximate", "none") == "tanh"
                    ? x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))
                    : x => 0.5 * x * (1 + Formula.Erf(x / Math.Sqrt(2)))));
                return true;
            case "LeakyRelu":
                var slope = Shortened(node.Real("alpha", 0.01f));
                SetFormula(Input(0), new UnaryFormula("LeakyRelu", Input(0).Formula, x => x > 0 ? x : slope * x, new AttributeLine("LeakyReLU").With(AttributeLine.Text(slope))));
                return true;
            case "Elu":
                var alpha = Shortened(node.Real("alpha", 1));
                SetFormula(Input(0), new UnaryFormula("Elu", Input(0).Formula, x => x > 0 ? x : alpha * (Math.Exp(x) - 1), new AttributeLine("ELU").With(AttributeLine.Text(alpha))));
                return true;
            case "Selu":
                var (scale, gamma) = (node.Real("alpha", 1.67326319217681884765625f), node.Real("gamma", 1.05070102214813232421875f));
                SetFormula(Input(0), new UnaryFormula("Selu", Input(0).Formula, x => gamma * (x > 0 ? x : scale * (Math.Exp(x) - 1))));
                return true;
            case "HardSigmoid":
                var (factor, summand) = (node.Real("alpha", 0.2f), node.Real("beta", 0.5f));
                SetFormula(Input(0), new UnaryFormula("HardSigmoid", Input(0).Formula, x => Math.Clamp((factor * x) + summand, 0, 1)) { Bends = [-summand / factor, (1 - summand) / factor] });
                return true;
            case "Clip":
                var lowest = Optional(1, "minimum")?.Single ?? node.Find("min")?.Real ?? double.NegativeInfinity;
                var highest = Optional(2, "maximum")?.Single ?? node.Find("max")?.Real ?? double.PositiveInfinity;
                SetFormula(Input(0), new UnaryFormula("Clip", Input(0).Formula, x => Math.Min(Math.Max(x, lowest), highest)) { Bends = [lowest, highest] });
                return true;
            case "Identity" or "Dropout" when _values[node.Inputs[0]] is Flow flow:
                Set(flow);
                return true;
            case "Softmax" or "LogSoftmax":
                RunSoftmax(node);
                return true;
            case "PRelu":
                RunSlope();
                return true;
            case "Add" or "Sub" or "Mul" or "Div" or "Pow" or "Sum" or "Max" or "Min":
                RunArithmetic(node);
                return true;
            default:
                return false;
        }
    }

    private void RunArithmetic(OnnxNode node)
    {
        var op = node.OpType == "Sum" ? "Add" : node.OpType;
        object sum = _values[node.Inputs[0]];
        for (var i = 1; i < node.Inputs.Count; i++)
        {
            sum = Combine(op, sum, _values[node.Inputs[i]], i == 1 ? NameOf(0) : "", NameOf(i));
        }

        Set(sum);
    }

    private object Combine(string op, object left, object right, string leftName, string rightName)
    {
        switch (left, right)
        {
            case (Known a, Known b):
                return Folded(op, a, b);
            case (Flow { Layer.Line.Kind: "Dense" or "Conv1D" or "Conv2D" } flow, Known { Count: 1 } one) when op == "Add" && flow.Length(AxisRole.Channels) == 1 && flow.Layer.Line.Find("Bias") == "false":
                return WithConstants(op, flow, one with { Shape = [.. flow.Axes.Select(_ => 1L)] }, rightName, isLeft: true);
            case (Flow flow, Known { Single: { } number }):
                return Limited(flow with { Formula = new BinaryFormula(op, flow.Formula, new NumberFormula(number)) });
            case (Known { Single: { } number }, Flow flow):
                return Limited(flow with { Formula = new BinaryFormula(op, new NumberFormula(number), flow.Formula) });
            case (Flow flow, Known many):
                return WithConstants(op, flow, many, rightName, isLeft: true);
            case (Known many, Flow flow):
                return WithConstants(op, flow, many, leftName, isLeft: false);
            case (Flow a, Flow b) when a.Layer == b.Layer && a.IsSteps == b.IsSteps && a.Axes.SequenceEqual(b.Axes):
                return Limited(a with { Formula = new BinaryFormula(op, a.Formula, b.Formula) });
            case (Flow a, Flow b):
                return Merged(op, a, b);
            default:
                throw Refuse("its inputs are no values of layers");
        }
    }

    private Flow Merged(string op, Flow left, Flow right)
    {
        var kind = op switch { "Add" => "Add", "Mul" => "Multiply", _ => throw Refuse("two results can be added and multiplied here, and nothing else") };
        if (!left.Axes.SequenceEqual(right.Axes))
        {
            throw Refuse($"its inputs have the shapes {left.AxesText} and {right.AxesText}; [{kind}] takes equal ones");
        }

        left = Plain(left);
        right = SameKind(Plain(right), left.Kind);
        return AddLayer(new AttributeLine(kind), left.Kind, left.Axes, null, Use(left), Use(right));
    }

    private void RunSoftmax(OnnxNode node)
    {
        var flow = Plain(Input(0));
        var axis = Axis(node.Integer("axis", _opset < 13 ? 1 : -1), flow.Axes.Count);
        if (flow.Axes[axis].Role != AxisRole.Channels || (_opset < 13 && axis != flow.Axes.Count - 1))
        {
            throw Refuse($"its axis {axis} of {flow.AxesText} does not hold the channels or features, over which [{node.OpType}] goes");
        }

        Set(AddLayer(new AttributeLine(node.OpType), flow.Kind, flow.Axes, null, Use(flow)));
    }

    private void RunSlope()
    {
        var flow = Plain(Input(0));
        var slope = Constant(1, "slope");
        if (slope.Count != 1 && !IsPerChannel(flow, slope))
        {
            throw Refuse($"its slopes have the shape {slope.ShapeText}, its input {flow.AxesText}; [PReLU] has one, or one per channel");
        }

        var line = new AttributeLine("PReLU");
        var added = AddLayer(slope.Count > 1 ? line.With("Channels", "true") : line, flow.Kind, flow.Axes, Prefix(NameOf(1)), Use(flow));
        added.Layer.Tensors.Add(new ImportedTensor("weight", [slope.Count], slope.ToReals()));
        Set(added);
    }

    private void SetFormula(Flow flow, Formula formula) => Set(Limited(flow with { Formula = formula }));

    private Flow Limited(Flow flow) => flow.Formula.Size > LargestFormula ? Plain(flow) : flow;

    private Flow Plain(string name)
    {
        var flow = Plain((Flow)_values[name]);
        _values[name] = flow;
        return flow;
    }

    /// <summary>The same with its formula as layers.</summary>
    private Flow Plain(Flow flow)
    {
        if (flow.IsPlain)
        {
            return flow;
        }

        if (_functions.TryGetValue((flow.Layer, flow.Formula), out var known))
        {
            return known with { Axes = flow.Axes };
        }

        return _functions[(flow.Layer, flow.Formula)] = Applied(flow);
    }

    private Flow Applied(Flow flow)
    {
        var from = flow with { Formula = Formula.X };
        switch (flow.Formula)
        {
            case var formula when formula.Find() is { } activation:
                return activation == Activation.Identity ? from
                    : AddLayer(new AttributeLine("Apply").With(AttributeLine.Text(activation)), flow.Kind, flow.Axes, null, Use(from));
            case UnaryFormula { Line: { } line, Argument: VariableFormula }:
                return AddLayer(line, flow.Kind, flow.Axes, null, Use(from));
            case var formula when formula.StraightLine() is { } straight && flow.Layer.IsInput:
                var channels = (int)flow.Length(AxisRole.Channels);
                return Standardized("Add", Standardized("Mul", from, [.. Enumerable.Repeat((float)straight.Factor, channels)]), [.. Enumerable.Repeat((float)straight.Summand, channels)]);
            case UnaryFormula unary when unary.Argument is not VariableFormula:
                var inner = Plain(flow with { Formula = unary.Argument });
                return Plain(inner with { Formula = unary with { Argument = Formula.X } });
            case BinaryFormula { Op: "Add" or "Mul", Left: not NumberFormula, Right: not NumberFormula } binary:
                var (left, right) = (Plain(flow with { Formula = binary.Left }), Plain(flow with { Formula = binary.Right }));
                return AddLayer(new AttributeLine(binary.Op == "Add" ? "Add" : "Multiply"), flow.Kind, flow.Axes, null, Use(left), Use(right));
            case BinaryFormula binary:
                throw Refuse($"it reads a function of single elements, {Text(binary)}, that is none of the activations");
            default:
                throw Refuse($"it reads a function of single elements, {Text(flow.Formula)}, that is none of the activations");
        }
    }

    private static string Text(Formula formula) => Printed.Text(formula switch
    {
        VariableFormula => "x",
        NumberFormula number => AttributeLine.Text((double)(float)number.Number),
        UnaryFormula unary => $"{unary.Op}({Text(unary.Argument)})",
        BinaryFormula binary => $"{binary.Op}({Text(binary.Left)}, {Text(binary.Right)})",
        _ => "?",
    });

    /// <summary>0.2 of the float nearest to it, which is 0.200000003.</summary>
    private static double Shortened(float value) => double.Parse(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
