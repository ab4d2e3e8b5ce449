using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// The kernels that a plan's steps may call, layer by layer, forward beside backward. Which of them become methods is seen by who calls them.
/// </summary>
internal static class KernelList
{
    public static List<(LayerLabel? Layer, Kernel Kernel)> Of(NetworkPlan plan)
    {
        var kernels = new List<(LayerLabel? Layer, Kernel Kernel)>();
        var names = new Dictionary<string, (LayerLabel? Layer, Kernel Kernel)>(StringComparer.Ordinal);
        void Add(LayerLabel? layer, Kernel kernel)
        {
            // Passes share kernels; two that are different and have one name would be a mistake of this compiler's.
            if (!names.TryGetValue(kernel.Name, out var known))
            {
                names.Add(kernel.Name, (layer, kernel));
                kernels.Add((layer, kernel));
            }
            else if (known.Kernel.GetType() != kernel.GetType() || known.Kernel.Parameters != kernel.Parameters
                || (!ReferenceEquals(known.Layer, layer) && kernel is not Accumulate))
            {
                throw new InvalidOperationException("Two kernels are called " + kernel.Name);
            }
        }

        Add(null, new ForwardKernel(plan, plan.Inference, "Forward", "One sample: input to output, layer by layer."));
        if (plan.Prediction is { } prediction)
        {
            Add(null, new ForwardKernel(plan, prediction, "Predict", "One sample: input to probabilities, layer by layer."));
        }

        if (plan.Training?.RowStep is { } rowStep)
        {
            Add(null, new TrainKernel(plan, rowStep));
            if (rowStep.Through is not null)
            {
                Add(null, RowLoss(rowStep, plan.Portable, null));
            }
        }

        if (plan.Streaming is { } streaming)
        {
            Add(null, new ForwardKernel(streaming, streaming.Inference, "Step", "One step of one stream: what the layers remember is in the state."));
        }

        var forward = plan.ForwardSteps.Select(step => (Step: step, Plan: plan)).Concat(plan.Streaming is { } steps ? steps.ForwardSteps.Select(step => (Step: step, Plan: steps)) : []).ToList();
        var backward = plan.BackwardSteps.ToList();

        // Forms of one layer for training and for inference stand together, in the order of the layers.
        var layers = plan.Graph.Nodes.Select(node => node.Layer).Concat(forward.Select(entry => entry.Step.Node.Layer)).Distinct();
        foreach (var layer in layers)
        {
            foreach (var (step, owner) in forward.Where(entry => ReferenceEquals(entry.Step.Node.Layer, layer)))
            {
                foreach (var kernel in Forward(step, owner))
                {
                    Add(layer, kernel);
                }
            }

            foreach (var step in backward.Where(step => ReferenceEquals(step.Node.Layer, layer)))
            {
                foreach (var kernel in Backward(step, plan))
                {
                    Add(layer, kernel);
                }
            }
        }

        foreach (var kernel in Losses(plan))
        {
            Add(null, kernel);
        }

        if (plan.Layout.PackedCount > 0)
        {
            Add(null, new BlendKernel(plan.Layout, plan.Portable));
        }

        if (plan.Training is { } training && plan.Layout.LearningCount > 0)
        {
            if (training.Update.Limits.NeedsNorm || training.Update.Limits.SkipNonFinite)
            {
                Add(null, new GradientSquares(training.Update, plan.Layout, plan.Portable));
            }

            Add(null, new UpdateKernel(training.Update, plan.Portable));
        }

        return kernels;
    }

