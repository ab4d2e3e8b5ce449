namespace NeuralLearn.Compiled.Determinism;

// Convolutions that are one with their pooling, and one that is not.
[Network, Input(3, 14, 12), Conv2D(20, Activation.ReLU, Kernel = 3), MaxPool2D(2), Conv2D(9, Kernel = 2), MaxPool2D(2)]
[Conv2D(5, Activation.Tanh, Kernel = 2, Padding = 1), MaxPool2D(2), Flatten, Dense(4), CrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class Pooled;

[Network(Arithmetic = Arithmetic.Portable), Input(3, 14, 12), Conv2D(20, Activation.ReLU, Kernel = 3), MaxPool2D(2), Conv2D(9, Kernel = 2), MaxPool2D(2)]
[Conv2D(5, Activation.Tanh, Kernel = 2, Padding = 1), MaxPool2D(2), Flatten, Dense(4), CrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class PortablePooled;
