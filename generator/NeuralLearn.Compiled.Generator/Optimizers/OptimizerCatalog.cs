using NeuralLearn.Compiled.Generator.Declarations;

namespace NeuralLearn.Compiled.Generator.Optimizers;

/// <summary>Every kind of optimizer. A new one adds its line here.</summary>
internal static class OptimizerCatalog
{
    public static IReadOnlyList<Optimizer> All { get; } =
    [
        new Sgd(),
        new Adam(),
        new AdamW(),
        new RmsProp(),
        new Adagrad(),
    ];

    /// <summary>What a network with a loss gets that names no optimizer.</summary>
    public static AttributeDeclaration Default { get; } = new("Adam", default);

    public static Optimizer? Find(string kind) => All.FirstOrDefault(optimizer => optimizer.Kind == kind);
}