    /// <summary>A step's kernels: for one sample first where that has one of its own, for many rows last.</summary>
    public static IReadOnlyList<Kernel> Forward(ForwardStep step, NetworkPlan plan) => step switch
    {
        AffineStep affine => Affine(affine, new AffineSite(affine.Affine, plan)),
        MapStep map => [new MapForward(map.Map, plan.Portable)],
        SlopeStep slope => [new SlopeForward(slope.Slope, plan.Portable)],
        StandardizeStep standardize => [new StandardizeForward(standardize.Standardize, plan.Portable)],
        DropoutStep dropout => [new DropoutKernel(dropout.Dropout, plan.Portable)],
        SoftmaxStep softmax => [new SoftmaxForward(softmax.Softmax, plan.Portable)],
        MergeStep merge => [new MergeForward(merge.Merge)],
        LogSoftmaxStep logSoftmax => [new LogSoftmaxForward(logSoftmax.LogSoftmax, plan.Portable)],
        AliasStep => [],
        ConvStep conv => [new ConvForward(new ConvSite(conv.Conv, plan), conv.KernelName, conv.Activation?.Function)],
        HistoryStep history => [new HistoryForward(history.History, plan)],
        PoolStep pool => [new PoolForward(pool.Pool)],
        PooledConvStep pooling => [new PooledForward(pooling.Pooled, new ConvSite(pooling.Pooled.Conv, plan), pooling.Keeps)],
        ReshapeStep reshape => [new ReshapeForward(reshape.Node)],
        LayerNormStep layerNorm => [new LayerNormForward(layerNorm.LayerNorm, layerNorm.Keeps, plan.Portable)],
        BatchNormStep { BatchNorm.Measures: true } batchNorm => [new BatchNormMeasuring(batchNorm.BatchNorm, plan.Portable)],
        BatchNormStep batchNorm => [new BatchNormForward(batchNorm.BatchNorm, plan.Portable)],
        EmbeddingStep embedding => [new EmbeddingForward(embedding.Embedding, plan)],
        RecurrentStep recurrent => Recurrent(new RecurrentSite(recurrent.Recurrent, plan), recurrent.KeepsForGradient),
        _ => throw new InvalidOperationException("No kernel for " + step.GetType().Name),
    };

    /// <inheritdoc cref="Forward"/>
    public static IReadOnlyList<Kernel> Backward(BackwardStep step, NetworkPlan plan) => step switch
    {
        MapGradientStep map => [new MapGradient(map.Map, plan.Portable)],
        SlopeGradientStep slope => [new SlopeGradient(slope.Slope, plan.Portable)],
        SlopeWeightGradientStep slope => [new SlopeWeightGradient(slope.Slope, plan.Portable)],
        StandardizeGradientStep standardize => [new StandardizeGradient(standardize.Standardize, plan.Portable)],
        DropoutGradientStep dropout => [new DropoutKernel(dropout.Dropout, plan.Portable)],
        SoftmaxGradientStep softmax => [new SoftmaxGradient(softmax.Softmax, plan.Portable)],
        LogSoftmaxGradientStep logSoftmax => [new LogSoftmaxGradient(logSoftmax.LogSoftmax, plan.Portable)],
        WeightGradientStep weight => [new WeightGradient(new AffineSite(weight.Affine, plan), plan.Training!.Update.Limits.OutlivesInfinity)],
        MergeGradientStep merge => [new MergeGradient(merge.Merge, merge.Index)],
        AccumulateStep accumulate => [new Accumulate(accumulate.Dy.Axis)],
        WeightStep weight => [new WeightStepKernel(new AffineSite(weight.Affine, plan), plan.Training!.Update, weight.Dx is not null, weight.Below?.Function)],
        RecurrentGradientStep recurrent => Recurrent(new RecurrentSite(recurrent.Recurrent, plan)),
        RecurrentWeightGradientStep recurrent => RecurrentWeights(new RecurrentSite(recurrent.Recurrent, plan), plan.Training!.Update.Limits.OutlivesInfinity),
        RecurrentInputGradientStep recurrent => RecurrentInputs(new RecurrentSite(recurrent.Recurrent, plan)),
        EmbeddingGradientStep embedding => [new EmbeddingGradient(embedding.Embedding, plan)],
        InputGradientStep input => InputGradients(new AffineSite(input.Affine, plan), input.Below),
        ConvWeightGradientStep conv => [new ConvWeightGradient(new ConvSite(conv.Conv, plan))],
        ConvFlipStep flip => [new ConvFlip(flip.Conv, plan)],
        ConvInputGradientStep conv => [new ConvForward(new ConvSite(conv.Conv, plan).Backward(), conv.Conv.Layer.Identifier + "InputGradient", null)],
        PooledWeightGradientStep { Pooled: var pooled } => [new PooledWeightGradient(pooled, new ConvSite(pooled.Conv, plan))],
        PooledFrameStep { Pooled: var pooled } => [new PooledFrame(pooled, new ConvSite(pooled.Conv, plan))],
        PooledInputGradientStep { Pooled: var pooled } => [new PooledInputGradient(pooled, new ConvSite(pooled.Conv, plan))],
        PoolGradientStep pool => [new PoolGradient(pool.Pool)],
        ReshapeGradientStep reshape => [new ReshapeGradient(reshape.Node)],
        LayerNormWeightGradientStep layerNorm => [new LayerNormWeightGradient(layerNorm.LayerNorm, plan.Portable)],
        LayerNormGradientStep layerNorm => [new LayerNormGradient(layerNorm.LayerNorm, plan.Portable)],
        BatchNormSumsStep batchNorm => [new BatchNormSums(batchNorm.BatchNorm, batchNorm.ForParameters, plan.Portable)],
        BatchNormGradientStep batchNorm => [new BatchNormGradient(batchNorm.BatchNorm, plan.Portable)],
        _ => throw new InvalidOperationException("No kernel for " + step.GetType().Name),
    };

