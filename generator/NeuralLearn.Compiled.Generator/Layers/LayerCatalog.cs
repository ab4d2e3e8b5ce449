namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>Every kind of layer. A new one adds its line here.</summary>
internal static class LayerCatalog
{
    public static IReadOnlyList<Layer> All { get; } =
    [
        new Dense(),
        new Apply(),
        new LeakyReLU(),
        new ELU(),
        new Softplus(),
        new PReLU(),
        new Softmax(),
        new LogSoftmax(),
        new Add(),
        new Multiply(),
        new Concat(),
        new Dropout(),
        new Standardize(),
    ];

    public static Layer? Find(string kind) => All.FirstOrDefault(layer => layer.Kind == kind);
}
