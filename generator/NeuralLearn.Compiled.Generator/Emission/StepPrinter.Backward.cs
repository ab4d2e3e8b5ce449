using NeuralLearn.Compiled.Generator.Emission.Kernels;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints the way back.</summary>
internal sealed partial class StepPrinter
{
    public void PrintBackward(CodeWriter writer, LearnPlan learning, ValueNames names, string count)
    {
        for (var i = 0; i < learning.Backward.Count; i++)
        {
            var step = learning.Backward[i];
            if (i == 0 || !ReferenceEquals(learning.Backward[i - 1].Node.Layer, step.Node.Layer))
            {
                writer.Comment($"{step.Node.Layer.Name}, backward.");
            }

            if (!step.InputOnly)
            {
                PrintGradientStep(writer, step, names, count);
            }
            else
            {
                // Neighbours under the same condition share it.
                using (writer.Block("if (work.WantsInputGradients)"))
                {
                    PrintGradientStep(writer, step, names, count);
                    while (i + 1 < learning.Backward.Count && learning.Backward[i + 1].InputOnly)
                    {
                        PrintGradientStep(writer, learning.Backward[++i], names, count);
                    }
                }
            }

            writer.Blank();
        }

        for (var i = 0; i < plan.Graph.Inputs.Count; i++)
        {
            var input = plan.Graph.Inputs[i];
            var span = "work." + Ports.GradientOf(input.Identifier);
            var size = Literal.Int(input.Value.Size);
            using (writer.Block($"if (!{span}.IsEmpty)"))
            {
                writer.Line(learning.InputGradients[i] is { } buffer
                    ? ValueCopy.Unpad(input.Value, "ref " + names.Gradient(buffer), $"ref {span}[start * {size}]", "count")
                    : $"{span}.Slice(start * {size}, count * {size}).Clear();");
            }

            writer.Blank();
        }
    }

    /// <summary>The backward pass without the gradients of parameters, for one sample.</summary>
    public void PrintInputGradientOnly(CodeWriter writer, LearnPlan learning, ValueNames names)
    {
        foreach (var step in learning.Backward)
        {
            PrintGradientStep(writer, step, names, "1");
        }
    }

    private void PrintGradientStep(CodeWriter writer, BackwardStep step, ValueNames names, string count) =>
        writer.Line(Call(step, names, count).ToString());