    /// <summary>Weights along the inputs need no folding in this direction: dx comes as the outputs of other layers do.</summary>
    private static IReadOnlyList<Kernel> InputGradients(AffineSite site, MapNode? below) => site.AlongInputs
        ? [new AffineRow(site.Backward(), site.Name + "InputGradient", null), new AffineRows(site.Backward(), site.Name + "InputGradient", null)]
        : [new InputGradient(site, below)];

    private static IReadOnlyList<Kernel> Affine(AffineStep step, AffineSite site) => site.AlongInputs
        ? [new DotRow(site, step.KernelName, step.Activation?.Function), new DotRows(site, step.KernelName, step.Activation?.Function)]
        : [new AffineRow(site, step.KernelName, step.Activation?.Function), new AffineRows(site, step.KernelName, step.Activation?.Function)];

    private static IReadOnlyList<Kernel> Recurrent(RecurrentSite site, bool keeps) =>
    [
        .. Product(site.Input), .. Product(site.Hidden), new RecurrentGates(site, keeps), new RecurrentForward(site, keeps),
        .. RecurrentRowSchedule.HasRowKernel(site.Node) ? new Kernel[] { new RecurrentRow(site) } : [],
    ];

    private static IReadOnlyList<Kernel> Recurrent(RecurrentSite site) =>
        [.. Product(site.HiddenBack), new RecurrentGatesGradient(site), new RecurrentBackward(site)];

    private static IReadOnlyList<Kernel> RecurrentInputs(RecurrentSite site) => [.. Product(site.InputBack), new RecurrentInputBackward(site)];

    private static IReadOnlyList<Kernel> RecurrentWeights(RecurrentSite site, bool clearsPadding) =>
        [new WeightGradient(site.InputGradient, clearsPadding), new WeightGradient(site.HiddenGradient, clearsPadding), new RecurrentWeightGradient(site)];

    /// <summary>A product that other kernels are made of.</summary>
    private static IReadOnlyList<Kernel> Product(AffineSite site) =>
        [new AffineRow(site, site.Name, null), new AffineRows(site, site.Name, null)];

    /// <summary>The loss of one row that has a target and no weights.</summary>
    public static Kernel RowLoss(RowStepPlan step, bool portable, string? into) => step.Loss.Loss switch
    {
        ElementLossNode element => new ElementLoss(element, false, portable) { Into = into, Through = step.Through },
        CrossEntropyLossNode crossEntropy => new CrossEntropyLabelLoss(crossEntropy, portable) { Into = into },
        MarginLossNode margin => new MarginLoss(margin, portable) { Into = into },
        NegativeLogLikelihoodLossNode likelihood => new LabelLikelihoodLoss(likelihood) { Into = into },
        _ => throw new InvalidOperationException("No row loss for " + step.Loss.Loss.Kind),
    };

    private static IEnumerable<Kernel> Losses(NetworkPlan plan) => plan.Graph.Losses.SelectMany<LossNode, Kernel>(loss => loss switch
    {
        ElementLossNode element =>
        [
            .. element.OutputWeights is null ? new Kernel[] { new ElementLoss(element, false, plan.Portable) } : [],
            new ElementLoss(element, true, plan.Portable),
            .. element.Terms.OwnTarget is null ? new Kernel[] { new SelectedLoss(element, plan.Portable) } : [],
            .. LossSchedule.TakesRowsTogether(element) ? new Kernel[] { new ElementLosses(element, plan.Portable) } : [],
        ],
        CrossEntropyLossNode { SpreadsLabels: true } crossEntropy => [new CrossEntropyTargetLoss(crossEntropy, plan.Portable)],
        CrossEntropyLossNode crossEntropy =>
            [new CrossEntropyLabelLoss(crossEntropy, plan.Portable), new CrossEntropyTargetLoss(crossEntropy, plan.Portable)],
        MarginLossNode margin => [new MarginLoss(margin, plan.Portable)],
        NegativeLogLikelihoodLossNode likelihood => [new LabelLikelihoodLoss(likelihood)],
        _ => [],
    });
}
