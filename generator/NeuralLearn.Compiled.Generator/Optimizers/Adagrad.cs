using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using static NeuralLearn.Compiled.Generator.Graph.Expr;

namespace NeuralLearn.Compiled.Generator.Optimizers;

/// <summary>Duchi, Hazan and Singer 2011: s ← s + g²; θ ← θ - η/(1 + (t-1)·decay) · g / (√s + ε).</summary>
internal sealed class Adagrad : Optimizer
{
    public override string Kind => "Adagrad";

    protected override double DefaultLearningRate => 1e-2;

    public override void Check(int index, AttributeDeclaration attribute, ProblemList problems)
    {
        base.Check(index, attribute, problems);
        problems.InRange(index, attribute, "LearningRateDecay", value => value >= 0, "a finite number, 0 or more");
        problems.InRange(index, attribute, "InitialAccumulator", value => value >= 0, "a finite number, 0 or more");
        problems.InRange(index, attribute, "Epsilon", value => value > 0, "a finite number greater than 0");
    }

    public override UpdateRule Build(AttributeDeclaration attribute)
    {
        var decay = attribute.Real("WeightDecay");
        var initial = attribute.Real("InitialAccumulator");
        var elements = new List<ElementStatement>();
        Expr gradient = Variable("gradient"), parameter = Variable("parameter"), sum = Variable("sum");
        if (decay > 0)
        {
            elements.Add(new ElementStatement("decayed", MultiplyAdd(decay, parameter, gradient), true));
            gradient = Variable("decayed");
        }

        // What the sum begins with is added where it is read: memory of the optimizer always begins with 0.
        elements.Add(new ElementStatement("sum", MultiplyAdd(gradient, gradient, sum), false));
        var total = initial > 0 ? sum + initial : sum;
        elements.Add(new ElementStatement("parameter",
            MultiplyAdd(Variable("descent"), gradient / (Call(MathFunction.Sqrt, total) + attribute.Real("Epsilon", 1e-10)), parameter), false));
        var rateDecay = attribute.Real("LearningRateDecay");
        var descent = 0.0 - Variable("learningRate");
        return Rule(attribute, (decay > 0 ? "g ← g + λθ; " : "") + "s ← s + g²; θ ← θ - η/(1 + (t-1)·decay) · g / (√s + ε)",
            ["sum"], [], [new StepScalar("descent", rateDecay > 0 ? descent / (1.0 + (rateDecay * Variable("step"))) : descent, false)], elements);
    }
}
