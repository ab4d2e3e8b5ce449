using NeuralLearn.Compiled.Generator.Emission.Kernels;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints the steps of a pass as calls of kernels.</summary>
internal sealed partial class StepPrinter(NetworkPlan plan)
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
        foreach (var view in plan.Graph.Nodes.Where(node => plan.Views.Holds(node.Y)))
        {
            PrintLayer(writer, view.Layer);
            writer.Comment("Nothing moves: rows are taken as they are passed.");
            writer.Blank();
        }

        foreach (var step in pass.Steps)
        {
            if (step is AliasStep)
            {
                if (!names.Holds(step.Y))
                {
                    names.Use(step.Y, names.Value(step.X));
                }

                PrintLayer(writer, step.Node.Layer);
                writer.Comment("Nothing moves.");
                writer.Blank();
                continue;
            }

            // An output without a place goes to the user's span, whose rows need no padding.
            var output = pass.Outputs.ToList().FindIndex(value => ReferenceEquals(value, step.Y));
            if (!names.Holds(step.Y) && output >= 0)
            {
                names.Use(step.Y, Ports.Row(plan.Graph.Outputs[output]));
            }

            PrintLayers(writer, step);

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

    /// <summary>The step's layer, and those that the same kernel works out.</summary>
    private static void PrintLayers(CodeWriter writer, ForwardStep step)
    {
        var activation = step switch
        {
            AffineStep affine => affine.Activation,
            ConvStep conv => conv.Activation,
            PooledConvStep pooled => pooled.Pooled.Activation,
            _ => null,
        };
        var layers = new[] { step.Node.Layer, activation?.Layer, (step as PooledConvStep)?.Pooled.Pool.Layer }.OfType<LayerLabel>().Distinct().ToList();
        foreach (var layer in layers)
        {
            PrintLayer(writer, layer);
        }

        if (layers.Count > 1)
        {
            writer.Comment(layers.Count == 2 ? "Both in one kernel." : "All in one kernel.");
        }
    }

    private static void PrintLayer(CodeWriter writer, LayerLabel layer) => writer.Comment($"{layer.Name}: {layer.Source}, {layer.Shapes}: {layer.Formula}.");

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
            StandardizeStep { Standardize: var norm } => [x, .. Tensors("buffers", norm.Mean, norm.IsDividedAbove ? null : norm.Deviation), y],
            DropoutStep dropout => [x, "ref " + names.Value(dropout.Dropout.Mask), y],
            ConvStep conv => [x, .. Tensors("parameters", conv.Conv.Weight, conv.Conv.Bias), y],
            PooledConvStep { Pooled: var pooled } pooling =>
                [x, .. Tensors("parameters", pooled.Conv.Weight, pooled.Conv.Bias), y, .. pooling.Keeps ? new[] { "ref " + names.Value(pooled.Pool.Winners) } : []],
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

    private string At(string buffer, Parameter tensor) => Dialect.RefAt(MemoryOf(tensor, buffer), plan.Layout[tensor].Offset);

    /// <summary>What is derived lies behind the buffers, whatever it takes the place of.</summary>
    public static string MemoryOf(Parameter tensor, string otherwise) => tensor.Role == TensorRole.Derived ? "buffers" : otherwise;

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
}
