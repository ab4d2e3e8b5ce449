using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>The kernels that a plan's steps call, layer by layer, forward beside backward.</summary>
internal static class KernelList
{
    public static List<(LayerLabel? Layer, Kernel Kernel)> Of(NetworkPlan plan)
    {
        var kernels = new List<(LayerLabel? Layer, Kernel Kernel)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        void Add(LayerLabel? layer, Kernel kernel)
        {
            if (names.Add(kernel.Name))
            {
                kernels.Add((layer, kernel));
            }
        }

        var forward = plan.Inference.Steps
            .Concat(plan.Learning?.Forward.Steps ?? [])
            .Concat(plan.Prediction?.Steps ?? [])
            .ToList();
        var nodes = plan.Graph.Nodes.Concat(forward.Select(step => step.Node)).Distinct();
        foreach (var node in nodes)
        {
            foreach (var step in forward.Where(step => ReferenceEquals(step.Node, node)))
            {
                foreach (var kernel in Forward(step, plan))
                {
                    Add(node.Layer, kernel);
                }
            }

            foreach (var step in plan.Learning?.Backward.Where(step => ReferenceEquals(step.Node, node)) ?? [])
            {
                Add(node.Layer, Backward(step, plan));
            }
        }

        foreach (var kernel in Losses(plan))
        {
            Add(null, kernel);
        }

        if (plan.Update is not null && plan.Learning is not null && plan.Layout.PackedCount > 0)
        {
            if (plan.Update.Limits.NeedsNorm || plan.Update.Limits.SkipNonFinite)
            {
                Add(null, new GradientSquares(plan.Update, plan.Layout, plan.Portable));
            }

            Add(null, new UpdateKernel(plan.Update, plan.Layout, plan.Portable));
        }

        return kernels;
    }

    private static IEnumerable<Kernel> Forward(ForwardStep step, NetworkPlan plan) => step switch
    {
        AffineStep affine =>
        [
            new AffineRow(new AffineSite(affine.Affine, plan), affine.KernelName, affine.Activation?.Function),
            new AffineRows(new AffineSite(affine.Affine, plan), affine.KernelName, affine.Activation?.Function),
        ],
        MapStep map => [new MapForward(map.Map, plan.Portable)],
        SoftmaxStep softmax => [new SoftmaxForward(softmax.Softmax, plan.Portable)],
        MergeStep merge => [new MergeForward(merge.Merge)],
        LogSoftmaxStep logSoftmax => [new LogSoftmaxForward(logSoftmax.LogSoftmax, plan.Portable)],
        _ => throw new InvalidOperationException("No kernel for " + step.GetType().Name),
    };

    private static Kernel Backward(BackwardStep step, NetworkPlan plan) => step switch
    {
        MapGradientStep map => new MapGradient(map.Map, plan.Portable),
        SoftmaxGradientStep softmax => new SoftmaxGradient(softmax.Softmax, plan.Portable),
        LogSoftmaxGradientStep logSoftmax => new LogSoftmaxGradient(logSoftmax.LogSoftmax, plan.Portable),
        WeightGradientStep weight => new WeightGradient(new AffineSite(weight.Affine, plan)),
        MergeGradientStep merge => new MergeGradient(merge.Merge, merge.Index),
        AccumulateStep accumulate => new Accumulate(accumulate.Dy.Axis),
        InputGradientStep input => new InputGradient(new AffineSite(input.Affine, plan)),
        _ => throw new InvalidOperationException("No kernel for " + step.GetType().Name),
    };

    private static IEnumerable<Kernel> Losses(NetworkPlan plan) => plan.Graph.Losses.SelectMany<LossNode, Kernel>(loss => loss switch
    {
        ElementLossNode element => [new ElementLoss(element, plan.Portable)],
        CrossEntropyLossNode crossEntropy =>
            [new CrossEntropyLabelLoss(crossEntropy, plan.Portable), new CrossEntropyTargetLoss(crossEntropy, plan.Portable)],
        NegativeLogLikelihoodLossNode likelihood => [new LabelLikelihoodLoss(likelihood)],
        _ => [],
    });
}
