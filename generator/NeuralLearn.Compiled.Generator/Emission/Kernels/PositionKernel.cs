using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// A kernel that adds up over the channels of some positions together. The canonical order: 16 virtual lanes (4 or 8 where all channels fit
/// a narrower panel) begin at 0; position after position lane j takes the channels j, j+16, …, those of a narrow last panel first; then the
/// lanes are folded 16 → 8 → 4 → 2 → 1.
/// </summary>
internal abstract class PositionKernel(PackedAxis axis, int positions, bool portable) : RowKernel(axis)
{
    protected int Positions { get; } = positions;

    protected Dialect Scalar { get; } = Dialect.ForLevel(1, portable);

    /// <summary>The next value of an accumulator.</summary>
    /// <param name="dialect">The width to write for.</param>
    /// <param name="accumulator">What was added up so far.</param>
    /// <param name="load">The vector, or the number, at this place of a buffer.</param>
    /// <param name="keep">Clears what is padding.</param>
    protected delegate string Adding(Dialect dialect, string accumulator, Func<string, string> load, Func<string, string> keep);

    /// <summary>Runs through the positions of a group, with a reference per buffer.</summary>
    protected void EachPosition(CodeWriter writer, IReadOnlyList<string> buffers, Action<IReadOnlyList<string>> body)
    {
        if (Positions == 1)
        {
            body(buffers);
            return;
        }

        using (writer.Block($"for (int position = 0; position < {Literal.Int(Positions)}; position++)"))
        {
            List<string> at = [.. buffers.Select(buffer => buffer + "p")];
            for (var i = 0; i < at.Count; i++)
            {
                writer.Line($"ref float {at[i]} = ref Unsafe.Add(ref {buffers[i]}, (nint)position * {Literal.Int(Axis.PositionStride)});");
            }

            body(at);
        }

        writer.Blank();
    }

    /// <summary>Declares floats with canonical sums, worked out in one run over the buffers.</summary>
    protected void PrintSums(CodeWriter writer, Dialect dialect, IReadOnlyList<string> buffers, params (string Name, Adding Add)[] sums)
    {
        List<VirtualSum> lanes = [.. sums.Select(sum => new VirtualSum(Axis, dialect, sum.Name + "Lanes"))];
        var wide = lanes[0].Dialect;
        foreach (var sum in lanes)
        {
            for (var a = 0; a < sum.Accumulators; a++)
            {
                writer.Line($"var {sum.Accumulator(a)} = {wide.Zero};");
            }
        }

        EachPosition(writer, buffers, at =>
        {
            if (Axis.Tail is { } tail)
            {
                PrintTerms(writer, tail, at);
            }

            FullPanels(writer, 0, at, (panel, references) => PrintTerms(writer, panel, references));
        });
        for (var i = 0; i < sums.Length; i++)
        {
            writer.Line($"float {sums[i].Name} = {lanes[i].Total()};");
        }

        void PrintTerms(CodeWriter writer, Panel panel, IReadOnlyList<string> references)
        {
            var narrow = wide.Narrow(panel.Width);
            foreach (var (lane, valid) in Vectors(panel, narrow).Where(vector => vector.Valid > 0))
            {
                string Load(string buffer) => Widened(narrow.Load(references[buffers.ToList().IndexOf(buffer)], panel.Start + lane));
                string Widened(string value) => narrow.Lanes < wide.Lanes ? wide.Widen(value, narrow.Lanes) : value;
                for (var i = 0; i < sums.Length; i++)
                {
                    var accumulator = lanes[i].Accumulator(lane / wide.Lanes);
                    writer.Line($"{accumulator} = {sums[i].Add(wide, accumulator, Load, value => wide.KeepFirst(value, valid))};");
                }
            }
        }
    }

    /// <summary>The same in scalar code; a span of lanes for each sum must be in scope.</summary>
    protected void PrintScalarSums(CodeWriter writer, IReadOnlyList<string> buffers, params (string Name, Adding Add)[] sums)
    {
        var count = VirtualSum.LanesOf(Axis);
        foreach (var (name, _) in sums)
        {
            writer.Line(name + "Lanes.Clear();");
        }

        EachPosition(writer, buffers, at =>
        {
            void Terms(string index, string lane)
            {
                foreach (var (name, add) in sums)
                {
                    var accumulator = $"{name}Lanes[{lane}]";
                    writer.Line($"{accumulator} = {add(Scalar, accumulator, buffer => $"Unsafe.Add(ref {at[buffers.ToList().IndexOf(buffer)]}, {index})", value => value)};");
                }
            }

            if (Axis.Tail is { } tail)
            {
                using (writer.Block($"for (int lane = 0; lane < {Literal.Int(tail.Valid)}; lane++)"))
                {
                    Terms(tail.Start == 0 ? "lane" : Literal.Int(tail.Start) + " + lane", "lane");
                }

                writer.Blank();
            }

            if (Axis.FullPanels > 0)
            {
                using (writer.Block($"for (int index = 0; index < {Literal.Int(Axis.FullPanels * 16)}; index++)"))
                {
                    Terms("index", "index % 16");
                }

                writer.Blank();
            }
        });
        foreach (var (name, _) in sums)
        {
            VirtualSum.PrintScalarFold(writer, name + "Lanes", count);
            writer.Line($"float {name} = {name}Lanes[0];");
        }
    }

    protected void PrintScalarLanes(CodeWriter writer, params string[] sums)
    {
        foreach (var name in sums)
        {
            writer.Line($"Span<float> {name}Lanes = stackalloc float[{Literal.Int(VirtualSum.LanesOf(Axis))}];");
        }
    }

    /// <summary>Writes a value to every channel of every position.</summary>
    /// <param name="clears">Padding becomes 0.</param>
    protected void PrintEach(
        CodeWriter writer, Dialect dialect, IReadOnlyList<string> buffers, string result, bool clears, Func<Dialect, Func<string, string>, string> value)
    {
        List<string> names = [.. buffers];
        EachPosition(writer, buffers, at =>
        {
            if (dialect.Lanes == 1)
            {
                var whole = clears && Axis.Length < Axis.Width;
                using (writer.Block($"for (int lane = 0; lane < {Literal.Int(whole ? Axis.Width : Axis.Length)}; lane++)"))
                {
                    string At(string buffer) => $"Unsafe.Add(ref {at[names.IndexOf(buffer)]}, lane)";
                    var text = value(dialect, At);
                    writer.Line($"{At(result)} = {(whole ? $"lane < {Literal.Int(Axis.Length)} ? {text} : 0f" : text)};");
                }

                return;
            }

            AllPanels(writer, at, (panel, references) =>
            {
                var narrow = dialect.Narrow(panel.Width);
                foreach (var (lane, valid) in Vectors(panel, narrow).Where(vector => clears || vector.Valid > 0))
                {
                    var column = panel.Start + lane;
                    var next = result + Literal.Int(column);
                    writer.Line($"var {next} = {(valid <= 0 ? narrow.Zero : value(narrow, buffer => narrow.Load(references[names.IndexOf(buffer)], column)))};");
                    writer.Line(narrow.Store(clears ? narrow.KeepFirst(next, valid) : next, references[names.IndexOf(result)], column));
                }
            });
        });
    }
}
