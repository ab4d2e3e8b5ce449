using NeuralLearn.Compiled.Generator.Emission.Kernels;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>What emitted code calls the values of a pass.</summary>
internal sealed class ValueNames
{
    private readonly Dictionary<Value, string> _values = [];
    private readonly Dictionary<GradientBuffer, string> _gradients = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public string Value(Value value) => _values[value];

    public string Gradient(GradientBuffer buffer) => _gradients[buffer];

    public bool Holds(Value value) => _values.ContainsKey(value);

    public string AddValue(Value value, string name) => _values[value] = Unique(Literal.Identifier(name));

    /// <summary>A name that is in use already and goes to no value.</summary>
    public void Reserve(string name) => _taken.Add(name);

    public string AddGradient(GradientBuffer buffer, string suffix) => _gradients[buffer] = Unique(buffer.Name + suffix);

    public void Use(Value value, string name) => _values[value] = name;

    private string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
        {
            unique = name + "_" + Literal.Int(i);
        }

        return unique;
    }
}

/// <summary>Prints the steps of a pass as calls of kernels.</summary>
internal sealed class StepPrinter(NetworkPlan plan)
{
    /// <summary>What passes call the steps used of each of their rows; empty: all of every row.</summary>
    public const string Lengths = "lengths";

    /// <summary>Declares a reference per value with a place in the scratch buffer; inputs that have none are the user's rows.</summary>
    /// <param name="suffix">Ends the names where they could meet those of a kernel's own.</param>
    /// <param name="rows">Rows that scratch has room for: a number, or what it is called.</param>
    public ValueNames DeclareValues(CodeWriter writer, ForwardPlan pass, string rows, string suffix = "")
    {
        var names = new ValueNames();
        foreach (var input in plan.Graph.Inputs)
        {
            names.Reserve(Ports.Row(input));
            if (!pass.Slots.ContainsKey(input.Value))
            {
                names.Use(input.Value, Ports.Row(input));
            }
        }

        foreach (var (value, input) in plan.Views.All)
        {
            if (!pass.Slots.ContainsKey(value))
            {
                names.Use(value, Ports.Row(input));
            }
        }

        foreach (var output in plan.Graph.Outputs)
        {
            names.Reserve(Ports.Row(output));
        }

        names.Reserve(Lengths);
        names.Reserve(LossPrinter.LossSum);
        names.Reserve(LossPrinter.Divisor);
        foreach (var loss in plan.Graph.Losses)
        {
            names.Reserve(LossPrinter.TargetName(loss));
            names.Reserve(LossPrinter.WeightsName(loss));
        }

        foreach (var (value, slot) in pass.Slots.Select(pair => (pair.Key, pair.Value)))
        {
            var input = plan.Graph.Inputs.FirstOrDefault(candidate => ReferenceEquals(candidate.Value, value));
            var name = names.AddValue(value, (input is null ? value.Name : Ports.Row(input) + "Rows") + suffix);
            writer.Line($"ref float {name} = {InScratch(slot.Start, rows)};");
        }

        writer.Blank();
        return names;
    }

    /// <inheritdoc cref="DeclareValues"/>
    public static void DeclareGradients(CodeWriter writer, ValueNames names, IEnumerable<GradientBuffer> buffers, string rows, string suffix = "")
    {
        foreach (var buffer in buffers)
        {
            writer.Line($"ref float {names.AddGradient(buffer, suffix)} = {InScratch(buffer.Slot.Start, rows)};");
        }

        writer.Blank();
    }

