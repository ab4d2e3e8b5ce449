namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>Every kind of layer. A new one adds its line here.</summary>
internal static class LayerCatalog
{
    public static IReadOnlyList<Layer> All { get; } =
    [
        new Dense(),
        new Conv1D(),
        new Conv2D(),
        new MaxPool1D(),
        new MaxPool2D(),
        new AvgPool1D(),
        new AvgPool2D(),
        new GlobalAvgPool(),
        new GlobalMaxPool(),
        new Flatten(),
        new Reshape(),
        new Transpose(),
        new Expect(),
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
        new BatchNorm(),
        new LayerNorm(),
        new Embedding(),
        new Rnn(),
        new Gru(),
        new Lstm(),
    ];

    public static Layer? Find(string kind) => All.FirstOrDefault(layer => layer.Kind == kind);
}
