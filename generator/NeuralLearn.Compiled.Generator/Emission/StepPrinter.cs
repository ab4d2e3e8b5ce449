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

    public string AddValue(Value value) => _values[value] = Unique(Literal.Identifier(value.Name));

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
    /// <summary>Declares a reference per value with a place in the scratch buffer.</summary>
    public ValueNames DeclareValues(CodeWriter writer, ForwardPlan pass, int rows)
    {
        var names = new ValueNames();
        if (!plan.CopiesInput)
        {
            names.Use(plan.Input, "input");
        }

        foreach (var (value, slot) in pass.Slots.Select(pair => (pair.Key, pair.Value)))
        {
            var isInput = ReferenceEquals(value, plan.Input);
            var name = isInput ? "inputRows" : names.AddValue(value);
            if (isInput)
            {
                names.Use(value, name);
            }

            writer.Line($"ref float {name} = {Dialect.RefAt("scratch", slot.Start * rows)};");
        }

        writer.Blank();
        return names;
    }

    public static void DeclareGradients(CodeWriter writer, ValueNames names, LearnPlan learning, bool onlyOutput)
    {
        foreach (var buffer in learning.Buffers)
        {
            if (!onlyOutput || ReferenceEquals(buffer, learning.OutputGradient))
            {
                writer.Line($"ref float {names.AddGradient(buffer)} = {Dialect.RefAt("scratch", buffer.Slot.Start * NetworkPlan.ChunkRows)};");
            }
        }

        writer.Blank();
    }

    /// <summary>Copies the user's rows where kernels read whole vectors of them.</summary>
    public void PrintInput(CodeWriter writer, ValueNames names, string input, string count)
    {
        if (plan.CopiesInput)
        {
            writer.Line($"Packing.PadRows(ref {input}, {Literal.Int(plan.Input.Size)}, ref {names.Value(plan.Input)}, {Literal.Int(plan.Stride(plan.Input))}, {count});");
            writer.Blank();
        }
    }

    /// <param name="output">Where a value without a place goes: the user's span, whose rows need no padding.</param>
    /// <param name="count">The number of rows; null for the kernels of a single sample.</param>
    public void PrintForward(CodeWriter writer, ForwardPlan pass, ValueNames names, string? output, string? count)
    {
        foreach (var step in pass.Steps)
        {
            if (!names.Holds(step.Y) && output is not null)
            {
                names.Use(step.Y, output);
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

    /// <summary>Copies the result to the user's span unless it was written there.</summary>
    public void PrintOutput(CodeWriter writer, ValueNames names, Value last, string output, string count)
    {
        if (names.Value(last) != output)
        {
            writer.Line($"Packing.UnpadRows(ref {names.Value(last)}, {Literal.Int(plan.Stride(last))}, ref {output}, {Literal.Int(last.Size)}, {count});");
        }
    }

    public void PrintBackward(CodeWriter writer, LearnPlan learning, ValueNames names, string count)
    {
        foreach (var step in learning.Backward)
        {
            if (step.InputOnly)
            {
                using (writer.Block("if (!inputGradients.IsEmpty)"))
                {
                    PrintGradientStep(writer, step, names, count);
                }
            }
            else
            {
                PrintGradientStep(writer, step, names, count);
            }

            writer.Blank();
        }

        using (writer.Block("if (!inputGradients.IsEmpty)"))
        {
            var size = Literal.Int(plan.Input.Size);
            writer.Line($"Packing.UnpadRows(ref {names.Gradient(learning.InputGradient)}, {Literal.Int(learning.InputGradient.Slot.Stride)}, ref inputGradients[start * {size}], {size}, count);");
        }
    }

    /// <summary>The backward pass without the gradients of parameters, for one sample.</summary>
    public void PrintInputGradientOnly(CodeWriter writer, LearnPlan learning, ValueNames names)
    {
        foreach (var step in learning.Backward.Where(step => step is not WeightGradientStep))
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
