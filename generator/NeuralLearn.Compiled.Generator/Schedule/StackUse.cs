using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// Floats that emitted code reserves on the stack along its deepest chain of calls. Below hidden values and gates lie, on machines without
/// vectors, the lanes of a sum.
/// </summary>
internal static class StackUse
{
    /// <summary>Calls on one row or step outside training: Forward, Predict and Step.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="scores">What a caller of Forward in the class itself reserves for its outputs.</param>
    public static int OfInference(NetworkPlan plan, int scores)
    {
        var step = plan.Streaming is { } streaming ? Tiling.Levels.Max(lanes => OfRow(streaming, streaming.Inference, lanes)) : 0;
        var forward = Tiling.Levels.Max(lanes => OfRow(plan, plan.Inference, lanes));
        var shortRows = plan.TakesShortRows ? plan.Streaming!.State!.Floats + Math.Max(step, forward) : 0;
        var predict = plan.Prediction is { } prediction ? Tiling.Levels.Max(lanes => OfRow(plan, prediction, lanes)) : 0;
        return new[] { step, scores + forward, scores + shortRows, predict }.Max();
    }

    /// <summary>One row at one vector width.</summary>
    public static int OfRow(NetworkPlan plan, ForwardPlan pass, int lanes) =>
        RowPlacement.Of(plan, pass, lanes).StackFloats + pass.Steps.Select(step => OfStep(plan, step, lanes)).DefaultIfEmpty(0).Max();

    /// <summary>Learning, evaluation and the gradient of the input, whose values lie elsewhere.</summary>
    public static int OfTraining(NetworkPlan plan)
    {
        if (plan.Training is not { } training)
        {
            return 0;
        }

        var limits = training.Update.Limits;
        return plan.ForwardSteps.Select(step => OfStep(plan, step, 1))
            .Concat(plan.BackwardSteps.Select(step => OfStep(plan, step)))
            .Concat(plan.Graph.Losses.Select(OfLoss))
            .Append((limits.NeedsNorm || limits.SkipNonFinite) && plan.Layout.LearningCount > 0 ? SumOrder.VirtualLanes : 0)
            .Max();
    }

    /// <summary>The gates of one step of one row.</summary>
    public static int OfGates(ForwardStep step, int lanes) =>
        step is RecurrentStep { Recurrent: var node } && RecurrentRowSchedule.HasRowKernel(node) ? RecurrentRowSchedule.StackFloats(node, lanes) : 0;

    private static int OfStep(NetworkPlan plan, ForwardStep step, int lanes) => step switch
    {
        RecurrentStep => OfGates(step, lanes),
        _ when lanes > 1 => 0,
        AffineStep affine when plan.Layout[affine.Affine.Weight] is { AlongInputs: true, Axis: var axis } => axis.SumLanes,
        SoftmaxStep or LogSoftmaxStep => PackedAxis.AtPosition(step.X).SumLanes,
        LayerNormStep => 2 * PackedAxis.AtPosition(step.X).SumLanes,
        _ => 0,
    };

    private static int OfStep(NetworkPlan plan, BackwardStep step) => step switch
    {
        InputGradientStep { Affine: var affine } when !plan.Layout[affine.Weight].AlongInputs => PackedAxis.AtPosition(affine.Y).SumLanes,
        SoftmaxGradientStep or LogSoftmaxGradientStep => PackedAxis.AtPosition(step.Node.X).SumLanes,
        SlopeWeightGradientStep { Slope: { IsPerFeature: false, X: var x } } => PackedAxis.AtPosition(x).SumLanes,
        LayerNormGradientStep => 2 * PackedAxis.AtPosition(step.Node.X).SumLanes,
        _ => 0,
    };

    private static int OfLoss(LossNode loss) =>
        loss is ElementLossNode or CrossEntropyLossNode or MarginLossNode ? PackedAxis.AtPosition(loss.Output).SumLanes : 0;
}
