using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using static NeuralLearn.Compiled.Generator.Graph.Expr;

namespace NeuralLearn.Compiled.Generator.Optimizers;

/// <summary>b ← μb + (1-δ)g, the first b is g; θ ← θ - ηb, or θ - η(g + μb) with Nesterov. Weight decay adds λθ to g.</summary>
internal sealed class Sgd : Optimizer
{
    public override string Kind => "Sgd";

    public override void Check(int index, AttributeDeclaration attribute, ProblemList problems)
    {
        base.Check(index, attribute, problems);
        problems.InRange(index, attribute, "Momentum", value => value is >= 0 and < 1, "at least 0 and less than 1");
        problems.InRange(index, attribute, "Dampening", value => value is >= 0 and <= 1, "from 0 to 1");
        if (attribute.Boolean("Nesterov") && (attribute.Real("Momentum") == 0 || attribute.Real("Dampening") != 0))
        {
            problems.OutOfRange(index, Kind, "Nesterov", ArgumentValue.OfBoolean(true), "false unless Momentum is greater than 0 and Dampening is 0");
        }
    }

    public override UpdateRule Build(AttributeDeclaration attribute)
    {
        var momentum = attribute.Real("Momentum");
        var dampening = attribute.Real("Dampening");
        var decay = attribute.Real("WeightDecay");
        var nesterov = attribute.Boolean("Nesterov");
        var scalars = new List<StepScalar>();
        var elements = new List<ElementStatement>();
        var slots = new List<string>();
        Expr gradient = Variable("gradient"), parameter = Variable("parameter"), buffer = Variable("momentumBuffer");
        if (decay > 0)
        {
            elements.Add(new ElementStatement("decayed", MultiplyAdd(decay, parameter, gradient), true));
            gradient = Variable("decayed");
        }

        var direction = gradient;
        if (momentum > 0)
        {
            slots.Add("momentumBuffer");

            // The first step keeps the whole gradient: there is no momentum yet to share with.
            scalars.Add(new StepScalar("kept", Select(Comparison.Equal, Variable("step"), 0.0, 0.0, momentum), false));
            scalars.Add(new StepScalar("entering", Select(Comparison.Equal, Variable("step"), 0.0, 1.0, 1 - dampening), false));
            elements.Add(new ElementStatement("momentumBuffer", MultiplyAdd(Variable("kept"), buffer, Variable("entering") * gradient), false));
            direction = nesterov ? MultiplyAdd(momentum, buffer, gradient) : buffer;
        }

        scalars.Add(new StepScalar("descent", 0.0 - Variable("learningRate"), false));
        elements.Add(new ElementStatement("parameter", MultiplyAdd(Variable("descent"), direction, parameter), false));
        var formula = (decay > 0 ? "g ← g + λθ; " : "")
            + (momentum > 0 ? "b ← μb + (1-δ)g; θ ← θ - η" + (nesterov ? "(g + μb)" : "b") : "θ ← θ - ηg");
        return Rule(attribute, formula, slots, [], scalars, elements);
    }
}
