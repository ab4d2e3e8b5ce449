extern alias generator;

using generator::NeuralLearn.Compiled.Generator.Graph;
using Catalog = generator::NeuralLearn.Compiled.Generator.Activations.ActivationCatalog;
using Kind = generator::NeuralLearn.Compiled.Activation;

namespace NeuralLearn.Compiled.Tool.Exporting;

/// <summary>Functions of single elements: the operator of that name where there is one, else the formula in operators, which any function has.</summary>
internal sealed class FunctionExport(GraphWriter writer, string stem)
{
    private readonly Dictionary<Expr, string> _known = new(generator::NeuralLearn.Compiled.Generator.Functions.ReferenceComparer.Instance);

    /// <summary>f(x) under a reserved name.</summary>
    public void Write(Elementwise function, string x, string result)
    {
        if (!WriteOperator(function, x, result))
        {
            var formula = Value(function.Forward, x);
            writer.Add("Identity", stem, [formula], result);
        }
    }

    private bool WriteOperator(Elementwise function, string x, string result)
    {
        if (function == Catalog.Copy)
        {
            writer.Add("Identity", stem, [x], result);
            return true;
        }

        if (Single(function) is { } op)
        {
            writer.Add(op, stem, [x], result);
        }
        else if (Is(function, Kind.SELU))
        {
            // The constants of PyTorch are those that the operator has by default.
            writer.Add("Selu", stem, [x], result);
        }
        else if (Is(function, Kind.ReLU6))
        {
            writer.Add("Clip", stem, [x, Scalar(0), Scalar(6)], result);
        }
        else if (Is(function, Kind.HardTanh))
        {
            writer.Add("Clip", stem, [x, Scalar(-1), Scalar(1)], result);
        }
        else if (Is(function, Kind.HardSigmoid))
        {
            writer.Add("HardSigmoid", stem, [x], result, GraphWriter.Attribute("alpha", 1.0 / 6), GraphWriter.Attribute("beta", 0.5));
        }
        else if (Is(function, Kind.HardSwish))
        {
            writer.Add("Mul", stem, [x, writer.Add("HardSigmoid", stem, [x], null, GraphWriter.Attribute("alpha", 1.0 / 6), GraphWriter.Attribute("beta", 0.5))], result);
        }
        else if (Is(function, Kind.SiLU))
        {
            writer.Add("Mul", stem, [x, writer.Add("Sigmoid", stem, [x])], result);
        }
        else if (Is(function, Kind.Mish))
        {
            writer.Add("Mul", stem, [x, writer.Add("Tanh", stem, [writer.Add("Softplus", stem, [x])])], result);
        }
        else if (Parameter(function, Catalog.LeakyReLU) is { } slope)
        {
            writer.Add("LeakyRelu", stem, [x], result, GraphWriter.Attribute("alpha", slope));
        }
        else if (Parameter(function, Catalog.ELU) is { } alpha)
        {
            writer.Add("Elu", stem, [x], result, GraphWriter.Attribute("alpha", alpha));
        }
        else
        {
            return false;
        }

        return true;
    }

    private static string? Single(Elementwise function) => function == Elementwise.Sigmoid ? "Sigmoid"
        : Is(function, Kind.ReLU) ? "Relu"
        : Is(function, Kind.Tanh) ? "Tanh"
        : Is(function, Kind.Softsign) ? "Softsign"
        : Is(function, Kind.Softplus) ? "Softplus"
        : null;

    private static bool Is(Elementwise function, Kind kind) => function == Catalog.Function(kind);

    /// <summary>The number that makes a family's member of a function, found among the numbers in its formula.</summary>
    private static double? Parameter(Elementwise function, Func<double, Elementwise> family) =>
        Constants(function.Forward).Cast<double?>().FirstOrDefault(value => function == family(value!.Value));

    private static IEnumerable<double> Constants(Expr formula) =>
        formula is ConstantExpr constant ? [constant.Value] : formula.Parts.SelectMany(Constants);

    private string Scalar(double value) => writer.Constant($"{stem}/constant", (float)value);

    private string Value(Expr formula, string x)
    {
        if (!_known.TryGetValue(formula, out var name))
        {
            _known.Add(formula, name = Write(formula, x));
        }

        return name;
    }

    private string Write(Expr formula, string x)
    {
        string[] Parts() => [.. formula.Parts.Select(part => Value(part, x))];
        switch (formula)
        {
            case VariableExpr:
                return x;
            case ConstantExpr constant:
                return Scalar(constant.Value);
            case BinaryExpr binary:
                var op = binary.Operator switch { BinaryOperator.Add => "Add", BinaryOperator.Subtract => "Sub", BinaryOperator.Multiply => "Mul", _ => "Div" };
                return writer.Add(op, stem, Parts());
            case FusedExpr:
                var factors = Parts();
                return writer.Add("Add", stem, [writer.Add("Mul", stem, [factors[0], factors[1]]), factors[2]]);
            case PowerExpr:
                return writer.Add("Pow", stem, Parts());
            case SelectExpr select:
                var parts = Parts();
                var comparison = select.Comparison switch { Comparison.LessThan => "Less", Comparison.LessThanOrEqual => "LessOrEqual", Comparison.GreaterThan => "Greater", _ => "Equal" };
                return writer.Add("Where", stem, [writer.Add(comparison, stem, [parts[0], parts[1]]), parts[2], parts[3]]);
            case CallExpr { Function: MathFunction.Expm1 }:
                return writer.Add("Sub", stem, [writer.Add("Exp", stem, Parts()), Scalar(1)]);
            case CallExpr { Function: MathFunction.Log1p }:
                return writer.Add("Log", stem, [writer.Add("Add", stem, [Parts()[0], Scalar(1)])]);
            case CallExpr call:
                return writer.Add(call.Function.ToString(), stem, Parts());
            default:
                throw new ToolFailure($"{stem} computes with a {formula.GetType().Name}, which this tool cannot write as ONNX operators.");
        }
    }
}
