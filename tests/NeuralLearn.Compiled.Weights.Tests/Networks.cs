namespace NeuralLearn.Compiled.Weights.Tests;

[Network(Weights = "mlp.safetensors")]
[Input(6)]
[Dense(20, Activation.Tanh, Name = "body.0")]
[Dense(5, Name = "body.2")]
public sealed partial class Mlp;

[Network(Weights = "Models/cnn.safetensors")]
[Input(2, 8, 8)]
[Conv2D(6, Kernel = 3, Padding = 1, Name = "conv1")]
[BatchNorm(Name = "bn1")]
[Apply(Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(10, Kernel = 3, Bias = false, Name = "conv2")]
[BatchNorm(Name = "bn2")]
[Apply(Activation.ReLU)]
[Flatten]
[Dense(7, Name = "fc")]
[BatchNorm(Name = "bn3")]
[Apply(Activation.Tanh)]
[Dense(4, Name = "head")]
public sealed partial class Cnn;

[Network(Weights = "cnn.safetensors")]
[Input(2, 8, 8)]
[Conv2D(6, Kernel = 3, Padding = 1, Name = "conv1")]
[BatchNorm(Name = "bn1")]
[Apply(Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(10, Kernel = 3, Bias = false, Name = "conv2")]
[BatchNorm(Name = "bn2")]
[Apply(Activation.ReLU)]
[Flatten]
[Dense(7, Name = "fc")]
[BatchNorm(Name = "bn3")]
[Apply(Activation.Tanh)]
[Dense(4, Name = "head")]
[CrossEntropyLoss]
public sealed partial class LearningCnn;

/// <summary>The same without anything shared or folded.</summary>
[Network(Weights = "cnn.safetensors", Placement = Placement.PerInstance)]
[Input(2, 8, 8)]
[Conv2D(6, Kernel = 3, Padding = 1, Name = "conv1")]
[BatchNorm(Name = "bn1")]
[Apply(Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(10, Kernel = 3, Bias = false, Name = "conv2")]
[BatchNorm(Name = "bn2")]
[Apply(Activation.ReLU)]
[Flatten]
[Dense(7, Name = "fc")]
[BatchNorm(Name = "bn3")]
[Apply(Activation.Tanh)]
[Dense(4, Name = "head")]
public sealed partial class PlainCnn;

[Network(Weights = "gru.safetensors")]
[Input(12, 5, Kind = InputKind.Sequence)]
[Gru(9, Name = "gru")]
[Dense(3, Name = "head")]
public sealed partial class Sequence;

[Network(Weights = "standardized.safetensors")]
[Input(6)]
[Standardize(Name = "scaler")]
[Dense(8, Activation.ReLU, Name = "fc1")]
[Dense(2, Name = "fc2")]
public sealed partial class Standardized;

/// <summary>A policy of Stable-Baselines3 whose last layer goes on learning.</summary>
[Network(Weights = "ppo.safetensors"), Input(12)]
[Dense(64, Activation.Tanh, Name = "mlp_extractor.policy_net.0", Trainable = false)]
[Dense(64, Activation.Tanh, Name = "mlp_extractor.policy_net.2", Trainable = false)]
[Dense(4, Name = "action_net"), CrossEntropyLoss, Adam(LearningRate = 1e-4f)]
public sealed partial class Imported;

/// <summary>Read where the weights lie in the assembly.</summary>
[Network(Weights = "cnn.safetensors", Placement = Placement.InPlace)]
[Input(2, 8, 8)]
[Conv2D(6, Kernel = 3, Padding = 1, Name = "conv1")]
[BatchNorm(Name = "bn1")]
[Apply(Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(10, Kernel = 3, Bias = false, Name = "conv2")]
[BatchNorm(Name = "bn2")]
[Apply(Activation.ReLU)]
[Flatten]
[Dense(7, Name = "fc")]
[BatchNorm(Name = "bn3")]
[Apply(Activation.Tanh)]
[Dense(4, Name = "head")]
public sealed partial class MappedCnn;

/// <summary>Only one test uses it: its first use is what is measured.</summary>
[Network(Weights = "ppo.safetensors", Placement = Placement.InPlace), Input(12)]
[Dense(64, Activation.Tanh, Name = "mlp_extractor.policy_net.0")]
[Dense(64, Activation.Tanh, Name = "mlp_extractor.policy_net.2")]
[Dense(4, Name = "action_net")]
public sealed partial class MappedPolicy;

/// <summary>A measurement below and a normalisation above, both in the weights of one convolution.</summary>
[Network(Weights = "scaled.safetensors")]
[Input(4, 9, 7)]
[Standardize(Name = "scaler")]
[Conv2D(6, Kernel = 3, Padding = 1, Groups = 2, Name = "conv")]
[BatchNorm(Name = "bn")]
[Apply(Activation.ReLU)]
[Flatten]
[Dense(3, Name = "head")]
public sealed partial class Scaled;

[Network(Weights = "scaled.safetensors", Placement = Placement.InPlace)]
[Input(4, 9, 7)]
[Standardize(Name = "scaler")]
[Conv2D(6, Kernel = 3, Padding = 1, Groups = 2, Name = "conv")]
[BatchNorm(Name = "bn")]
[Apply(Activation.ReLU)]
[Flatten]
[Dense(3, Name = "head")]
public sealed partial class MappedScaled;

[Network(Weights = "scaled.safetensors", Placement = Placement.PerInstance)]
[Input(4, 9, 7)]
[Standardize(Name = "scaler")]
[Conv2D(6, Kernel = 3, Padding = 1, Groups = 2, Name = "conv")]
[BatchNorm(Name = "bn")]
[Apply(Activation.ReLU)]
[Flatten]
[Dense(3, Name = "head")]
public sealed partial class PlainScaled;
