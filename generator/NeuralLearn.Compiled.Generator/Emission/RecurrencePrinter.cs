using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints what surrounds recurrent layers in a pass: what they remember at first and at last, and rows that end early.</summary>
internal sealed class RecurrencePrinter(NetworkPlan plan)
{
    private readonly StepPrinter _steps = new(plan);

    /// <summary>Of rows that end early only the used steps are looked at.</summary>
    public void PrintUsedInputs(CodeWriter writer, ForwardPlan pass, string room)
    {
        writer.Line($"ReadOnlySpan<int> {StepPrinter.Lengths} = work.Lengths.IsEmpty ? default : work.Lengths.Slice(start, count);");
        if (pass.UsedInputs.Count == 0)
        {
            return;
        }

        using (writer.Block($"if (!{StepPrinter.Lengths}.IsEmpty)"))
        {
            foreach (var input in plan.Graph.Inputs.Where(input => pass.UsedInputs.ContainsKey(input.Value)))
            {
                var row = Ports.Row(input);
                var (steps, size) = (input.Value.Shape.Positions, input.Value.Size);
                writer.Line($"ref float {row}Used = {StepPrinter.InScratch(pass.UsedInputs[input.Value].Start, room)};");
                writer.Line($"SequenceRows.CopyUsed({StepPrinter.Lengths}, ref {row}, {Literal.Int(size / steps)}, {Literal.Int(steps)}, ref {row}Used);");
                writer.Line($"{row} = ref {row}Used;");
            }
        }

        writer.Blank();
    }

    /// <summary>A step of a pass over one row without a history.</summary>
    public void PrintFromZero(CodeWriter writer, ForwardStep step, ValueNames names)
    {
        if (step is RecurrentStep recurrent)
        {
            PrintClear(writer, recurrent.Recurrent, names, "1");
        }

        writer.Line(_steps.Call(step, names, "1").ToString());
    }

    /// <summary>A step of a pass that learns or evaluates.</summary>
    public void PrintOfWork(CodeWriter writer, ForwardStep step, ValueNames names)
    {
        var call = _steps.Call(step, names, "count").ToString();
        if (step is not RecurrentStep { Recurrent: var node })
        {
            writer.Line(call);
            return;
        }

        if (!plan.TakesLengths)
        {
            PrintClear(writer, node, names, "count");
            writer.Line(call);
            return;
        }

        PrintStart(writer, node, names);
        writer.Line(call);
        PrintEnd(writer, node, names);
    }

    private static IEnumerable<Value> Remembered(RecurrentNode node) => new[] { node.Memory.Hidden, node.Memory.Cell }.OfType<Value>();

    private void PrintClear(CodeWriter writer, RecurrentNode node, ValueNames names, string count)
    {
        foreach (var value in Remembered(node))
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref {names.Value(value)}, {ValueCopy.Times(count, plan.Stride(value))}).Clear();");
        }
    }

    private void PrintStart(CodeWriter writer, RecurrentNode node, ValueNames names)
    {
        if (!plan.TakesStates)
        {
            PrintClear(writer, node, names, "count");
            return;
        }

        using (writer.Block("if (work.States.IsEmpty)"))
        {
            PrintClear(writer, node, names, "count");
        }

        using (writer.Block("else"))
        {
            foreach (var (value, offset) in plan.StateOf(node))
            {
                writer.Line($"Packing.CopyRows({InState(offset)}, ref {names.Value(value)}, {Literal.Int(plan.Stride(value))}, {Literal.Int(plan.Stride(value))}, count);");
            }
        }

        writer.Blank();
    }

    private void PrintEnd(CodeWriter writer, RecurrentNode node, ValueNames names)
    {
        var steps = Literal.Int(node.Steps);
        var stride = plan.Stride(node.Memory.Hidden);
        var kept = names.Value(node.Memory.Kept);
        if (!node.ReturnsSequence || plan.TakesStates)
        {
            using (writer.Block($"if (!{StepPrinter.Lengths}.IsEmpty)"))
            {
                var slot = 0;
                foreach (var value in Remembered(node))
                {
                    writer.Line($"SequenceRows.EndAt({StepPrinter.Lengths}, {steps}, {Dialect.RefAt(kept, slot * stride)}, {Literal.Int(node.KeptSlots * stride)}, ref {names.Value(value)}, {Literal.Int(stride)});");
                    slot++;
                }

                if (!node.ReturnsSequence)
                {
                    writer.Line($"SequenceRows.EndAt({StepPrinter.Lengths}, {steps}, ref {kept}, {Literal.Int(node.KeptSlots * stride)}, ref {names.Value(node.Y)}, {Literal.Int(stride)});");
                }
            }

            writer.Blank();
        }

        if (plan.TakesStates)
        {
            using (writer.Block("if (!work.States.IsEmpty)"))
            {
                foreach (var (value, offset) in plan.StateOf(node))
                {
                    writer.Line($"Packing.CopyRows(ref {names.Value(value)}, {Literal.Int(plan.Stride(value))}, {InState(offset)}, {Literal.Int(plan.Stride(value))}, count);");
                }
            }

            writer.Blank();
        }
    }

    /// <summary>The chunk's first row in the states, and the floats from one to the next.</summary>
    private string InState(int offset)
    {
        var floats = Literal.Int(plan.Streaming!.State!.Floats);
        return $"ref Unsafe.Add(ref MemoryMarshal.GetReference(work.States), ((nint)start * {floats}) + {Literal.Int(offset)}), {floats}";
    }
}
