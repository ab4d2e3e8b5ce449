using NeuralLearn.Compiled;

namespace FromPyTorch;

/// <summary>
/// The policy of policy.py, with the weights of its file: they are in the program. Layers have the names that PyTorch gave them; those with
/// <c>Trainable = false</c> stay as they came, and no gradient of theirs is computed or kept.
/// </summary>
[Network(Weights = "policy.safetensors"), Input(12)]
[Dense(64, Activation.Tanh, Name = "mlp_extractor.policy_net.0", Trainable = false)]
[Dense(64, Activation.Tanh, Name = "mlp_extractor.policy_net.2", Trainable = false)]
[Dense(4, Name = "action_net")]
[CrossEntropyLoss, Adam(LearningRate = 3e-3)]
public sealed partial class Imported;
