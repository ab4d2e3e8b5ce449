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
    /// <summary>Declares a reference per value with a place in the scratch buffer; inputs that have none are the user's rows.</summary>
    /// <param name="suffix">Ends the names where they could meet those of a kernel's own.</param>
    public ValueNames DeclareValues(CodeWriter writer, ForwardPlan pass, int rows, string suffix = "")
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

        foreach (var output in plan.Graph.Outputs)
        {
            names.Reserve(Ports.Row(output));
        }

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
            writer.Line($"ref float {name} = {Dialect.RefAt("scratch", slot.Start * rows)};");
        }

        writer.Blank();
        return names;
    }

    /// <inheritdoc cref="DeclareValues"/>
    public static void DeclareGradients(CodeWriter writer, ValueNames names, IEnumerable<GradientBuffer> buffers, int rows, string suffix = "")
    {
        foreach (var buffer in buffers)
        {
            writer.Line($"ref float {names.AddGradient(buffer, suffix)} = {Dialect.RefAt("scratch", buffer.Slot.Start * rows)};");
        }

        writer.Blank();
    }

    /// <summary>Copies the user's rows where kernels read whole vectors of them.</summary>
    public void PrintInputs(CodeWriter writer, ForwardPlan pass, ValueNames names, string count)
    {
        foreach (var input in plan.Graph.Inputs.Where(input => pass.Slots.ContainsKey(input.Value)))
        {
            writer.Line($"Packing.PadRows(ref {Ports.Row(input)}, {Literal.Int(input.Value.Size)}, ref {names.Value(input.Value)}, {Literal.Int(plan.Stride(input.Value))}, {count});");
        }

        writer.Blank();
    }

    /// <summary>As <see cref="PrintInputs"/>, for one row at one vector width.</summary>
    public void PrintRowInputs(CodeWriter writer, ForwardPlan pass, ValueNames names, Dialect dialect)
    {
        foreach (var input in plan.Graph.Inputs.Where(input => pass.Slots.ContainsKey(input.Value)))
        {
            PrintPadded(writer, Ports.Row(input), names.Value(input.Value), input.Value.Size, dialect);
        }

        writer.Blank();
    }

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

            if (dialect.Lanes > 1 && value.Size <= RowCopy.Longest)
            {
                RowCopy.PrintOut(writer, dialect, names.Value(value), output, value.Size);
            }
            else
            {
                writer.Line($"Packing.UnpadRows(ref {names.Value(value)}, {Literal.Int(plan.Stride(value))}, ref {output}, {Literal.Int(value.Size)}, 1);");
            }
        }
    }

    /// <param name="count">The number of rows; null for the kernels of a single sample.</param>
    /// <param name="print">How a step's kernel is put to work; null for a call through the choice of widths.</param>
    public void PrintForward(CodeWriter writer, ForwardPlan pass, ValueNames names, string? count, Action<ForwardStep>? print = null)
    {
        foreach (var step in pass.Steps)
        {
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
        var kernel = kernels[count is null ? 0 : kernels.Count - 1];
        IEnumerable<string> arguments = step switch
        {
            AffineStep affine => Affine(affine.Affine, "parameters").Prepend(x).Append(y),
            SlopeStep slope => [x, At("parameters", slope.Slope.Slope), y],
            StandardizeStep standardize => [x, At("buffers", standardize.Standardize.Mean), At("buffers", standardize.Standardize.Deviation), y],
            DropoutStep dropout => [x, "ref " + names.Value(dropout.Dropout.Mask), y],
            MergeStep merge => merge.Merge.Inputs.Select(input => "ref " + names.Value(input)).Append(y),
            _ => [x, y],
        };
        return new KernelCall(kernel, [.. arguments, .. step is AffineStep && count is null ? Array.Empty<string>() : [count ?? "1"]]);
    }

    private string At(string buffer, Parameter tensor) => Dialect.RefAt(buffer, plan.Layout[tensor].Offset);

    private static void PrintDraw(CodeWriter writer, DropoutNode node, ValueNames names, string count)
    {
        var axis = new PackedAxis(node.X.Size);
        writer.Comment("Which values are dropped depends on seed, layer, rows trained before and element.");
        writer.Line($"DropoutMask.Draw(ref {names.Value(node.Mask)}, {Literal.Int(axis.Stride)}, {Literal.Int(axis.Length)}, work.Seed, {Literal.Int(unchecked((long)EmittedNames.Fnv64(node.Layer.Name)))}L, learner.RowsTrained + start, {count}, {Literal.Float(node.Rate)});");
    }

    /// <summary>Copies results to the user's spans unless they were written there.</summary>
    public void PrintOutputs(CodeWriter writer, ForwardPlan pass, ValueNames names, string count)
    {
        for (var i = 0; i < pass.Outputs.Count; i++)
        {
            var (value, output) = (pass.Outputs[i], Ports.Row(plan.Graph.Outputs[i]));
            if (names.Value(value) != output)
            {
                writer.Line($"Packing.UnpadRows(ref {names.Value(value)}, {Literal.Int(plan.Stride(value))}, ref {output}, {Literal.Int(value.Size)}, {count});");
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
                writer.Line($"Packing.UnpadRows(ref {names.Value(value)}, {Literal.Int(plan.Stride(value))}, ref {span}[start * {size}], {size}, count);");
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
                    ? $"Packing.UnpadRows(ref {names.Gradient(buffer)}, {Literal.Int(buffer.Slot.Stride)}, ref {span}[start * {size}], {size}, count);"
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
            _ => throw new InvalidOperationException("No kernel for " + step.GetType().Name),
        };
        var kernels = KernelList.Backward(step, plan);
        return new KernelCall(kernels[kernels.Count - 1], step is WeightStep ? [.. arguments] : [.. arguments, count]);
    }

    /// <summary>The optimizer's numbers of W, then those of b.</summary>
    private IEnumerable<string> Slots(AffineNode node) => new[] { node.Weight, node.Bias }.Where(tensor => tensor is not null)
        .SelectMany(tensor => plan.Training!.Update.Slots.Select(slot => At(slot + "Memory", tensor!)));

    private IEnumerable<string> Affine(AffineNode node, string buffer)
    {
        yield return Dialect.RefAt(buffer, plan.Layout[node.Weight].Offset);
        if (node.Bias is not null)
        {
            yield return Dialect.RefAt(buffer, plan.Layout[node.Bias].Offset);
        }
    }
}
