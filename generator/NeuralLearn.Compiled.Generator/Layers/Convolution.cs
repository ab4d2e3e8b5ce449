using NeuralLearn.Compiled.Generator.Activations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y[o] = f(b[o] + Σ W[o, c, tap] x[c, position of the tap]), in groups of channels; PyTorch's, which does not flip the kernel.</summary>
internal abstract class Convolution : Layer
{
    public override string AutomaticName => "conv";

    public override string Formula => "y = f(W * x + b)";

    /// <summary>Whether it goes over images rather than along one axis.</summary>
    protected abstract bool IsImage { get; }

    private WindowKind Windows => WindowKind.Convolution(IsImage);

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        var channels = problems.AtLeastOne(layer, "Channels");
        problems.DefinedActivation(layer);
        problems.Initialization(layer);
        var window = WindowArguments.Infer(layer, Windows, input, inputName, problems);
        var groups = layer.Attribute.Has("Groups") ? problems.AtLeast(layer, "Groups", 1) : 1;
        if (window is null || channels == 0 || groups is null || !GroupsDivide(layer, groups.Value, input, inputName, channels, problems))
        {
            return Shape.Unknown;
        }

        return input.With(channels, window.Height.Output, window.Width.Output);
    }

    public override long CountParameters(LayerDeclaration layer, Shape input) => WindowArguments.Infer(layer, Windows, input, "", new ProblemList()) is { } window
        ? Shape.Product(Channels(layer), input.Channels / Groups(layer), window.Height.Kernel, window.Width.Kernel)
            + (HasBias(layer) ? Channels(layer) : 0) + ActivationCatalog.CountParameters(Activation(layer))
        : 0;

    public override long CountMultiplyAdds(LayerDeclaration layer, Shape input) => WindowArguments.Infer(layer, Windows, input, "", new ProblemList()) is { } window
        ? Shape.Product(Channels(layer), input.Channels / Groups(layer), window.Height.Kernel, window.Width.Kernel, window.Height.Output, window.Width.Output)
        : 0;

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x)
    {
        var window = WindowArguments.Of(layer, Windows, x.Shape);
        int channels = Channels(layer), inputs = x.Shape.Channels / Groups(layer);

        // PyTorch counts the outputs of a weight without dividing them by the groups.
        long fanIn = (long)inputs * window.Taps, fanOut = (long)channels * window.Taps;
        int[] shape = IsImage ? [channels, inputs, window.Height.Kernel, window.Width.Kernel] : [channels, inputs, window.Width.Kernel];
        var weight = graph.Parameter("weight", WeightInitializer.For(layer.Attribute, fanIn, fanOut), shape);
        var bias = HasBias(layer) ? graph.Parameter("bias", WeightInitializer.ForBias(layer.Attribute, fanIn), channels) : null;
        return ActivationCatalog.Apply(graph, Activation(layer), graph.Convolution(x, weight, bias, window, Groups(layer)));
    }

    private static bool GroupsDivide(LayerDeclaration layer, int groups, Shape input, string inputName, int channels, ProblemList problems)
    {
        if (input.Channels % groups == 0 && channels % groups == 0)
        {
            return true;
        }

        var common = GreatestCommonDivisor(input.Channels, channels);
        problems.Add(ShapeRules.GroupsDoNotDivide, layer.Index, "Groups", layer.Title, groups, inputName, input.Channels, input.ChannelsWord, channels,
            common == 1 ? "leave Groups out" : $"use Groups = {common} or another divisor of both");
        return false;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private static int Channels(LayerDeclaration layer) => layer.Attribute.Integer("Channels");

    private static int Groups(LayerDeclaration layer) => Math.Max(1, layer.Attribute.Integer("Groups", 1));

    private static bool HasBias(LayerDeclaration layer) => layer.Attribute.Boolean("Bias", true);

    private static Activation Activation(LayerDeclaration layer) => layer.Attribute.Enumeration<Activation>("Activation");
}
