using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// What goes over the rows of an embedding's weight that indices name. The indices are in memory of floats, but their bits are those of the
/// whole numbers that the user passed.
/// </summary>
internal abstract class EmbeddingKernel(EmbeddingNode node, NetworkPlan plan) : RowKernel(PackedAxis.AtPosition(node.Y))
{
    protected EmbeddingNode Node => node;

    /// <summary>Writes the body with a reference to the row of the weight and one to the row of the value.</summary>
    protected void PrintRows(CodeWriter writer, string table, string value, Action body)
    {
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line("nint index = Unsafe.As<float, int>(ref Unsafe.Add(ref x, row));");
            writer.Line($"ref float {table}r = ref Unsafe.Add(ref {table}, index * {Literal.Int(plan.Layout[node.Weight].PositionStride)});");
            writer.Line($"ref float {value}r = ref Unsafe.Add(ref {value}, (nint)row * {Literal.Int(plan.PositionStride(node.Y))});");
            body();
        }
    }
}

/// <summary>y[t] = W[x[t]]: rows are copied.</summary>
internal sealed class EmbeddingForward(EmbeddingNode node, NetworkPlan plan) : EmbeddingKernel(node, plan)
{
    public override string Name => Node.Layer.Identifier + "Lookup";

    public override IReadOnlyList<string> Comment =>
        [$"y[t] = W[x[t]], W: [{Literal.Int(Node.Count)}, {Literal.Int(Node.Features)}], at every step of every row. The caller has checked the indices."];

    public override string Reason => Why.Rows;

    public override string Parameters => "ref float x, ref float weights, ref float y, int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect) =>
        PrintRows(writer, "weights", "y", () => AllPanels(writer, ["weightsr", "yr"], (panel, at) =>
        {
            var narrow = dialect.Narrow(panel.Width);
            foreach (var (lane, _) in Vectors(panel, narrow))
            {
                writer.Line(narrow.Store(narrow.Load(at[0], panel.Start + lane), at[1], panel.Start + lane));
            }
        }));

    protected override void PrintScalar(CodeWriter writer) => PrintRows(writer, "weights", "y", () =>
    {
        using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Length)}; lane++)"))
        {
            writer.Line("Unsafe.Add(ref yr, lane) = Unsafe.Add(ref weightsr, lane);");
        }
    });
}

/// <summary>dW[x[t]] += dy[t], in the order of the rows and, in a row, of the steps: an index may come twice.</summary>
internal sealed class EmbeddingGradient(EmbeddingNode node, NetworkPlan plan) : EmbeddingKernel(node, plan)
{
    public override string Name => Node.Layer.Identifier + "LookupGradient";

    public override IReadOnlyList<string> Comment => ["dW[x[t]] += dy[t], row after row and step after step."];

    public override string Reason => Why.Rows;

    public override string Parameters => "ref float x, ref float dy, ref float gradient, int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect) =>
        PrintRows(writer, "gradient", "dy", () => AllPanels(writer, ["gradientr", "dyr"], (panel, at) =>
        {
            var narrow = dialect.Narrow(panel.Width);
            foreach (var (lane, _) in Vectors(panel, narrow).Where(vector => vector.Valid > 0))
            {
                writer.Line(narrow.Store($"({narrow.Load(at[0], panel.Start + lane)} + {narrow.Load(at[1], panel.Start + lane)})", at[0], panel.Start + lane));
            }
        }));

    protected override void PrintScalar(CodeWriter writer) => PrintRows(writer, "gradient", "dy", () =>
    {
        using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Length)}; lane++)"))
        {
            writer.Line("Unsafe.Add(ref gradientr, lane) += Unsafe.Add(ref dyr, lane);");
        }
    });
}
