namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>Layers over signals, images and sequences about which there is nothing to say.</summary>
internal static class GoodLayerSamples
{
    public static IEnumerable<(string Name, string Source)> All =>
    [
        Of("Digits", "Input(1, 28, 28), Conv2D(8, Kernel = 3, Activation = Activation.ReLU), MaxPool2D(2), Flatten, Dense(10), CrossEntropyLoss, Adam(LearningRate = 1e-3)"),
        Of("DigitsWithNormalisation", "Input(1, 8, 8), Conv2D(8, Activation.Identity, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Apply(Activation.ReLU), MaxPool2D(2), Flatten, Dense(10), CrossEntropyLoss"),
        Of("DepthwiseSeparable", "Input(6, 9, 9), Conv2D(6, Kernel = 3, Groups = 6, PaddingMode = PaddingMode.Same), Conv2D(12, Activation.SiLU, Kernel = 1), GlobalAvgPool, Dense(3), CrossEntropyLoss"),
        Of("Rectangles", "Input(2, 9, 12), Conv2D(4, KernelHeight = 1, KernelWidth = 5, PaddingWidth = 2, StrideWidth = 2, DilationWidth = 1), "
            + "AvgPool2D(KernelHeight = 3, KernelWidth = 2, StrideHeight = 3, PaddingHeight = 1, CountIncludePad = false, CeilMode = true), Flatten, Dense(2)"),
        Of("KernelAsLargeAsThePaddedInput", "Input(1, 3, 3), Conv2D(4, Kernel = 5, Padding = 1), MaxPool2D(1)"),
        Of("SignalThroughLayers", "Input(3, 50, Kind = InputKind.Signal), Conv1D(8, Kernel = 5, Dilation = 2, PaddingMode = PaddingMode.Causal, Stride = 2), AvgPool1D(2), PReLU(Channels = true), "
            + "LayerNorm, Softmax, Transpose, Gru(6), Dense(2), MeanSquaredErrorLoss"),
        Of("SequencesStaySequences", "Input(50, 3, Kind = InputKind.Sequence), Standardize, Conv1D(8, Kernel = 3, Padding = 1), MaxPool1D(2), LayerNorm, Dense(6, Activation.Tanh), "
            + "Lstm(5, Layers = 2, Return = Return.Sequence), Rnn(4, Activation = Activation.ReLU, Bias = false), Dense(2), CrossEntropyLoss"),
        Of("Words", "Input(7, Kind = InputKind.Indices), Embedding(1000, 16), Gru(32), Dense(3), CrossEntropyLoss"),
        Of("WordsBesideNumbers", "Input(7, Kind = InputKind.Indices, Name = \"words\"), Input(4), Embedding(1000, 16, From = \"words\"), GlobalMaxPool, Concat(\"pool1\", \"input\"), Dense(3), CrossEntropyLoss"),
        Of("TagPerStep", "Input(20, 5, Kind = InputKind.Sequence), Gru(8, Return = Return.Sequence), Dense(4), CrossEntropyLoss(ClassWeights = new double[] { 1, 2, 3, 4 })"),
        Of("ClassPerPixel", "Input(3, 8, 8), Conv2D(4, Kernel = 3, Padding = 1), LogSoftmax, NegativeLogLikelihoodLoss"),
        Of("Reshaped", "Input(64), Reshape(1, 8, -1), Expect(1, 8, 8), Conv2D(2, Kernel = 3), Reshape(2, 36, Kind = InputKind.Signal), Reshape(-1), Expect(72), Dense(2)"),
        Of("ExpectedInTheMiddle", "Input(2, 3, Kind = InputKind.Sequence), Expect(2, 3), Dense(4), Expect(2, 4)"),
        Of("SkipOverAConvolution", "Input(4, 8, 8), Conv2D(4, Activation.ReLU, Kernel = 3, Padding = 1), Add(\"input\", \"conv1\"), Concat(\"input\", \"add1\"), Dropout(0.2), GlobalAvgPool, Dense(2)"),
        Of("NormOfAVector", "Input(4), Dense(8, Bias = false), BatchNorm(Momentum = 1, Affine = false), LayerNorm(Affine = false), Dense(2), MeanSquaredErrorLoss"),
        Of("FrozenNormBehindABias", "Input(4), Dense(8), BatchNorm(Trainable = false), Dense(2), MeanSquaredErrorLoss"),
    ];

    private static (string Name, string Source) Of(string name, string lines) => (name, "[Network, " + lines + "]\npublic sealed partial class Net { }");
}
