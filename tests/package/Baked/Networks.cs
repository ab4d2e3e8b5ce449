using NeuralLearn.Compiled;

namespace Baked;

/// <summary>A small convolutional network with batch normalisation.</summary>
#if MISNAMED
[Network(Weights = "cnn2.safetensors")]
#else
[Network(Weights = "cnn.safetensors")]
#endif
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
public sealed partial class Digits { }

/// <summary>A policy whose last layer goes on learning.</summary>
[Network(Weights = "ppo.safetensors"), Input(12)]
[Dense(64, Activation.Tanh, Name = "mlp_extractor.policy_net.0", Trainable = false)]
[Dense(64, Activation.Tanh, Name = "mlp_extractor.policy_net.2", Trainable = false)]
[Dense(4, Name = "action_net"), CrossEntropyLoss, Adam(LearningRate = 1e-4)]
public sealed partial class Policy { }
