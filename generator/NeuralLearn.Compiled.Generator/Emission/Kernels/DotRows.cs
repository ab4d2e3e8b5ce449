using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// y = f(W x + b) for a batch and few outputs, in the order of <see cref="DotRow"/>: as many samples at once as fill a vector with their
/// outputs, which are then folded, activated and stored together.
/// </summary>
internal sealed class DotRows(AffineSite site, string name, Elementwise? activation) : Kernel
{
    public override string Name => name + "Rows";

    public override IReadOnlyList<string> Comment =>
    [
        $"{AffineRow.Formula(site, activation)}, {site.Shape}, for every row.",
    ];

    public override string Reason => Why.DotRows;

    public override string Parameters => Join("ref float x", "ref float weights", site.BiasParameter("bias"), "ref float y", "int rows");

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        var sums = new DotSums(site, dialect);
        var lanes = sums.Dialect.Lanes;
        var schedule = DotSchedule.Of(site.Outputs.Length, lanes);
        AffineRows.PrintTiled(writer, schedule.Rows);
        var wide = dialect with { Lanes = lanes };
        for (var first = 0; first < site.Outputs.Length; first += schedule.Outputs)
        {
            var count = Math.Min(schedule.Outputs, site.Outputs.Length - first);
            writer.Comment($"{Phrase.Range("Output", first, first + count - 1)} of {(schedule.Rows == 1 ? "one row" : Phrase.Count(schedule.Rows, "row"))} at a time.");
            using (writer.Block())
            {
                if (site.Bias is not null)
                {
                    writer.Line($"var biases = {(schedule.SpreadsRows ? wide.Broadcast("bias") : Repeated(wide, schedule.Stride, first))};");
                }

                writer.Line($"ref float column = {Dialect.RefAt("y", first)};");
                using (writer.Block($"for (int row = 0; row < tiled; row += {Literal.Int(schedule.Rows)})"))
                {
                    writer.Line($"nint first = Math.Min(row, rows - {Literal.Int(schedule.Rows)});");
                    writer.Line($"ref float x0r = ref Unsafe.Add(ref x, first * {Literal.Int(site.InputStride)});");
                    writer.Line($"ref float yr = ref Unsafe.Add(ref column, first * {Literal.Int(site.OutputStride)});");
                    PrintTile(writer, sums, schedule, wide, first, count);
                }
            }

            writer.Blank();
        }

        AffineRows.PrintRows(writer, site, name, "tiled");
    }

    private void PrintTile(CodeWriter writer, DotSums sums, DotSchedule schedule, Dialect wide, int first, int count)
    {
        string Sample(int row) => row == 0 ? "x0r" : $"x{Literal.Int(row)}r";
        for (var row = 1; row < schedule.Rows; row++)
        {
            writer.Line($"ref float {Sample(row)} = {Dialect.RefAt("x0r", row * site.InputStride)};");
        }

        var names = sums.Print(writer, schedule.Rows, [.. Enumerable.Range(0, schedule.Rows).Select(Sample)], first, count,
            (row, width, column) => width.Load(Sample(row), column));
        var terms = new List<string>();
        for (var row = 0; row < schedule.Rows; row++)
        {
            for (var output = 0; output < (schedule.SpreadsRows ? 1 : schedule.Stride); output++)
            {
                terms.Add(output < count ? names[row, output] : sums.Dialect.Zero);
            }
        }

        writer.Line($"var z = Lanes.FoldSum{Literal.Int(wide.Lanes)}({string.Join(", ", terms)}){(site.Bias is null ? "" : " + biases")};");
        var value = activation is null ? "z" : AffineRow.Activate(writer, wide, activation, "z", 0);
        if (!schedule.SpreadsRows)
        {
            writer.Line(wide.Store(value, "yr", 0));
            return;
        }

        writer.Line($"var results = {value};");
        for (var row = 0; row < schedule.Rows; row++)
        {
            writer.Line($"Vector128.CreateScalar(results.GetElement({Literal.Int(row)})).StoreUnsafe(ref yr, {Literal.Int(row * site.OutputStride)});");
        }
    }

    /// <summary>The bias of the outputs, once per row of the tile.</summary>
    private static string Repeated(Dialect wide, int stride, int first) => (wide.Lanes / stride, stride) switch
    {
        (1, _) => wide.Load("bias", first),
        (_, 4) => wide.RepeatFour(Dialect.RefAt("bias", first)),
        _ => $"Vector512.Create(Vector256.LoadUnsafe({Dialect.RefAt("bias", first)}), Vector256.LoadUnsafe({Dialect.RefAt("bias", first)}))",
    };

    protected override void PrintScalar(CodeWriter writer) => AffineRows.PrintRows(writer, site, name, "0");
}
