using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// A sum over a packed axis in the canonical order: virtual lane j adds elements j, j+16, …, a narrow last panel first; then lanes are
/// folded 16→8→4→2→1, beginning at the widest panel there is. At less than 512 bits one virtual vector is several real ones.
/// </summary>
internal sealed class VirtualSum(PackedAxis axis, Dialect dialect, string name)
{
    /// <summary>Lanes that take part: the widest panel's.</summary>
    public int Lanes { get; } = LanesOf(axis);

    /// <summary>The width of one accumulator.</summary>
    public Dialect Dialect { get; } = dialect.Narrow(LanesOf(axis));

    public int Accumulators => Lanes / Dialect.Lanes;

    public static int LanesOf(PackedAxis axis) => axis.SumLanes;

    public string Accumulator(int index) => Accumulators == 1 ? name : name + "_" + Literal.Int(index);

    /// <summary>
    /// Opens the accumulators with the tail panel's terms, or, without a tail, with those of panel 0. <paramref name="term"/> gives the
    /// term of one vector, by dialect, panel and lane.
    /// </summary>
    /// <returns>The first full panel still to add.</returns>
    public int Open(CodeWriter writer, Func<Dialect, Panel, int, string> term)
    {
        var panel = axis.Tail ?? PackedAxis.Full(0);
        var narrow = Dialect.Narrow(panel.Width);
        for (var a = 0; a < Accumulators; a++)
        {
            var lane = a * Dialect.Lanes;
            var value = Dialect.Zero;
            if (lane < panel.Width)
            {
                // Asking for a term may print its parts, so it is asked for once.
                value = term(narrow, panel, lane);
                if (narrow.Lanes < Dialect.Lanes)
                {
                    value = Dialect.Widen(value.Contains(' ') ? "(" + value + ")" : value, narrow.Lanes);
                }
            }

            writer.Line($"var {Accumulator(a)} = {value};");
        }

        return axis.Tail is null ? 1 : 0;
    }

    /// <summary>The accumulators folded into one vector of at most 512 bits, ready for a library fold.</summary>
    public string Folded() => Accumulators switch
    {
        1 => Accumulator(0),
        2 => $"{Accumulator(0)} + {Accumulator(1)}",
        _ => $"({Accumulator(0)} + {Accumulator(2)}) + ({Accumulator(1)} + {Accumulator(3)})",
    };

    public string Total() => $"Lanes.FoldSum({Folded()})";

    /// <summary>Scalar code for the same tree over a span of lanes.</summary>
    public static void PrintScalarFold(CodeWriter writer, string lanes, int count)
    {
        using (writer.Block($"for (int half = {Literal.Int(count / 2)}; half > 0; half /= 2)"))
        {
            using (writer.Block("for (int lane = 0; lane < half; lane++)"))
            {
                writer.Line($"{lanes}[lane] = {lanes}[lane] + {lanes}[lane + half];");
            }
        }
    }
}