    public KernelCall Call(BackwardStep step, ValueNames names, string count)
    {
        var dy = "ref " + names.Gradient(step.Dy);
        string X() => "ref " + names.Value(step.Node.X);
        string Y() => "ref " + names.Value(step.Node.Y);
        IEnumerable<string> arguments = step switch
        {
            WeightStep weight =>
            [
                X(), dy, .. Affine(weight.Affine, "parameters"), .. Slots(weight.Affine),
                .. weight.Dx is null ? Array.Empty<string>() : ["ref " + names.Gradient(weight.Dx)],
                .. plan.Training!.Update.Scalars.Where(scalar => !scalar.IsState).Select(scalar => scalar.Name),
            ],
            WeightGradientStep weight => [X(), dy, .. Affine(weight.Affine, "gradients")],
            MapGradientStep { Map.Function.GradientNeedsInput: true } => [X(), Y(), dy],
            MapGradientStep or LogSoftmaxGradientStep or SoftmaxGradientStep => [Y(), dy],
            SlopeWeightGradientStep slope => [X(), dy, At("gradients", slope.Slope.Slope)],
            SlopeGradientStep slope => [X(), At("parameters", slope.Slope.Slope), dy],
            StandardizeGradientStep standardize => [dy, At("buffers", standardize.Standardize.Deviation)],
            DropoutGradientStep dropout => [dy, "ref " + names.Value(dropout.Dropout.Mask), dy],
            InputGradientStep { Below: not null } input => [dy, At("parameters", input.Affine.Weight), X(), "ref " + names.Gradient(input.Dx)],
            InputGradientStep input => [dy, At("parameters", input.Affine.Weight), "ref " + names.Gradient(input.Dx)],
            MergeGradientStep { Merge: MultiplyNode } merge =>
                [.. merge.Merge.Inputs.Where((_, index) => index != merge.Index).Select(value => "ref " + names.Value(value)), dy, "ref " + names.Gradient(merge.Dx)],
            MergeGradientStep merge => [dy, "ref " + names.Gradient(merge.Dx)],
            AccumulateStep accumulate => [dy, "ref " + names.Gradient(accumulate.Term)],
            ConvWeightGradientStep conv => [X(), dy, .. Tensors("gradients", conv.Conv.Weight, conv.Conv.Bias)],
            ConvFlipStep flip => [At("parameters", flip.Conv.Weight), "ref " + names.Gradient(flip.Flipped)],
            ConvInputGradientStep conv => [dy, "ref " + names.Gradient(conv.Flipped), "ref " + names.Gradient(conv.Dx)],
            PooledWeightGradientStep { Pooled: var pooled } => [X(), dy, "ref " + names.Value(pooled.Pool.Winners), .. Tensors("gradients", pooled.Conv.Weight, pooled.Conv.Bias)],
            PooledFrameStep frame => [At("parameters", frame.Pooled.Conv.Weight), "ref " + names.Gradient(frame.Framed)],
            PooledInputGradientStep { Pooled: var pooled } input => [dy, "ref " + names.Value(pooled.Pool.Winners), "ref " + names.Gradient(input.Framed), "ref " + names.Gradient(input.Dx)],
            PoolGradientStep { Pool.Kind: PoolKind.Max } pool => [X(), Y(), dy, "ref " + names.Gradient(pool.Dx)],
            PoolGradientStep pool => [dy, "ref " + names.Gradient(pool.Dx)],
            ReshapeGradientStep reshape => [dy, "ref " + names.Gradient(reshape.Dx)],
            LayerNormWeightGradientStep { LayerNorm: var norm } => [X(), "ref " + names.Value(norm.Statistics), dy, .. Tensors("gradients", norm.Weight, norm.Bias)],
            BatchNormSumsStep { BatchNorm: var norm } sums =>
                [X(), .. Statistics(norm), dy, .. sums.ForParameters ? Tensors("gradients", norm.Weight, norm.Bias) : []],
            BatchNormGradientStep { BatchNorm: { Measures: true } norm } => [X(), .. Tensors("parameters", norm.Weight), .. Statistics(norm), dy],
            BatchNormGradientStep { BatchNorm: var norm } => [.. Tensors("parameters", norm.Weight), .. Tensors("buffers", norm.Running.Variance), dy],
            LayerNormGradientStep { LayerNorm: var norm } => [X(), .. Tensors("parameters", norm.Weight), "ref " + names.Value(norm.Statistics), dy],
            EmbeddingGradientStep embedding => [X(), dy, At("gradients", embedding.Embedding.Weight)],
            RecurrentGradientStep { Recurrent: var node } recurrent =>
            [
                dy, At("parameters", node.Weights.Hidden), "ref " + names.Value(node.Memory.Gates),
                .. node.Kind == RecurrentKind.Rnn ? Array.Empty<string>() : ["ref " + names.Value(node.Memory.Kept)],
                "ref " + names.Gradient(recurrent.Direct), "ref " + names.Gradient(recurrent.Through),
                .. recurrent.Cell is null ? Array.Empty<string>() : ["ref " + names.Gradient(recurrent.Cell)],
                "ref " + names.Gradient(recurrent.Transposed),
                .. node.ReturnsSequence ? Array.Empty<string>() : [plan.TakesLengths ? Lengths : "default"],
            ],
            RecurrentWeightGradientStep { Recurrent: var node } =>
                [X(), "ref " + names.Value(node.Memory.Gates), "ref " + names.Value(node.Memory.Kept), .. Recurrent(node, "gradients")],
            RecurrentInputGradientStep { Recurrent: var node } recurrent =>
            [
                "ref " + names.Value(node.Memory.Gates), At("parameters", node.Weights.Input), "ref " + names.Gradient(recurrent.Dx),
                "ref " + names.Gradient(recurrent.Transposed),
            ],
            _ => throw new InvalidOperationException("No kernel for " + step.GetType().Name),
        };
        var kernels = KernelList.Backward(step, plan);
        return new KernelCall(kernels[kernels.Count - 1], step is WeightStep or ConvFlipStep or PooledFrameStep ? [.. arguments]
            : [.. arguments, step is AccumulateStep ? count : ValueCopy.Positions(step.Node, count)]);
    }

    /// <summary>The optimizer's numbers of W, then those of b.</summary>
    private IEnumerable<string> Slots(AffineNode node) => new[] { node.Weight, node.Bias }.Where(tensor => tensor is not null)
        .SelectMany(tensor => plan.Training!.Update.Slots.Select(slot => At(slot + "Memory", tensor!)));

    private IEnumerable<string> Recurrent(RecurrentNode node, string buffer) =>
        Tensors(buffer, node.Weights.Input, node.Weights.Hidden, node.Weights.InputBias, node.Weights.HiddenBias);

    private IEnumerable<string> Affine(AffineNode node, string buffer) => Tensors(buffer, node.Weight, node.Bias);
}
