using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>A kernel that goes over the packed features of each row.</summary>
internal abstract class RowKernel(PackedAxis axis) : Kernel
{
    /// <summary>Full panels up to which their code is written out one behind the other.</summary>
    protected const int UnrolledPanels = 4;

    protected PackedAxis Axis { get; } = axis;

    /// <summary>Writes <paramref name="body"/> for every full panel from <paramref name="first"/> on.</summary>
    /// <param name="references">References that the body reads at its panel's start; in a loop they are moved on.</param>
    /// <param name="body">Gets the panel (numbered 0 in a loop) and the names to use for the references.</param>
    protected void FullPanels(
        CodeWriter writer, int first, IReadOnlyList<string> references, Action<Panel, IReadOnlyList<string>> body)
    {
        var count = Axis.FullPanels - first;
        if (count <= UnrolledPanels)
        {
            for (var panel = first; panel < Axis.FullPanels; panel++)
            {
                body(PackedAxis.Full(panel), references);
            }

            return;
        }

        IReadOnlyList<string> moving = [.. references.Select(reference => reference + "k")];
        using (writer.Block())
        {
            for (var i = 0; i < references.Count; i++)
            {
                writer.Line($"ref float {moving[i]} = {Dialect.RefAt(references[i], first * 16)};");
            }

            using (writer.Block($"for (int panel = {Literal.Int(first)}; panel < {Literal.Int(Axis.FullPanels)}; panel++)"))
            {
                body(PackedAxis.Full(0), moving);
                foreach (var reference in moving)
                {
                    writer.Line(Advance(reference, 16));
                }
            }
        }

        writer.Blank();
    }

    /// <summary>Every panel, the tail included; for work whose order does not matter.</summary>
    protected void AllPanels(CodeWriter writer, IReadOnlyList<string> references, Action<Panel, IReadOnlyList<string>> body)
    {
        FullPanels(writer, 0, references, body);
        if (Axis.Tail is { } tail)
        {
            body(tail, references);
        }
    }

    /// <summary>Opens a loop over rows with a reference per buffer.</summary>
    protected static CodeWriter.Closing Rows(CodeWriter writer, int stride, params (string Row, string Buffer)[] references)
    {
        var block = writer.Block("for (int row = 0; row < rows; row++)");
        foreach (var (row, buffer) in references)
        {
            writer.Line($"ref float {row} = ref Unsafe.Add(ref {buffer}, (nint)row * {Literal.Int(stride)});");
        }

        return block;
    }
}
