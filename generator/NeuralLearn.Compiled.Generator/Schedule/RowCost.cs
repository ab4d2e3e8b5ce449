using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Optimizers;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// How many locals the JIT will see when the kernels of one sample stand in one method. Beyond 512 it stops to inline, and every
/// function on vectors becomes a call; so a pass is written as one method only where it stays well below.
/// </summary>
internal static class RowCost
{
    /// <summary>
    /// The estimate counts what the JIT optimises away again: it stopped to inline in methods of 800 and more, and in none of up to 720.
    /// </summary>
    private const int LocalsPerMethod = 720;

    /// <summary>Locals that the activations of one layer's kernel may leave behind, so that all of them are inlined. At 128 bits a multiply-add is a function too.</summary>
    public static int LocalsOfActivations(int lanes) => lanes == 4 ? 200 : 420;

    /// <summary>Locals that an inlined function leaves behind.</summary>
    private const int LocalsPerFunction = 40;

    /// <summary>And one that is made of two.</summary>
    private const int LocalsPerLongFunction = 70;

    public static bool FitsOneMethod(NetworkPlan plan, IEnumerable<ForwardStep> steps, int lanes) =>
        lanes > 1 && steps.All(step => StandsInOneMethod(step, lanes)) && steps.Sum(step => Locals(plan, step, lanes)) <= LocalsPerMethod && IsWrittenOut(plan, steps, lanes);

    public static bool FitsOneMethod(NetworkPlan plan, RowStepPlan step, int lanes) =>
        lanes > 4 && step.Learning.Forward.Steps.All(forward => StandsInOneMethod(forward, lanes)) && step.Learning.Forward.Steps.Sum(forward => Locals(plan, forward, lanes))
            + step.Backward.Sum(backward => Locals(backward, lanes, step.Rule)) <= LocalsPerMethod && IsWrittenOut(plan, step.Learning.Forward.Steps, lanes);

    /// <summary>Whether all products that are to be written out stay below what the JIT optimises in a method.</summary>
    private static bool IsWrittenOut(NetworkPlan plan, IEnumerable<ForwardStep> steps, int lanes) => plan.Unroll != Unroll.Full
        || steps.OfType<AffineStep>().Select(step => plan.Layout[step.Affine.Weight]).Select(weight => (long)weight.Rows * RowPlacement.VectorsOf(weight.Axis, lanes))
            .Where(products => products <= RowSchedule.MostProducts(lanes)).Sum() <= RowSchedule.MostProducts(lanes);

    /// <summary>What goes over positions is a loop, which gains nothing from its neighbours; its values are too many for the registers.</summary>
    private static bool StandsInOneMethod(ForwardStep step, int lanes) => step.Y.Shape.Positions == 1 && step.X.Shape.Positions == 1 && (step is not RecurrentStep recurrent || (recurrent.Recurrent.IsStreaming && RecurrentRowSchedule.IsDirect(recurrent.Recurrent, lanes)));

    /// <summary>Folding the lanes of 16 sums leaves some 90 locals; the rest of a step on weights takes a few per input of the group.</summary>
    private static int Locals(BackwardStep step, int lanes, UpdateRule rule)
    {
        var vectors = PackedAxis.AtPosition(step.Node.Y).Panels.Take(Tiling.UnrolledPanels).Sum(panel => Math.Max(1, panel.Width / lanes));
        var state = rule.IsOneFormula ? 0 : 120;
        return step switch
        {
            WeightStep { Dx: null } => 20 + vectors + state,
            WeightStep => 40 + (lanes * 6) + state,
            SoftmaxGradientStep or LogSoftmaxGradientStep => 60 + (vectors * 4),
            _ => 10 + (vectors * 6),
        };
    }

    private static int Locals(NetworkPlan plan, ForwardStep step, int lanes)
    {
        var axis = PackedAxis.AtPosition(step.Y);
        var vectors = axis.Panels.Take(Tiling.UnrolledPanels).Sum(panel => Math.Max(1, panel.Width / lanes));
        switch (step)
        {
            case AffineStep affine:
                if (plan.Layout[affine.Affine.Weight] is { AlongInputs: true } weight)
                {
                    // Folding leaves some 90 locals for 16 sums, and at 128 bits each product two.
                    var folds = (weight.Rows + lanes - 1) / lanes;
                    return (folds * (20 + (lanes * 5) + Locals(affine.Activation?.Function.Forward)))
                        + (lanes == 4 && !plan.Portable ? weight.Rows * weight.Axis.Panels.Take(Math.Min(weight.Axis.FullPanels, RowSchedule.UnrolledPanels(weight, lanes, plan.Unroll)) + 1).Count() * 8 : 0);
                }

                var partials = SumOrder.PartialSums(affine.Affine.Features, affine.Affine.Units);
                var blocks = RowSchedule.Of(affine.Affine.Features, plan.Layout[affine.Affine.Weight].Axis, partials, lanes, plan.Unroll).Blocks;

                // At 128 bits a multiply-add is a function of the library, which leaves its arguments behind.
                var perProduct = lanes == 4 && !plan.Portable ? 2 : 0;
                return blocks.Sum(block => (block.Vectors.Count * (partials + (block.Step * perProduct) + Locals(affine.Activation?.Function.Forward))) + block.Step);
            case RecurrentStep { Recurrent: var node }:
                var held = Math.Max(1, axis.Width / lanes);
                return held * (node.Kind switch { RecurrentKind.Rnn => 1, RecurrentKind.Gru => 3, _ => 5 } * LocalsPerFunction + (node.Gates * 8)) + 40;
            case MapStep map:
                return vectors * (2 + Locals(map.Map.Function.Forward));
            case LayerNormStep:
                return 40 + (vectors * (lanes == 4 && !plan.Portable ? 18 : 14));
            case BatchNormStep:
                return 10 + (vectors * 12);
            case SoftmaxStep or LogSoftmaxStep:
                return 60 + (vectors * LocalsPerFunction);
            default:
                return 10 + (vectors * 6);
        }
    }

    /// <summary>Whether a function of the library is inlined for it.</summary>
    public static bool IsLong(Elementwise? function) => Locals(function) >= LocalsPerFunction;

    /// <summary>Whether so many applications would be more than the JIT inlines in a method.</summary>
    public static bool IsTooMuch(Expr function, int times, int lanes) => Locals(function) * times > LocalsOfActivations(lanes);

    /// <summary>Locals that one application leaves behind.</summary>
    public static int Locals(Elementwise? function) => Locals(function?.Forward);

    private static int Locals(Expr? expr) => expr switch
    {
        null => 0,
        BinaryExpr binary => 1 + Locals(binary.Left) + Locals(binary.Right),
        FusedExpr fused => 2 + Locals(fused.A) + Locals(fused.B) + Locals(fused.C),
        SelectExpr select => 1 + Locals(select.Left) + Locals(select.Right) + Locals(select.Then) + Locals(select.Otherwise),
        CallExpr { Function: MathFunction.Relu or MathFunction.Sqrt or MathFunction.Abs } call => 2 + Locals(call.Argument),
        CallExpr { Function: MathFunction.Erf or MathFunction.Softplus } call => LocalsPerLongFunction + Locals(call.Argument),
        CallExpr call => LocalsPerFunction + Locals(call.Argument),
        PowerExpr power => (2 * LocalsPerLongFunction) + Locals(power.Base) + Locals(power.Exponent),
        _ => 0,
    };
}
