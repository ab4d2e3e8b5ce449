namespace NeuralLearn.Compiled.Tool.Tests;

/// <summary>A network that is compiled with the tests, to be found in their assembly.</summary>
[Network]
[Input(2, 6, 5)]
[Conv2D(4, KernelHeight = 1, KernelWidth = 3, Activation = Activation.ReLU, PaddingWidth = 1, Trainable = false)]
[BatchNorm(Momentum = 0.05)]
[Flatten]
[Dense(3)]
[CrossEntropyLoss(ClassWeights = new double[] { 1, 2, 0.5 })]
public sealed partial class ExportedFromAssembly;
