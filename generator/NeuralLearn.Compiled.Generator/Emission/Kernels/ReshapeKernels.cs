using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// Walks the elements of two values that are the same under other axes, in the order in which they correspond. Both have two loops, over
/// positions and channels; those of the result are written, the source's turn over as they end.
/// </summary>
internal abstract class ReshapeKernel(Node node) : Kernel
{
    protected Node Node { get; } = node;

    /// <summary>What the source's order is: that of memory for a vector in the order of memory, else the user's.</summary>
    protected string OrderWord => Node is FlattenNode ? "position after position, without the gaps" : "in row-major order";

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => PrintScalar(writer);

    /// <summary>Writes <paramref name="body"/> with the names of the places of one element in x and y.</summary>
    protected void PrintWalk(CodeWriter writer, Action<string, string> body)
    {
        var (x, y) = (Loops.Of(Node.X, Node is FlattenNode), Loops.Of(Node.Y, false));
        writer.Line("nint from = 0;");
        if (x.Outer > 1 && x.Inner > 1)
        {
            writer.Line("int inner = 0;");
        }

        using (writer.Block($"for (nint outer = 0; outer < {Literal.Int(y.Outer)}; outer++)"))
        {
            writer.Line($"nint to = outer * {Literal.Int(y.OuterStride)};");
            using (writer.Block($"for (int i = 0; i < {Literal.Int(y.Inner)}; i++)"))
            {
                body("from", "to");
                writer.Line($"to += {Literal.Int(y.InnerStride)};");
                writer.Line($"from += {Literal.Int(x.Inner > 1 ? x.InnerStride : x.OuterStride)};");
                if (x.Outer > 1 && x.Inner > 1)
                {
                    using (writer.Block($"if (++inner == {Literal.Int(x.Inner)})"))
                    {
                        writer.Line("inner = 0;");
                        writer.Line($"from += {Literal.Int(x.OuterStride - (x.Inner * x.InnerStride))};");
                    }
                }
            }
        }
    }

    /// <summary>Two loops over a value and the distances in memory that belong to them.</summary>
    private readonly record struct Loops(int Outer, int OuterStride, int Inner, int InnerStride)
    {
        public static Loops Of(Value value, bool inMemoryOrder)
        {
            var axis = PackedAxis.Of(value.Shape);
            return axis.IsChannelsFirst && !inMemoryOrder
                ? new Loops(axis.Length, 1, axis.Positions, axis.PositionStride)
                : new Loops(axis.Positions, axis.PositionStride, axis.Length, 1);
        }
    }
}

/// <summary>y = x under other axes, for every row.</summary>
internal sealed class ReshapeForward(Node node) : ReshapeKernel(node)
{
    public override string Name => Node.Layer.Identifier + "Copy";

    public override IReadOnlyList<string> Comment => [$"y = x under other axes, {Node.X.Shape} -> {Node.Y.Shape}, {OrderWord}, for every row."];

    public override string Reason => Why.Moves;

    public override string Parameters => "ref float x, ref float y, int rows";

    protected override void PrintScalar(CodeWriter writer)
    {
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($"ref float xr = ref Unsafe.Add(ref x, (nint)row * {Literal.Int(PackedAxis.Of(Node.X).Stride)});");
            writer.Line($"ref float yr = ref Unsafe.Add(ref y, (nint)row * {Literal.Int(PackedAxis.Of(Node.Y).Stride)});");
            PrintWalk(writer, (from, to) => writer.Line($"Unsafe.Add(ref yr, {to}) = Unsafe.Add(ref xr, {from});"));
        }
    }
}

/// <summary>dx = dy under the axes of x, for every row. Padding lanes become 0.</summary>
internal sealed class ReshapeGradient(Node node) : ReshapeKernel(node)
{
    public override string Name => Node.Layer.Identifier + "CopyGradient";

    public override IReadOnlyList<string> Comment => [$"dx = dy under the axes of x, {Node.Y.Shape} -> {Node.X.Shape}, {OrderWord}, for every row."];

    public override string Reason => Why.Moves;

    public override string Parameters => "ref float dy, ref float dx, int rows";

    protected override void PrintScalar(CodeWriter writer)
    {
        var axis = PackedAxis.Of(Node.X);
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($"ref float dxr = ref Unsafe.Add(ref dx, (nint)row * {Literal.Int(axis.Stride)});");
            writer.Line($"ref float dyr = ref Unsafe.Add(ref dy, (nint)row * {Literal.Int(PackedAxis.Of(Node.Y).Stride)});");
            if (axis.PositionStride > axis.Length)
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref dxr, {Literal.Int(axis.Stride)}).Clear();");
            }

            PrintWalk(writer, (from, to) => writer.Line($"Unsafe.Add(ref dxr, {from}) = Unsafe.Add(ref dyr, {to});"));
        }
    }
}
