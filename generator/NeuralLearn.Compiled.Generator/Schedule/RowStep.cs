using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Optimizers;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// The optimizer's step on W and b, straight from one row's gradient, and ∂loss/∂input with the weights as they were: every weight is
/// loaded once.
/// </summary>
/// <param name="Dx">Null where nothing below learns.</param>
/// <param name="Below">An activation whose output is the input x: its derivative is applied while dx is in registers.</param>
internal sealed record WeightStep(AffineNode Affine, GradientBuffer Dy, GradientBuffer? Dx, MapNode? Below) : BackwardStep(Affine, Dy, false);

/// <summary>A training step on a single row without gradients in memory: forward, loss, then backward and update layer by layer.</summary>
/// <param name="Through">The output's activation, where the loss takes its derivative along.</param>
internal sealed record RowStepPlan(LearnPlan Learning, LossPlace Loss, MapNode? Through, IReadOnlyList<BackwardStep> Backward, UpdateRule Rule)
{
    private static bool IsBeyondOneRow(Node node) => node is DropoutNode || (node.Learns && node is not AffineNode)
        || (node is not ReshapeNode && (node.X.Shape.Positions > 1 || node.Y.Shape.Positions > 1));

    /// <summary>
    /// The plan, or null where a step must see all gradients first (their length), where something beside affine operations learns, or where
    /// a row's part in the mean depends on its label.
    /// </summary>
    public static RowStepPlan? Of(NetworkGraph graph, ParameterLayout layout, LearnPlan learning, UpdateRule rule)
    {
        if (learning.Losses.Count != 1 || layout.Groups.Count != 1 || rule.Limits.NeedsNorm || rule.Limits.SkipNonFinite || graph.MeasuresBatches
            || graph.Nodes.Any(IsBeyondOneRow))
        {
            return null;
        }

        var loss = learning.Losses[0].Loss;
        if (loss is ExternalLossNode || loss.SpreadsLabels || loss.ClassWeights is not null || loss.OutputWeights is not null
            || loss.Terms.OwnTarget is not null || loss.Terms.Weight != 1)
        {
            return null;
        }

        var steps = new List<BackwardStep>();
        MapNode? through = null;
        foreach (var step in learning.Backward.Where(step => !step.InputOnly))
        {
            var map = step as MapGradientStep;
            if (map is { Map.Function.GradientNeedsInput: false } && steps.Count == 0 && through is null && loss is ElementLossNode
                && ReferenceEquals(map.Dy, learning.Losses[0].Gradient) && ReferenceEquals(map.Map.Y, loss.Output))
            {
                through = map.Map;
                continue;
            }

            if (map is { Map.Function.GradientNeedsInput: false } && steps.Count > 0
                && steps[steps.Count - 1] is WeightStep { Below: null } above && ReferenceEquals(above.Dx, map.Dy) && ReferenceEquals(above.Affine.X, map.Map.Y))
            {
                steps[steps.Count - 1] = above with { Below = map.Map };
                continue;
            }

            if (step is WeightGradientStep weight)
            {
                var down = learning.Backward.OfType<InputGradientStep>().First(other => ReferenceEquals(other.Affine, weight.Affine));
                steps.Add(new WeightStep(weight.Affine, weight.Dy, down.InputOnly ? null : down.Dx, down.InputOnly ? null : down.Below));
            }
            else if (step is not InputGradientStep input || !input.Affine.Learns)
            {
                steps.Add(step);
            }
        }

        // A layer that the loss does not reach still steps: its momentum goes on, its weights decay.
        var reached = steps.OfType<WeightStep>().Select(weight => weight.Affine).ToList();
        return graph.Nodes.Where(node => node.Learns).All(reached.Contains)
            ? new RowStepPlan(learning, learning.Losses[0], through, steps, rule)
            : null;
    }
}
