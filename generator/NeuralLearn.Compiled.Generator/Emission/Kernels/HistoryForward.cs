using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>Moves what is remembered of a stream up by a step and puts the newest behind it.</summary>
internal sealed class HistoryForward(HistoryNode node, NetworkPlan plan) : Kernel
{
    /// <summary>Floats that are moved in vectors written out one by one.</summary>
    private const int UnrolledFloats = 512;

    private readonly PackedAxis _axis = PackedAxis.Of(node.Y);

    public override string Name => node.Layer.Identifier + "History";

    public override IReadOnlyList<string> Comment =>
        [$"The last {Phrase.Count(node.Y.Shape.Positions, "step")} of the stream: all move up by one, the newest comes last."];

    public override string Reason => Why.Moves;

    public override string Parameters => "ref float x, ref float history, int rows";

    /// <summary>Floats of a step, and of all that stay.</summary>
    private int Step => _axis.PositionStride;

    private int Moved => _axis.Stride - Step;

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        var lanes = dialect.Lanes;
        while (Step % lanes != 0)
        {
            lanes /= 2;
        }

        var narrow = dialect.Narrow(lanes);
        using (Rows(writer))
        {
            if (Moved > UnrolledFloats)
            {
                PrintMove(writer);
            }
            else
            {
                for (var at = 0; at < Moved; at += lanes)
                {
                    writer.Line(narrow.Store(narrow.Load("memory", at + Step), "memory", at));
                }
            }

            if (plan.PositionStride(node.X) != Step)
            {
                PrintNewest(writer);
                return;
            }

            for (var lane = 0; lane < Step; lane += lanes)
            {
                var valid = node.X.Shape.Channels - lane;
                writer.Line(narrow.Store(valid > 0 ? narrow.KeepFirst(narrow.Load("now", lane), valid) : narrow.Zero, "memory", Moved + lane));
            }
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        using (Rows(writer))
        {
            PrintMove(writer);
            PrintNewest(writer);
        }
    }

    private CodeWriter.Closing Rows(CodeWriter writer)
    {
        var block = writer.Block("for (int row = 0; row < rows; row++)");
        writer.Line($"ref float now = ref Unsafe.Add(ref x, (nint)row * {Literal.Int(plan.Stride(node.X))});");
        writer.Line($"ref float memory = ref Unsafe.Add(ref history, (nint)row * {Literal.Int(_axis.Stride)});");
        return block;
    }

    private void PrintMove(CodeWriter writer) => writer.Line(
        $"MemoryMarshal.CreateReadOnlySpan({Dialect.RefAt("memory", Step)}, {Literal.Int(Moved)}).CopyTo(MemoryMarshal.CreateSpan(ref memory, {Literal.Int(Moved)}));");

    private void PrintNewest(CodeWriter writer) =>
        writer.Line($"Packing.PadRows(ref now, {Literal.Int(node.X.Shape.Channels)}, {Dialect.RefAt("memory", Moved)}, {Literal.Int(Step)}, 1);");
}
