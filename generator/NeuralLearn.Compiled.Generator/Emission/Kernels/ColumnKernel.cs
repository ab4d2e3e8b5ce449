using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>A kernel that takes one vector of channels through all positions of all rows, then the next.</summary>
internal abstract class ColumnKernel(PackedAxis axis, bool portable) : Kernel
{
    /// <summary>Positions added up one behind the other before the sum goes to the total: so rounding errors grow slowly.</summary>
    private const int BlockRows = 64;

    /// <summary>Vectors up to which their code is written out one behind the other.</summary>
    private const int UnrolledVectors = 2;

    protected PackedAxis Axis { get; } = axis;

    /// <summary>Every column of vectors that holds channels. Only buffers named here are read and written.</summary>
    /// <param name="buffers">Each gets a reference to the column, named like it with a "c" behind.</param>
    /// <param name="body">Gets how many lanes are channels.</param>
    protected void Columns(CodeWriter writer, Dialect dialect, IReadOnlyList<string> buffers, Action<Dialect, int> body)
    {
        void One(Dialect narrow, string column, int valid)
        {
            foreach (var buffer in buffers)
            {
                writer.Line(column == "0" ? $"ref float {buffer}c = ref {buffer};" : $"ref float {buffer}c = ref Unsafe.Add(ref {buffer}, {column});");
            }

            body(narrow, valid);
        }

        var whole = dialect.Lanes == 1 ? Axis.Length : Axis.FullPanels * SumOrder.VirtualLanes;
        if (whole / dialect.Lanes > UnrolledVectors)
        {
            using (writer.Block($"for (int column = 0; column < {Literal.Int(whole)}; column += {Literal.Int(dialect.Lanes)})"))
            {
                One(dialect, "column", dialect.Lanes);
            }

            writer.Blank();
        }
        else
        {
            for (var column = 0; column < whole; column += dialect.Lanes)
            {
                using (writer.Part(Phrase.Range("Feature", column, column + dialect.Lanes - 1) + "."))
                {
                    One(dialect, Literal.Int(column), dialect.Lanes);
                }

                writer.Blank();
            }
        }

        if (dialect.Lanes > 1 && Axis.Tail is { } tail)
        {
            var narrow = dialect.Narrow(tail.Width);
            foreach (var (lane, valid) in Vectors(tail, narrow).Where(vector => vector.Valid > 0))
            {
                using (writer.Part(Phrase.Range("Feature", tail, lane, narrow.Lanes)))
                {
                    One(narrow, Literal.Int(tail.Start + lane), valid);
                }

                writer.Blank();
            }
        }
    }

    /// <summary>All rows of the column, where there may be many four to a turn of the loop.</summary>
    /// <param name="buffers">Each gets a reference to the row, named like it with an "r" behind.</param>
    /// <param name="body">Gets the distance of its row from the reference, and what its locals end with.</param>
    protected void EachRow(CodeWriter writer, bool isOne, IReadOnlyList<string> buffers, Action<int, string> body)
    {
        if (!isOne)
        {
            writer.Line("int each = 0;");
            using (writer.Block("for (; each + 4 <= rows; each += 4)"))
            {
                Place(writer, buffers, "each");
                for (var part = 0; part < 4; part++)
                {
                    body(part * Axis.PositionStride, Literal.Int(part));
                }
            }

            writer.Blank();
        }

        using (writer.Block(isOne ? "for (int each = 0; each < rows; each++)" : "for (; each < rows; each++)"))
        {
            Place(writer, buffers, "each");
            body(0, "");
        }
    }

    /// <summary>
    /// Declares vectors with sums over all rows, in an order that their number alone decides: in blocks of 64 four partial sums take the rows
    /// in turn, the first also those left over; a block's sums are combined and added to the total.
    /// </summary>
    /// <param name="sums">Names, and the next value of a partial sum from itself and the distance of its row from the reference.</param>
    protected void PrintSums(CodeWriter writer, Dialect dialect, IReadOnlyList<string> buffers, params (string Name, Func<string, int, string> Add)[] sums)
    {
        foreach (var (name, _) in sums)
        {
            writer.Line($"var {name} = {dialect.Zero};");
        }

        using (writer.Block($"for (int block = 0; block < rows; block += {Literal.Int(BlockRows)})"))
        {
            writer.Line($"int end = Math.Min(block + {Literal.Int(BlockRows)}, rows);");
            writer.Line("int row = block;");
            foreach (var (name, _) in sums)
            {
                for (var part = 0; part < 4; part++)
                {
                    writer.Line($"var {name}{Literal.Int(part)} = {dialect.Zero};");
                }
            }

            using (writer.Block("for (; row + 4 <= end; row += 4)"))
            {
                Place(writer, buffers, "row");
                for (var part = 0; part < 4; part++)
                {
                    foreach (var (name, add) in sums)
                    {
                        var sum = name + Literal.Int(part);
                        writer.Line($"{sum} = {add(sum, part * Axis.PositionStride)};");
                    }
                }
            }

            writer.Blank();
            using (writer.Block("for (; row < end; row++)"))
            {
                Place(writer, buffers, "row");
                foreach (var (name, add) in sums)
                {
                    writer.Line($"{name}0 = {add(name + "0", 0)};");
                }
            }

            writer.Blank();
            foreach (var (name, _) in sums)
            {
                writer.Line($"{name} = {name} + (({name}0 + {name}2) + ({name}1 + {name}3));");
            }
        }

        writer.Blank();
    }

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => PrintBody(writer, dialect);

    protected override void PrintScalar(CodeWriter writer) => PrintBody(writer, Dialect.ForLevel(1, portable));

    protected abstract void PrintBody(CodeWriter writer, Dialect dialect);

    private void Place(CodeWriter writer, IReadOnlyList<string> buffers, string row)
    {
        foreach (var buffer in buffers)
        {
            writer.Line($"ref float {buffer}r = ref Unsafe.Add(ref {buffer}c, (nint){row} * {Literal.Int(Axis.PositionStride)});");
        }
    }
}
