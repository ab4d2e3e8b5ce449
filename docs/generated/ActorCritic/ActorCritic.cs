using NeuralLearn.Compiled;

namespace Gallery;

/// <summary>One body, two answers: scores of four actions, and what the situation is worth.</summary>
[Network]
[Input(6)]
[Dense(16, Activation.Tanh, Name = "body")]
[Dense(4)]
[Output("policy")]
[Dense(1, From = "body")]
[Output("value")]
[ExternalLoss(Output = "policy")]
[HuberLoss(Output = "value", Weight = 0.5)]
[Adam(LearningRate = 3e-4, ClipNorm = 0.5)]
public sealed partial class ActorCritic;
