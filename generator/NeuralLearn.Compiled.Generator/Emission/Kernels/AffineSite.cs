using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>What the kernels of one affine operation have in common: sizes, layout, order of sums.</summary>
internal sealed class AffineSite(AffineNode node, NetworkPlan plan)
{
    public AffineNode Node { get; } = node;

    public string Name { get; } = node.Layer.Identifier;

    public int Inputs { get; } = node.X.Size;

    public PackedTensor Weight { get; } = plan.Layout[node.Weight];

    public PackedTensor? Bias { get; } = node.Bias is null ? null : plan.Layout[node.Bias];

    public PackedAxis Outputs => Weight.Axis;

    public int InputStride { get; } = plan.Stride(node.X);

    public int OutputStride { get; } = plan.Stride(node.Y);

    public int PartialSums { get; } = SumOrder.PartialSums(node.X.Size, node.Y.Size);

    public Dialect Scalar { get; } = Dialect.ForLevel(1, plan.Portable);

    public string Shape => $"[{Literal.Int(Inputs)}] -> [{Literal.Int(Outputs.Length)}]";

    /// <summary>Floats from one panel of 16 outputs to the next.</summary>
    public int PanelSize => Inputs * SumOrder.VirtualLanes;

    public string BiasParameter(string name) => Bias is null ? "" : "ref float " + name;

    public string OrderComment => PartialSums == 1
        ? "Each output is one sum over the inputs in order."
        : $"Each output is {Literal.Int(PartialSums)} interleaved partial sums, combined pairwise: enough independent additions to hide their latency.";

    /// <summary>((0+1)+(2+3))+… of the named partial sums.</summary>
    public static string Combine(IReadOnlyList<string> partials)
    {
        if (partials.Count == 1)
        {
            return partials[0];
        }

        var half = partials.Count / 2;
        var left = Combine([.. partials.Take(half)]);
        var right = Combine([.. partials.Skip(half)]);
        return half == 1 ? $"{left} + {right}" : $"({left}) + ({right})";
    }
}