    /// <summary>A place in the scratch buffer.</summary>
    /// <param name="start">Floats before it for each of the rows.</param>
    /// <param name="rows">Rows that there is room for: a number, or what it is called.</param>
    public static string InScratch(int start, string rows) => rows.All(char.IsDigit)
        ? Dialect.RefAt("scratch", start * int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture))
        : start == 0 ? "ref scratch" : $"ref Unsafe.Add(ref scratch, (nint){rows} * {Literal.Int(start)})";

    /// <summary>Copies the user's rows where kernels read whole vectors of them.</summary>
    public void PrintInputs(CodeWriter writer, ForwardPlan pass, ValueNames names, string count)
    {
        foreach (var (value, input) in CopiedInputs(pass))
        {
            writer.Line(ValueCopy.Pad(value, "ref " + Ports.Row(input), "ref " + names.Value(value), count));
        }

        writer.Blank();
    }

    /// <summary>As <see cref="PrintInputs"/>, for one row at one vector width.</summary>
    public void PrintRowInputs(CodeWriter writer, ForwardPlan pass, ValueNames names, Dialect dialect)
    {
        foreach (var (value, input) in CopiedInputs(pass))
        {
            if (value.Shape.Positions > 1)
            {
                writer.Line(ValueCopy.Pad(value, "ref " + Ports.Row(input), "ref " + names.Value(value), "1"));
            }
            else
            {
                PrintPadded(writer, Ports.Row(input), names.Value(value), value.Size, dialect);
            }
        }

        writer.Blank();
    }

    private IEnumerable<(Value Value, NetworkInput Input)> CopiedInputs(ForwardPlan pass) =>
        plan.Graph.Inputs.Select(input => (input.Value, input)).Concat(plan.Views.All).Where(entry => pass.Slots.ContainsKey(entry.Item1));

    /// <summary>One row from the user's span into padded memory.</summary>
    public static void PrintPadded(CodeWriter writer, string from, string to, int size, Dialect dialect)
    {
        var axis = new PackedAxis(size);
        if (dialect.Lanes > 1 && size <= RowCopy.Longest)
        {
            RowCopy.PrintIn(writer, dialect, from, to, axis);
        }
        else
        {
            writer.Line($"Packing.PadRows(ref {from}, {Literal.Int(size)}, ref {to}, {Literal.Int(axis.Stride)}, 1);");
        }
    }

    /// <summary>As <see cref="PrintOutputs"/>, for one row at one vector width.</summary>
    public void PrintRowOutputs(CodeWriter writer, ForwardPlan pass, ValueNames names, Dialect dialect)
    {
        for (var i = 0; i < pass.Outputs.Count; i++)
        {
            var (value, output) = (pass.Outputs[i], Ports.Row(plan.Graph.Outputs[i]));
            if (names.Value(value) == output)
            {
                continue;
            }

            if (dialect.Lanes > 1 && value.Size <= RowCopy.Longest && value.Shape.Positions == 1)
            {
                RowCopy.PrintOut(writer, dialect, names.Value(value), output, value.Size);
            }
            else
            {
                writer.Line(ValueCopy.Unpad(value, "ref " + names.Value(value), "ref " + output, "1"));
            }
        }
    }

    /// <param name="count">The number of rows; null for the kernels of a single sample.</param>
    /// <param name="print">How a step's kernel is put to work; null for a call through the choice of widths.</param>
    public void PrintForward(CodeWriter writer, ForwardPlan pass, ValueNames names, string? count, Action<ForwardStep>? print = null)
    {
        foreach (var step in pass.Steps)
        {
            if (step is AliasStep)
            {
                if (!names.Holds(step.Y))
                {
                    names.Use(step.Y, names.Value(step.X));
                }

                writer.Comment($"{step.Node.Layer.Name}: {step.Node.Layer.Source}, {step.X.Shape} -> {step.Y.Shape}. Nothing moves.");
                writer.Blank();
                continue;
            }

            // An output without a place goes to the user's span, whose rows need no padding.
            var output = pass.Outputs.ToList().FindIndex(value => ReferenceEquals(value, step.Y));
            if (!names.Holds(step.Y) && output >= 0)
            {
                names.Use(step.Y, Ports.Row(plan.Graph.Outputs[output]));
            }

            writer.Comment($"{step.Node.Layer.Name}: {step.Node.Layer.Source}, {step.X.Shape} -> {step.Y.Shape}.");
            if (step is DropoutStep dropout)
            {
                PrintDraw(writer, dropout.Dropout, names, count ?? "1");
            }

            if (print is null)
            {
                writer.Line(Call(step, names, count).ToString());
            }
            else
            {
                print(step);
            }

            writer.Blank();
        }
    }

    public KernelCall Call(ForwardStep step, ValueNames names, string? count)
    {
        var x = "ref " + names.Value(step.X);
        var y = "ref " + names.Value(step.Y);
        var kernels = KernelList.Forward(step, plan);
        var oneRow = count is null && (step is not AffineStep || step.Y.Shape.Positions == 1);
        if (step is RecurrentStep { Recurrent: var node })
        {
            var hasRow = RecurrentRowSchedule.HasRowKernel(node);
            oneRow &= hasRow;
            kernels = [kernels[kernels.Count - 1], kernels[kernels.Count - (hasRow ? 2 : 1)]];
        }

        var kernel = kernels[oneRow ? 0 : kernels.Count - 1];
        IEnumerable<string> arguments = step switch
        {
            AffineStep affine => Affine(affine.Affine, "parameters").Prepend(x).Append(y),
            SlopeStep slope => [x, At("parameters", slope.Slope.Slope), y],
            StandardizeStep standardize => [x, At("buffers", standardize.Standardize.Mean), At("buffers", standardize.Standardize.Deviation), y],
            DropoutStep dropout => [x, "ref " + names.Value(dropout.Dropout.Mask), y],
            ConvStep conv => [x, .. Tensors("parameters", conv.Conv.Weight, conv.Conv.Bias), y],
            EmbeddingStep embedding => [x, At("parameters", embedding.Embedding.Weight), y],
            RecurrentStep recurrent =>
            [
                x, .. Recurrent(recurrent.Recurrent, "parameters"), .. recurrent.Workspace.Where(value => !oneRow || (value != recurrent.Recurrent.Memory.Gates && value != recurrent.Recurrent.Memory.Recurrent)).Select(value => "ref " + names.Value(value)), y,
            ],
            MergeStep merge => merge.Merge.Inputs.Select(input => "ref " + names.Value(input)).Append(y),
            BatchNormStep { BatchNorm: var norm } =>
                [x, .. Tensors("parameters", norm.Weight, norm.Bias), .. Tensors("buffers", norm.Running.Mean, norm.Running.Variance), .. Statistics(norm), y],
            LayerNormStep layerNorm =>
                [x, .. Tensors("parameters", layerNorm.LayerNorm.Weight, layerNorm.LayerNorm.Bias), y, .. layerNorm.Keeps ? new[] { "ref " + names.Value(layerNorm.LayerNorm.Statistics) } : []],
            _ => [x, y],
        };
        return new KernelCall(kernel, [.. arguments, .. step is AffineStep or RecurrentStep && oneRow ? Array.Empty<string>() : [ValueCopy.Positions(step.Node, count ?? "1")]]);
    }

    /// <summary>Where a layer that measures keeps what it knows of the batch.</summary>
    private IEnumerable<string> Statistics(BatchNormNode node) =>
        node.Measures ? [Dialect.RefAt("learner.Statistics.Start", BatchStatistics.OffsetOf(plan.Graph, node))] : [];

    /// <summary>Those that there are.</summary>
    private IEnumerable<string> Tensors(string buffer, params Parameter?[] tensors) => tensors.OfType<Parameter>().Select(tensor => At(buffer, tensor));

    private string At(string buffer, Parameter tensor) => Dialect.RefAt(buffer, plan.Layout[tensor].Offset);

    private static void PrintDraw(CodeWriter writer, DropoutNode node, ValueNames names, string count)
    {
        var axis = PackedAxis.Of(node.X.Shape);
        var places = axis.Positions == 1
            ? $"{Literal.Int(axis.Stride)}, {Literal.Int(axis.Length)}"
            : $"new TensorLayout({Literal.Int(axis.Length)}, 1, {Literal.Int(axis.Positions)}, 1, TensorLayoutKind.Value, {(axis.IsChannelsFirst ? "true" : "false")}), {Literal.Int(node.X.Size)}, {Literal.Int(axis.Stride)}";
        writer.Comment("Which values are dropped depends on seed, layer, rows trained before and element.");
        writer.Line($"DropoutMask.Draw(ref {names.Value(node.Mask)}, {places}, work.Seed, {Literal.Int(unchecked((long)EmittedNames.Fnv64(node.Layer.Name)))}L, learner.RowsTrained + start, {count}, {Literal.Float(node.Rate)});");
    }

    /// <summary>Copies results to the user's spans unless they were written there.</summary>
    public void PrintOutputs(CodeWriter writer, ForwardPlan pass, ValueNames names, string count)
    {
        for (var i = 0; i < pass.Outputs.Count; i++)
        {
            var (value, output) = (pass.Outputs[i], Ports.Row(plan.Graph.Outputs[i]));
            if (names.Value(value) != output)
            {
                writer.Line(ValueCopy.Unpad(value, "ref " + names.Value(value), "ref " + output, count));
            }
        }
    }

    /// <summary>Copies results of a training pass to those who want them.</summary>
    public void PrintWantedOutputs(CodeWriter writer, ForwardPlan pass, ValueNames names)
    {
        for (var i = 0; i < pass.Outputs.Count; i++)
        {
            var value = pass.Outputs[i];
            var span = "work." + Ports.ResultOf(plan.Graph.Outputs[i].Identifier);
            var size = Literal.Int(value.Size);
            using (writer.Block($"if (!{span}.IsEmpty)"))
            {
                writer.Line(ValueCopy.Unpad(value, "ref " + names.Value(value), $"ref {span}[start * {size}]", "count"));
                if (plan.TakesLengths && value.Shape.Positions > 1)
                {
                    writer.Line($"SequenceRows.ClearUnused({Lengths}, ref {span}[start * {size}], {Literal.Int(value.Shape.Channels)}, {Literal.Int(value.Shape.Positions)});");
                }
            }

            writer.Blank();
        }
    }

    public void PrintBackward(CodeWriter writer, LearnPlan learning, ValueNames names, string count)
    {
        for (var i = 0; i < learning.Backward.Count; i++)
        {
            var step = learning.Backward[i];
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
            InputGradientStep input => [dy, At("parameters", input.Affine.Weight), "ref " + names.Gradient(input.Dx)],
            MergeGradientStep { Merge: MultiplyNode } merge =>
                [.. merge.Merge.Inputs.Where((_, index) => index != merge.Index).Select(value => "ref " + names.Value(value)), dy, "ref " + names.Gradient(merge.Dx)],
            MergeGradientStep merge => [dy, "ref " + names.Gradient(merge.Dx)],
            AccumulateStep accumulate => [dy, "ref " + names.Gradient(accumulate.Term)],
            ConvWeightGradientStep conv => [X(), dy, .. Tensors("gradients", conv.Conv.Weight, conv.Conv.Bias)],
            ConvFlipStep flip => [At("parameters", flip.Conv.Weight), "ref " + names.Gradient(flip.Flipped)],
            ConvInputGradientStep conv => [dy, "ref " + names.Gradient(conv.Flipped), "ref " + names.Gradient(conv.Dx)],
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
                .. node.ReturnsSequence ? Array.Empty<string>() : [Lengths],
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
        return new KernelCall(kernels[kernels.Count - 1], step is WeightStep or ConvFlipStep ? [.. arguments]
            : [.. arguments, step is AccumulateStep ? count : ValueCopy.Positions(step.Node, count)]);
    }

    /// <summary>The optimizer's numbers of W, then those of b.</summary>
    private IEnumerable<string> Slots(AffineNode node) => new[] { node.Weight, node.Bias }.Where(tensor => tensor is not null)
        .SelectMany(tensor => plan.Training!.Update.Slots.Select(slot => At(slot + "Memory", tensor!)));

    private IEnumerable<string> Recurrent(RecurrentNode node, string buffer) =>
        Tensors(buffer, node.Weights.Input, node.Weights.Hidden, node.Weights.InputBias, node.Weights.HiddenBias);

    private IEnumerable<string> Affine(AffineNode node, string buffer) => Tensors(buffer, node.Weight, node.Bias);
}
