using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using static NeuralLearn.Compiled.Generator.Graph.Expr;

namespace NeuralLearn.Compiled.Generator.Optimizers;

/// <summary>
/// v ← αv + (1-α)g²; θ ← θ - ηg / (√v + ε), ε outside the root as in PyTorch. Centred: v less the square of the mean gradient. With
/// momentum b ← μb + g / (√v + ε), θ ← θ - ηb.
/// </summary>
internal sealed class RmsProp : Optimizer
{
    public override string Kind => "RmsProp";

    protected override double DefaultLearningRate => 1e-2;

    public override void Check(int index, AttributeDeclaration attribute, ProblemList problems)
    {
        base.Check(index, attribute, problems);
        problems.InRange(index, attribute, "Alpha", value => value is >= 0 and < 1, "at least 0 and less than 1");
        problems.InRange(index, attribute, "Momentum", value => value is >= 0 and < 1, "at least 0 and less than 1");
        problems.InRange(index, attribute, "Epsilon", value => value > 0, "a finite number greater than 0");
    }

    public override UpdateRule Build(AttributeDeclaration attribute)
    {
        var alpha = attribute.Real("Alpha", 0.99);
        var momentum = attribute.Real("Momentum");
        var decay = attribute.Real("WeightDecay");
        var centered = attribute.Boolean("Centered");
        var slots = new List<string> { "squareAvg" };
        var elements = new List<ElementStatement>();
        Expr gradient = Variable("gradient"), parameter = Variable("parameter"), square = Variable("squareAvg");
        if (decay > 0)
        {
            elements.Add(new ElementStatement("decayed", MultiplyAdd(decay, parameter, gradient), true));
            gradient = Variable("decayed");
        }

        elements.Add(new ElementStatement("squareAvg", MultiplyAdd(alpha, square, (1 - alpha) * (gradient * gradient)), false));
        var variance = square;
        if (centered)
        {
            slots.Add("gradAvg");
            var mean = Variable("gradAvg");
            elements.Add(new ElementStatement("gradAvg", MultiplyAdd(alpha, mean, (1 - alpha) * gradient), false));
            variance = square - (mean * mean);
        }

        elements.Add(new ElementStatement("scaled", gradient / (Call(MathFunction.Sqrt, variance) + attribute.Real("Epsilon", 1e-8)), true));
        var direction = Variable("scaled");
        if (momentum > 0)
        {
            slots.Add("momentumBuffer");
            elements.Add(new ElementStatement("momentumBuffer", MultiplyAdd(momentum, Variable("momentumBuffer"), direction), false));
            direction = Variable("momentumBuffer");
        }

        elements.Add(new ElementStatement("parameter", MultiplyAdd(Variable("descent"), direction, parameter), false));
        return Rule(attribute, (decay > 0 ? "g ← g + λθ; " : "") + "v ← αv + (1-α)g²; "
            + (momentum > 0 ? "b ← μb + " : "θ ← θ - η ") + (centered ? "g / (√(v - ḡ²) + ε)" : "g / (√v + ε)") + (momentum > 0 ? "; θ ← θ - ηb" : ""),
            slots, [], [new StepScalar("descent", 0.0 - Variable("learningRate"), false)], elements);
    }
}
