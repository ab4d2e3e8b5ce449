using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>The sum, the product or the row of several values, for every row.</summary>
internal sealed class MergeForward(Node node) : RowKernel(PackedAxis.AtPosition(node.Y))
{
    public override string Name => node.Layer.Identifier + "Merge";

    public override IReadOnlyList<string> Comment =>
        [$"y = {string.Join(node is AddNode ? " + " : node is MultiplyNode ? " · " : " | ", Names)}, {string.Join(", ", node.Inputs.Select(input => input.Shape))} -> {node.Y.Shape}, for every row."];

    public override string Reason => Why.OfMerge(node);

    public override string Parameters => string.Concat(Names.Select(name => $"ref float {name}, ")) + "ref float y, int rows";

    private IReadOnlyList<string> Names => [.. node.Inputs.Select((_, index) => "x" + Literal.Int(index))];

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        if (node is ConcatNode)
        {
            PrintConcat(writer);
            return;
        }

        using (Rows(writer, Axis.Stride, [.. Names.Select(name => (name + "r", name)), ("yr", "y")]))
        {
            AllPanels(writer, [.. Names.Select(name => name + "r"), "yr"], (panel, references) =>
            {
                var narrow = dialect.Narrow(panel.Width);
                foreach (var (lane, _) in Vectors(panel, narrow))
                {
                    var column = panel.Start + lane;
                    var terms = string.Join(node is AddNode ? " + " : " * ", references.Take(node.Inputs.Count).Select(reference => narrow.Load(reference, column)));
                    writer.Line(narrow.Store("(" + terms + ")", references[references.Count - 1], column));
                }
            });
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        if (node is ConcatNode)
        {
            PrintConcat(writer);
            return;
        }

        using (Rows(writer, Axis.Stride, [.. Names.Select(name => (name + "r", name)), ("yr", "y")]))
        {
            using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Width)}; lane++)"))
            {
                var terms = string.Join(node is AddNode ? " + " : " * ", Names.Select(name => $"Unsafe.Add(ref {name}r, lane)"));
                writer.Line($"Unsafe.Add(ref yr, lane) = {terms};");
            }
        }
    }

    private void PrintConcat(CodeWriter writer)
    {
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($"ref float yr = ref Unsafe.Add(ref y, (nint)row * {Literal.Int(Axis.Stride)});");
            var start = 0;
            for (var i = 0; i < node.Inputs.Count; i++)
            {
                var (size, stride) = (node.Inputs[i].Shape.Channels, PackedAxis.AtPosition(node.Inputs[i]).Stride);
                writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref x{Literal.Int(i)}, (nint)row * {Literal.Int(stride)}), {Literal.Int(size)})"
                    + $".CopyTo(MemoryMarshal.CreateSpan({Dialect.RefAt("yr", start)}, {Literal.Int(size)}));");
                start += size;
            }
        }
    }
}

/// <summary>∂loss/∂(one input) of a merge from ∂loss/∂y, for every row. Padding lanes become 0.</summary>
internal sealed class MergeGradient(Node node, int index) : RowKernel(PackedAxis.AtPosition(node.Inputs[index]))
{
    public override string Name => node.Layer.Identifier + "MergeGradient" + Literal.Int(index);

    public override IReadOnlyList<string> Comment => [node switch
    {
        AddNode => $"dx{Literal.Int(index)} = dy, for every row.",
        MultiplyNode => $"dx{Literal.Int(index)} = dy times the other factors, for every row.",
        _ => $"dx{Literal.Int(index)} = its features of dy, for every row.",
    }];

    public override string Reason => Why.OfMerge(node);

    public override string Parameters => string.Concat(Others.Select(name => $"ref float {name}, ")) + "ref float dy, ref float dx, int rows";

    private IReadOnlyList<string> Others => node is MultiplyNode
        ? [.. Enumerable.Range(0, node.Inputs.Count).Where(other => other != index).Select(other => "x" + Literal.Int(other))]
        : [];

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        if (node is ConcatNode)
        {
            PrintSlice(writer);
            return;
        }

        using (Rows(writer, Axis.Stride, [.. Others.Select(name => (name + "r", name)), ("dyr", "dy"), ("dxr", "dx")]))
        {
            AllPanels(writer, [.. Others.Select(name => name + "r"), "dyr", "dxr"], (panel, references) =>
            {
                var narrow = dialect.Narrow(panel.Width);
                foreach (var (lane, valid) in Vectors(panel, narrow))
                {
                    var column = panel.Start + lane;
                    var factors = string.Join(" * ", references.Take(references.Count - 1).Reverse().Select(reference => narrow.Load(reference, column)));
                    writer.Line(narrow.Store(valid <= 0 ? narrow.Zero : narrow.KeepFirst("(" + factors + ")", valid), references[references.Count - 1], column));
                }
            });
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        if (node is ConcatNode)
        {
            PrintSlice(writer);
            return;
        }

        using (Rows(writer, Axis.Stride, [.. Others.Select(name => (name + "r", name)), ("dyr", "dy"), ("dxr", "dx")]))
        {
            using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Width)}; lane++)"))
            {
                var factors = string.Join(" * ", Others.Reverse().Select(name => name + "r").Prepend("dyr").Select(reference => $"Unsafe.Add(ref {reference}, lane)"));
                writer.Line($"Unsafe.Add(ref dxr, lane) = lane < {Literal.Int(Axis.Length)} ? {factors} : 0f;");
            }
        }
    }

    private void PrintSlice(CodeWriter writer)
    {
        var start = node.Inputs.Take(index).Sum(input => input.Shape.Channels);
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($"Span<float> dxr = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref dx, (nint)row * {Literal.Int(Axis.Stride)}), {Literal.Int(Axis.Width)});");
            writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref dy, ((nint)row * {Literal.Int(PackedAxis.AtPosition(node.Y).Stride)}) + {Literal.Int(start)}), {Literal.Int(Axis.Length)}).CopyTo(dxr);");
            if (Axis.Width > Axis.Length)
            {
                writer.Line($"dxr.Slice({Literal.Int(Axis.Length)}).Clear();");
            }
        }
    }
}

/// <summary>target += term for every row: the parts of a gradient that come from several readers.</summary>
internal sealed class Accumulate(PackedAxis axis) : RowKernel(axis)
{
    public override string Name => "Accumulate" + Literal.Int(Axis.Stride);

    public override IReadOnlyList<string> Comment => ["A value read more than once: the gradients of its readers are added, last reader first."];

    public override string Reason => Why.Accumulated;

    public override string Parameters => "ref float target, ref float term, int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        // Short positions in a row make strides that are no power of two.
        var narrow = dialect.Narrow(Axis.Stride >= 16 ? 16 : Axis.Stride & -Axis.Stride);
        using (writer.Block($"for (nuint i = 0; i < (nuint)rows * {Literal.Int(Axis.Stride)}; i += {Literal.Int(narrow.Lanes)})"))
        {
            writer.Line($"({narrow.Class}.LoadUnsafe(ref target, i) + {narrow.Class}.LoadUnsafe(ref term, i)).StoreUnsafe(ref target, i);");
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        using (writer.Block($"for (nint i = 0; i < (nint)rows * {Literal.Int(Axis.Stride)}; i++)"))
        {
            writer.Line("Unsafe.Add(ref target, i) += Unsafe.Add(ref term, i);");
        }
    }
}
