using NeuralLearn.Compiled.Generator.Optimizers;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// Σ g² over all parameters, for clipping by the norm and for finding a NaN or ∞. Blocks of 1024 are summed in 16 lanes and folded, and the
/// blocks added in double precision: one order at every width, and no loss over many parameters.
/// </summary>
internal sealed class GradientSquares(UpdateRule rule, ParameterLayout layout, bool portable) : Kernel
{
    private const int Block = 1024;

    public override string Name => "GradientSquares";

    public override IReadOnlyList<string> Comment =>
        ["Σ g² over all parameters; NaN or ∞ if one element is."];

    public override string Reason => Why.Blocks;

    public override string Parameters => "ref float gradients, float scale";

    public override string Returns => "double";

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        var accumulators = 16 / dialect.Lanes;
        string Sum(int index) => accumulators == 1 ? "sum" : "sum_" + Literal.Int(index);
        writer.Line($"var scales = {dialect.Broadcast("scale")};");
        writer.Line("double total = 0;");
        using (writer.Block($"for (int block = 0; block < {Literal.Int(layout.LearningCount)}; block += {Literal.Int(Block)})"))
        {
            for (var a = 0; a < accumulators; a++)
            {
                writer.Line($"var {Sum(a)} = {dialect.Zero};");
            }

            writer.Line($"nuint end = (nuint)Math.Min(block + {Literal.Int(Block)}, {Literal.Int(layout.LearningCount)});");
            using (writer.Block("for (nuint i = (nuint)block; i < end; i += 16)"))
            {
                for (var a = 0; a < accumulators; a++)
                {
                    using (writer.Part($"{Phrase.Range("Lane", a * dialect.Lanes, ((a + 1) * dialect.Lanes) - 1)}."))
                    {
                        var offset = a == 0 ? "i" : $"i + {Literal.Int(a * dialect.Lanes)}";
                        writer.Line($"var gradient = {dialect.Class}.LoadUnsafe(ref gradients, {offset}) * scales;");
                        UpdateKernel.PrintLimits(writer, rule.Limits, dialect, null);
                        writer.Line($"{Sum(a)} = {dialect.MultiplyAdd("gradient", "gradient", Sum(a))};");
                    }
                }
            }

            writer.Blank();
            var folded = accumulators switch
            {
                1 => "sum",
                2 => "sum_0 + sum_1",
                _ => "(sum_0 + sum_2) + (sum_1 + sum_3)",
            };
            writer.Line($"total += Lanes.FoldSum({folded});");
        }

        writer.Blank();
        writer.Line("return total;");
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        writer.Line("Span<float> lanes = stackalloc float[16];");
        writer.Line("double total = 0;");
        using (writer.Block($"for (int block = 0; block < {Literal.Int(layout.LearningCount)}; block += {Literal.Int(Block)})"))
        {
            writer.Line("lanes.Clear();");
            writer.Line($"int end = Math.Min(block + {Literal.Int(Block)}, {Literal.Int(layout.LearningCount)});");
            using (writer.Block("for (int i = block; i < end; i++)"))
            {
                writer.Line("float gradient = Unsafe.Add(ref gradients, i) * scale;");
                UpdateKernel.PrintLimits(writer, rule.Limits, Dialect.ForLevel(1, portable), null);
                writer.Line("lanes[i % 16] = (gradient * gradient) + lanes[i % 16];");
            }

            writer.Blank();
            VirtualSum.PrintScalarFold(writer, "lanes", 16);
            writer.Line("total += lanes[0];");
        }

        writer.Blank();
        writer.Line("return total;");
    }
}
