using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>What the kernels of one affine operation have in common: sizes, layout, order of sums.</summary>
internal sealed record AffineSite
{
    public AffineSite(AffineNode node, NetworkPlan plan)
    {
        Name = node.Layer.Identifier;
        Inputs = node.Features;
        Outputs = new PackedAxis(node.Units);
        Weight = plan.Layout[node.Weight];
        Bias = node.Bias is null ? null : plan.Layout[node.Bias];
        InputStride = plan.PositionStride(node.X);
        OutputStride = plan.PositionStride(node.Y);
        InputGradientStride = NetworkPlan.GradientStride(node.X);
        PartialSums = SumOrder.PartialSums(Inputs, Outputs.Length);
        Scalar = Dialect.ForLevel(1, plan.Portable);
        Unroll = plan.Unroll;
    }

    /// <summary>Any product of a matrix in panels of outputs with rows of numbers.</summary>
    public AffineSite(string name, int inputs, PackedAxis outputs, PackedTensor weight, PackedTensor? bias, (int Input, int Output) strides, int partialSums, bool portable)
    {
        Name = name;
        Inputs = inputs;
        Outputs = outputs;
        Weight = weight;
        Bias = bias;
        InputStride = strides.Input;
        OutputStride = strides.Output;
        PartialSums = partialSums;
        Scalar = Dialect.ForLevel(1, portable);
    }

    public string Name { get; }

    public int Inputs { get; private init; }

    public PackedAxis Outputs { get; private init; }

    public PackedTensor Weight { get; }

    public PackedTensor? Bias { get; private init; }

    public int InputStride { get; private init; }

    public int OutputStride { get; private init; }

    public int InputGradientStride { get; }

    /// <summary>Partial sums of an output where the products run along the outputs.</summary>
    public int PartialSums { get; private init; }

    public Dialect Scalar { get; }

    /// <summary>How much of the code for one sample is written out.</summary>
    public Unroll Unroll { get; }

    /// <summary>What is worked out, for a reader: "y", "W x".</summary>
    public (string Result, string Product) Words { get; init; } = ("y", "W x");

    public bool AlongInputs => Weight.AlongInputs;

    public string Shape => $"[{Literal.Int(Inputs)}] -> [{Literal.Int(Outputs.Length)}]";

    /// <summary>Floats from one panel of 16 lanes to the next.</summary>
    public int PanelSize => Weight.Rows * SumOrder.VirtualLanes;

    /// <summary>dx = Wᵀ dz of weights that lie along the inputs, as the forward pass of a layer whose inputs are dz.</summary>
    public AffineSite Backward() => this with
    {
        Inputs = Outputs.Length,
        Outputs = Weight.Axis,
        Bias = null,
        InputStride = OutputStride,
        OutputStride = InputGradientStride,
        PartialSums = 1,
        Words = ("dx", "Wᵀ dz"),
    };

    public string BiasParameter(string name) => Bias is null ? "" : "ref float " + name;

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
