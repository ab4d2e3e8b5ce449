using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using static NeuralLearn.Compiled.Generator.Graph.Expr;

namespace NeuralLearn.Compiled.Generator.Optimizers;

/// <summary>
/// Kingma and Ba 2015, Algorithm 1, with PyTorch's placing of ε: m ← β₁m + (1-β₁)g; v ← β₂v + (1-β₂)g²;
/// θ ← θ - η/(1-β₁ᵗ) · m / (√v/√(1-β₂ᵗ) + ε). AMSGrad (Reddi et al. 2018) takes the largest v so far.
/// </summary>
internal class Adam : Optimizer
{
    public override string Kind => "Adam";

    public override void Check(int index, AttributeDeclaration attribute, ProblemList problems)
    {
        base.Check(index, attribute, problems);
        problems.InRange(index, attribute, "Beta1", value => value is >= 0 and < 1, "at least 0 and less than 1");
        problems.InRange(index, attribute, "Beta2", value => value is >= 0 and < 1, "at least 0 and less than 1");
        problems.InRange(index, attribute, "Epsilon", value => value > 0, "a finite number greater than 0");
    }

    /// <summary>Weight decay without a word.</summary>
    protected virtual double DefaultWeightDecay => 0;

    /// <summary>Whether decay shrinks the parameters instead of entering the gradient.</summary>
    protected virtual bool DecouplesDecay => false;

    public override UpdateRule Build(AttributeDeclaration attribute)
    {
        var beta1 = attribute.Real("Beta1", 0.9);
        var beta2 = attribute.Real("Beta2", 0.999);
        var decay = attribute.Real("WeightDecay", DefaultWeightDecay);
        var amsGrad = attribute.Boolean("AmsGrad");
        var slots = new List<string> { "expAvg", "expAvgSq" };
        var elements = new List<ElementStatement>();
        Expr gradient = Variable("gradient"), parameter = Variable("parameter");
        if (decay > 0 && DecouplesDecay)
        {
            elements.Add(new ElementStatement("parameter", Variable("shrink") * parameter, false));
        }
        else if (decay > 0)
        {
            elements.Add(new ElementStatement("decayed", MultiplyAdd(decay, parameter, gradient), true));
            gradient = Variable("decayed");
        }

        Expr m = Variable("expAvg"), v = Variable("expAvgSq");
        elements.Add(new ElementStatement("expAvg", MultiplyAdd(beta1, m, (1 - beta1) * gradient), false));
        elements.Add(new ElementStatement("expAvgSq", MultiplyAdd(beta2, v, (1 - beta2) * (gradient * gradient)), false));
        if (amsGrad)
        {
            slots.Add("maxExpAvgSq");
            var max = Variable("maxExpAvgSq");
            elements.Add(new ElementStatement("maxExpAvgSq", Select(Comparison.LessThanOrEqual, v, max, max, v), false));
            v = max;
        }

        elements.Add(new ElementStatement("denominator", MultiplyAdd(Call(MathFunction.Sqrt, v), Variable("correction"), Variable("epsilon")), true));
        elements.Add(new ElementStatement("parameter",
            MultiplyAdd(Variable("descent"), m / Variable("denominator"), parameter), false));

        // βᵗ as a running product in double: no power function decides a bit, and it underflows to a correction of exactly 1.
        Expr power1 = Variable("beta1Power"), power2 = Variable("beta2Power");
        List<StepScalar> shrink = decay > 0 && DecouplesDecay ? [new StepScalar("shrink", 1.0 - (Variable("learningRate") * decay), false)] : [];
        return Rule(
            attribute,
            (decay > 0 ? DecouplesDecay ? "θ ← θ (1 - ηλ); " : "g ← g + λθ; " : "") + "m ← β₁m + (1-β₁)g; v ← β₂v + (1-β₂)g²; θ ← θ - η/(1-β₁ᵗ) · m / (√v/√(1-β₂ᵗ) + ε)",
            slots,
            [new StepState("beta1Power", 1), new StepState("beta2Power", 1)],
            [
                new StepScalar("beta1Power", power1 * beta1, true),
                new StepScalar("beta2Power", power2 * beta2, true),
                new StepScalar("descent", (0.0 - Variable("learningRate")) / (1.0 - power1), false),
                new StepScalar("correction", 1.0 / Call(MathFunction.Sqrt, 1.0 - power2), false),
                new StepScalar("epsilon", attribute.Real("Epsilon", 1e-8), false),
                .. shrink,
            ],
            elements);
    }
}
