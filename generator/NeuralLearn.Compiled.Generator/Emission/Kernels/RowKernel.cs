using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>A kernel that goes over the packed features of each row.</summary>
internal abstract class RowKernel(PackedAxis axis) : Kernel
{
    protected PackedAxis Axis { get; } = axis;

    /// <summary>Writes <paramref name="body"/> for every full panel from <paramref name="first"/> on.</summary>
    /// <param name="references">References that the body reads at its panel's start; in a loop they are moved on.</param>
    /// <param name="body">Gets the panel (numbered 0 in a loop) and the names to use for the references.</param>
    protected void FullPanels(
        CodeWriter writer, int first, IReadOnlyList<string> references, Action<Panel, IReadOnlyList<string>> body)
    {
        var count = Axis.FullPanels - first;
        if (count <= Tiling.UnrolledPanels)
        {
            for (var panel = first; panel < Axis.FullPanels; panel++)
            {
                body(PackedAxis.Full(panel), references);
            }

            return;
        }

        IReadOnlyList<string> moving = [.. references.Select(reference => reference + "k")];
        using (writer.Part("Panel by panel."))
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

    /// <summary>Whether a formula is too long to be written out for every vector of a row.</summary>
    protected bool LoopsOverVectors(Expr formula, Dialect dialect) =>
        RowCost.IsTooMuch(formula, Axis.Panels.Take(Tiling.UnrolledPanels + 1).Sum(panel => Math.Max(1, panel.Width / dialect.Lanes)), dialect.Lanes);

    /// <summary>Vector after vector in a loop, padding included.</summary>
    /// <param name="references">References at the beginning of the row; they are moved on.</param>
    protected void VectorLoop(CodeWriter writer, Dialect dialect, IReadOnlyList<string> references, Action<Dialect> body)
    {
        var rest = Axis.TailWidth % dialect.Lanes;
        var count = (Axis.Width - rest) / dialect.Lanes;
        if (count > 0)
        {
            using (writer.Block($"for (int vector = 0; vector < {Literal.Int(count)}; vector++)"))
            {
                body(dialect);
                foreach (var reference in references)
                {
                    writer.Line(Advance(reference, dialect.Lanes));
                }
            }
        }

        if (rest > 0)
        {
            writer.Blank();
            using (writer.Part($"The last {Literal.Int(rest)}."))
            {
                body(dialect with { Lanes = rest });
            }
        }
    }

    /// <summary>Clears the padding of a row.</summary>
    protected void ClearPadding(CodeWriter writer, Dialect dialect, string reference)
    {
        if (Axis.Tail is not { } tail || tail.Valid == tail.Width)
        {
            return;
        }

        var narrow = dialect.Narrow(tail.Width);
        foreach (var (lane, valid) in Vectors(tail, narrow).Where(vector => vector.Valid < narrow.Lanes))
        {
            writer.Line(narrow.Store(valid <= 0 ? narrow.Zero : narrow.KeepFirst(narrow.Load(reference, tail.Start + lane), valid), reference, tail.Start + lane));
        }
    }

    /// <summary>Opens a loop over rows with a reference per buffer.</summary>
    protected static CodeWriter.Closing Rows(CodeWriter writer, int stride, params (string Row, string Buffer)[] references)
    {
        return RowLoop(writer, 1, stride, references);
    }

    /// <summary>How many rows a vector holds; 1 where a row fills it. Buffers end with a whole vector, so that the last may hold rows that are none.</summary>
    protected int RowsPerVector(Dialect dialect) => Axis.FullPanels == 0 ? Math.Max(1, dialect.Lanes / Axis.TailWidth) : 1;

    /// <summary>Opens a loop over vectors full of rows.</summary>
    protected CodeWriter.Closing RowsTogether(CodeWriter writer, int rowsPerVector, params (string Row, string Buffer)[] references)
    {
        return RowLoop(writer, rowsPerVector, Axis.Stride, references);
    }

    private static CodeWriter.Closing RowLoop(CodeWriter writer, int step, int stride, (string Row, string Buffer)[] references)
    {
        var block = writer.Block($"for (int row = 0; row < rows; {(step == 1 ? "row++" : "row += " + Literal.Int(step))})");
        foreach (var (row, buffer) in references)
        {
            writer.Line($"ref float {row} = ref Unsafe.Add(ref {buffer}, (nint)row * {Literal.Int(stride)});");
        }

        return block;
    }
}
