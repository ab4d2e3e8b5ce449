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

    public string AddGradient(GradientBuffer buffer) => _gradients[buffer] = Unique(buffer.Name);

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
    public ValueNames DeclareValues(CodeWriter writer, ForwardPlan pass, int rows)
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

        foreach (var loss in plan.Graph.Losses)
        {
            names.Reserve(LossPrinter.TargetName(loss));
            names.Reserve(LossPrinter.WeightsName(loss));
        }

        foreach (var (value, slot) in pass.Slots.Select(pair => (pair.Key, pair.Value)))
        {
            var input = plan.Graph.Inputs.FirstOrDefault(candidate => ReferenceEquals(candidate.Value, value));
            var name = names.AddValue(value, input is null ? value.Name : Ports.Row(input) + "Rows");
            writer.Line($"ref float {name} = {Dialect.RefAt("scratch", slot.Start * rows)};");
        }

        writer.Blank();
        return names;
    }

    public static void DeclareGradients(CodeWriter writer, ValueNames names, IEnumerable<GradientBuffer> buffers, int rows)
    {
        foreach (var buffer in buffers)
        {
            writer.Line($"ref float {names.AddGradient(buffer)} = {Dialect.RefAt("scratch", buffer.Slot.Start * rows)};");
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

    /// <param name="count">The number of rows; null for the kernels of a single sample.</param>
    public void PrintForward(CodeWriter writer, ForwardPlan pass, ValueNames names, string? count)
    {
        foreach (var step in pass.Steps)
        {
            if (!names.Holds(step.Y))
            {
                // A value without a place goes to the user's span, whose rows need no padding.
                var output = pass.Outputs.ToList().FindIndex(value => ReferenceEquals(value, step.Y));
                names.Use(step.Y, Ports.Row(plan.Graph.Outputs[output]));
            }

            var x = "ref " + names.Value(step.X);
            var y = "ref " + names.Value(step.Y);
            writer.Comment($"{step.Node.Layer.Name}: {step.Node.Layer.Source}, {step.X.Shape} -> {step.Y.Shape}.");
            switch (step)
            {
                case AffineStep affine:
                    var arguments = string.Join(", ", Affine(affine.Affine, "parameters").Prepend(x).Append(y));
                    writer.Line(count is null
                        ? $"Kernels.{affine.KernelName}Row({arguments});"
                        : $"Kernels.{affine.KernelName}Rows({arguments}, {count});");
                    break;
                case MapStep:
                    writer.Line($"Kernels.{step.Node.Layer.Identifier}Forward({x}, {y}, {count ?? "1"});");
                    break;
                case SlopeStep slope:
                    writer.Line($"Kernels.{step.Node.Layer.Identifier}Slope({x}, {At("parameters", slope.Slope.Slope)}, {y}, {count ?? "1"});");
                    break;
                case StandardizeStep standardize:
                    writer.Line($"Kernels.{step.Node.Layer.Identifier}Standardize({x}, {At("buffers", standardize.Standardize.Mean)}, {At("buffers", standardize.Standardize.Deviation)}, {y}, {count ?? "1"});");
                    break;
                case DropoutStep dropout:
                    PrintDropout(writer, dropout.Dropout, names, x, y, count ?? "1");
                    break;
                case SoftmaxStep:
                    writer.Line($"Kernels.{step.Node.Layer.Identifier}Softmax({x}, {y}, {count ?? "1"});");
                    break;
                case MergeStep merge:
                    var inputs = string.Join(", ", merge.Merge.Inputs.Select(input => "ref " + names.Value(input)));
                    writer.Line($"Kernels.{step.Node.Layer.Identifier}Merge({inputs}, {y}, {count ?? "1"});");
                    break;
                case LogSoftmaxStep:
                    writer.Line($"Kernels.{step.Node.Layer.Identifier}LogSoftmax({x}, {y}, {count ?? "1"});");
                    break;
            }

            writer.Blank();
        }
    }

    private string At(string buffer, Parameter tensor) => Dialect.RefAt(buffer, plan.Layout[tensor].Offset);

    private static void PrintDropout(CodeWriter writer, DropoutNode node, ValueNames names, string x, string y, string count)
    {
        var axis = new PackedAxis(node.X.Size);
        var mask = "ref " + names.Value(node.Mask);
        writer.Comment("Which values are dropped depends on seed, layer, rows trained before and element.");
        writer.Line($"DropoutMask.Draw({mask}, {Literal.Int(axis.Stride)}, {Literal.Int(axis.Length)}, work.Seed, {Literal.Int(unchecked((long)EmittedNames.Fnv64(node.Layer.Name)))}L, learner.RowsTrained + start, {count}, {Literal.Float(node.Rate)});");
        writer.Line($"Kernels.{node.Layer.Identifier}Mask({x}, {mask}, {y}, {count});");
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

    private void PrintGradientStep(CodeWriter writer, BackwardStep step, ValueNames names, string count)
    {
        var layer = step.Node.Layer.Identifier;
        var dy = "ref " + names.Gradient(step.Dy);
        switch (step)
        {
            case WeightGradientStep weight:
                var parts = Affine(weight.Affine, "gradients").Prepend(dy).Prepend("ref " + names.Value(step.Node.X)).Append(count);
                writer.Line($"Kernels.{layer}WeightGradient({string.Join(", ", parts)});");
                break;
            case MapGradientStep map:
                var x = map.Map.Function.GradientNeedsInput ? $"ref {names.Value(step.Node.X)}, " : "";
                writer.Line($"Kernels.{layer}ActivationGradient({x}ref {names.Value(step.Node.Y)}, {dy}, {count});");
                break;
            case SlopeWeightGradientStep slope:
                writer.Line($"Kernels.{layer}SlopeWeightGradient(ref {names.Value(step.Node.X)}, {dy}, {At("gradients", slope.Slope.Slope)}, {count});");
                break;
            case SlopeGradientStep slope:
                writer.Line($"Kernels.{layer}SlopeGradient(ref {names.Value(step.Node.X)}, {At("parameters", slope.Slope.Slope)}, {dy}, {count});");
                break;
            case StandardizeGradientStep standardize:
                writer.Line($"Kernels.{layer}StandardizeGradient({dy}, {At("buffers", standardize.Standardize.Deviation)}, {count});");
                break;
            case DropoutGradientStep dropout:
                writer.Line($"Kernels.{layer}Mask({dy}, ref {names.Value(dropout.Dropout.Mask)}, {dy}, {count});");
                break;
            case LogSoftmaxGradientStep:
                writer.Line($"Kernels.{layer}LogSoftmaxGradient(ref {names.Value(step.Node.Y)}, {dy}, {count});");
                break;
            case SoftmaxGradientStep:
                writer.Line($"Kernels.{layer}SoftmaxGradient(ref {names.Value(step.Node.Y)}, {dy}, {count});");
                break;
            case InputGradientStep input:
                var weights = Dialect.RefAt("parameters", plan.Layout[input.Affine.Weight].Offset);
                writer.Line($"Kernels.{layer}InputGradient({dy}, {weights}, ref {names.Gradient(input.Dx)}, {count});");
                break;
            case MergeGradientStep merge:
                var others = merge.Merge is MultiplyNode
                    ? string.Concat(merge.Merge.Inputs.Where((_, index) => index != merge.Index).Select(value => $"ref {names.Value(value)}, "))
                    : "";
                writer.Line($"Kernels.{layer}MergeGradient{Literal.Int(merge.Index)}({others}{dy}, ref {names.Gradient(merge.Dx)}, {count});");
                break;
            case AccumulateStep accumulate:
                writer.Line($"Kernels.Accumulate{Literal.Int(accumulate.Dy.Axis.Stride)}({dy}, ref {names.Gradient(accumulate.Term)}, {count});");
                break;
        }
    }

    private IEnumerable<string> Affine(AffineNode node, string buffer)
    {
        yield return Dialect.RefAt(buffer, plan.Layout[node.Weight].Offset);
        if (node.Bias is not null)
        {
            yield return Dialect.RefAt(buffer, plan.Layout[node.Bias].Offset);
        }
    }
}
