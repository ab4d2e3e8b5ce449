using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Optimizers;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>A layer with the shapes that go into it and come out.</summary>
/// <param name="Sources">What it reads: indices of layers, -1 for the network's input.</param>
/// <param name="Input">The shape of the first of them.</param>
internal sealed record ShapedLayer(
    Layer Kind, LayerDeclaration Declaration, string Identifier, EquatableArray<int> Sources, Shape Input, Shape Output);

/// <summary>The declaration understood: every line with its shapes, and all that is wrong with it.</summary>
internal sealed class NetworkModel(
    NetworkDeclaration declaration,
    Shape input,
    IReadOnlyList<ShapedLayer> layers,
    (Loss Kind, LossDeclaration Declaration)? loss,
    (Optimizer Kind, AttributeDeclaration Attribute)? optimizer,
    IReadOnlyList<Problem> problems)
{
    public NetworkDeclaration Declaration { get; } = declaration;

    public Shape Input { get; } = input;

    public IReadOnlyList<ShapedLayer> Layers { get; } = layers;

    public Shape Output => Layers.Count == 0 ? Input : Layers[Layers.Count - 1].Output;

    public (Loss Kind, LossDeclaration Declaration)? Loss { get; } = loss;

    public (Optimizer Kind, AttributeDeclaration Attribute)? Optimizer { get; } = optimizer;

    public IReadOnlyList<Problem> Problems { get; } = problems;

    public IEnumerable<Problem> Errors => Problems.Where(problem => problem.Rule.Severity == RuleSeverity.Error);

    /// <summary>Whether something is wrong, whoever reports it: a missing or malformed argument is the compiler's to tell.</summary>
    public bool HasErrors => Errors.Any()
        || !Input.IsKnown
        || Layers.Any(layer => !layer.Output.IsKnown)
        || Declaration.Attributes.Any(attribute => attribute.HasInvalidArgument);
}
