using NeuralLearn.Compiled;

namespace Gallery;

/// <summary>A convolution that becomes one kernel with the pooling behind it.</summary>
[Network]
[Input(1, 8, 8)]
[Conv2D(4, Activation.ReLU, Kernel = 3)]
[MaxPool2D(2)]
[Flatten]
[Dense(3)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05, Momentum = 0.9)]
public sealed partial class Image;
