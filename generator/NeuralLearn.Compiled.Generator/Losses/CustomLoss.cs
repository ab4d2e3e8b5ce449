using NeuralLearn.Compiled.Generator.Functions;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>A function of the user's own of each output and its target, differentiated by this compiler.</summary>
internal sealed class CustomLoss : ElementLossKind
{
    public override string Kind => "CustomLoss";

    public override string Formula => "mean of the class's own function of output and target";

    protected override string ElementFormula => "the class's own function of output and target";

    public override void Check(LossDeclaration loss, Shape output, string outputName, ProblemList problems) => problems.Function(loss.Index, loss.Attribute);

    protected override (Expr Loss, Expr Gradient) Formulas(LossDeclaration loss)
    {
        var formula = loss.Attribute.Function!.Over("y", "t");
        return (formula, Derivative.Of(formula, "y"));
    }
}
