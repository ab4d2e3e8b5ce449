using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Optimizers;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>What a layer, an output or a loss reads: a layer's index, or an input's, counted down from -1.</summary>
internal static class Source
{
    public static int OfInput(int input) => ~input;

    public static bool IsInput(int source) => source < 0;

    public static int InputIndex(int source) => ~source;
}

/// <summary>An input line with its shape.</summary>
/// <param name="Name">As declared; null without one.</param>
/// <param name="Identifier">"Board"; "Input" without a name.</param>
internal sealed record ShapedInput(string? Name, string Identifier, Shape Shape, int Index);

/// <summary>A layer with the shapes that go into it and come out.</summary>
/// <param name="Sources">What it reads; see <see cref="Source"/>.</param>
/// <param name="Input">The shape of the first of them.</param>
internal sealed record ShapedLayer(
    Layer Kind, LayerDeclaration Declaration, string Identifier, EquatableArray<int> Sources, Shape Input, Shape Output);

/// <summary>A result that the user receives.</summary>
/// <param name="Name">As declared; null for the only output of a network that names none.</param>
/// <param name="Identifier">"Policy"; "Output" without a name.</param>
/// <param name="Source">What it is; see <see cref="Shapes.Source"/>.</param>
/// <param name="Title">The layer it comes from, for messages.</param>
internal sealed record ShapedOutput(string? Name, string Identifier, int Source, Shape Shape, string Title)
{
    /// <summary>Values of a row; 1 where the shape is not known, so that signatures can be written all the same.</summary>
    public int Size => Shape.IsKnown ? Shape.Size : 1;

    /// <summary>In front of the names of members that belong to it: "Policy", or nothing where there is only one.</summary>
    public string Prefix => Name is null ? "" : Identifier;
}

/// <summary>A loss on one output.</summary>
/// <param name="Output">The output's index.</param>
/// <param name="OwnTarget">The result that is the target; null where the caller passes one.</param>
internal sealed record ShapedLoss(Loss Kind, LossDeclaration Declaration, int Output, int? OwnTarget)
{
    public TargetKind Target(int outputSize) => Kind.TargetFor(outputSize);

    /// <summary>Targets of one row; see <see cref="Graph.LossNode.Targets"/>.</summary>
    public int Targets(ShapedOutput output) => output.Shape.IsKnown ? LossNode.TargetsOf(output.Shape, Target(output.Size)) : 1;
}

/// <summary>The names of an output's classes, and the enumeration they come from.</summary>
internal sealed record ClassNames(EquatableArray<string> Names, string? EnumType);

/// <summary>The declaration understood: every line with its shapes, and all that is wrong with it.</summary>
internal sealed class NetworkModel(
    NetworkDeclaration declaration,
    IReadOnlyList<ShapedInput> inputs,
    IReadOnlyList<ShapedLayer> layers,
    IReadOnlyList<ShapedOutput> outputs,
    IReadOnlyList<ShapedLoss> losses,
    IReadOnlyDictionary<int, ClassNames> classes,
    (Optimizer Kind, AttributeDeclaration Attribute)? optimizer,
    IReadOnlyList<Problem> problems)
{
    public NetworkDeclaration Declaration { get; } = declaration;

    public IReadOnlyList<ShapedInput> Inputs { get; } = inputs;

    public IReadOnlyList<ShapedLayer> Layers { get; } = layers;

    public IReadOnlyList<ShapedOutput> Outputs { get; } = outputs;

    public IReadOnlyList<ShapedLoss> Losses { get; } = losses;

    /// <summary>Names of classes by output.</summary>
    public IReadOnlyDictionary<int, ClassNames> Classes { get; } = classes;

    public (Optimizer Kind, AttributeDeclaration Attribute)? Optimizer { get; } = optimizer;

    public IReadOnlyList<Problem> Problems { get; } = problems;

    /// <summary>Whether mistakes were found that only follow from others.</summary>
    public bool HasSilentErrors { get; set; }

    public bool Learns => Losses.Count > 0;

    public Reduction Reduction => Losses.Count == 0 ? default : Losses[0].Declaration.Reduction;

    public IEnumerable<Problem> Errors => Problems.Where(problem => problem.Rule.Severity == RuleSeverity.Error);

    /// <summary>Whether something is wrong, whoever reports it: a missing or malformed argument is the compiler's to tell.</summary>
    public bool HasErrors => Errors.Any()
        || HasSilentErrors
        || Inputs.Count == 0
        || Inputs.Any(input => !input.Shape.IsKnown)
        || Layers.Count == 0
        || Layers.Any(layer => !layer.Output.IsKnown)
        || Outputs.Any(output => !output.Shape.IsKnown)
        || Declaration.Attributes.Any(attribute => attribute.HasInvalidArgument);

    /// <summary>The same with more problems.</summary>
    public NetworkModel With(IReadOnlyList<Problem> more) =>
        more.Count == 0 ? this : new(Declaration, Inputs, Layers, Outputs, Losses, Classes, Optimizer, [.. Problems, .. more]);

    public ShapedLoss? LossOn(int output) => Losses.FirstOrDefault(loss => loss.Output == output);
}
