namespace NeuralLearn.Compiled.Tests.Features.OneRow;

// Every rule, over layers that pass a gradient on and a first one that does not.
[Network, Input(7), Dense(19, Activation.Tanh), Dense(5, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class BySgd;

[Network, Input(9), Dense(20, Activation.Tanh), Dense(6, Activation.Sigmoid), Dense(2), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1, Momentum = 0.9)]
internal sealed partial class ByMomentum;

[Network, Input(7), Dense(35, Activation.Tanh), Dense(17, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.1, Momentum = 0.8, Dampening = 0.3, WeightDecay = 1e-2)]
internal sealed partial class ByDampenedMomentum;

[Network, Input(13), Dense(16, Activation.Tanh), Dense(5, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.1, Momentum = 0.9, Nesterov = true)]
internal sealed partial class ByNesterov;

[Network, Input(7), Dense(19, Activation.Tanh), Dense(5, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1, WeightDecay = 0.05)]
internal sealed partial class ByDecay;

[Network, Input(7), Dense(48, Activation.Tanh), Dense(11, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss, Adam(LearningRate = 0.01, WeightDecay = 0.01)]
internal sealed partial class ByAdam;

[Network, Input(7), Dense(19, Activation.Tanh), Dense(5, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss, AdamW(LearningRate = 0.01)]
internal sealed partial class ByAdamW;

[Network, Input(7), Dense(19, Activation.Tanh), Dense(40, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss]
[Adam(LearningRate = 0.01, AmsGrad = true, Beta1 = 0.8, Beta2 = 0.9, Epsilon = 1e-4)]
internal sealed partial class ByAmsGrad;

[Network, Input(7), Dense(19, Activation.Tanh), Dense(5, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss, AdamW(LearningRate = 0.01, AmsGrad = true)]
internal sealed partial class ByAmsGradW;

[Network, Input(7), Dense(19, Activation.Tanh), Dense(5, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss, RmsProp]
internal sealed partial class ByRmsProp;

[Network, Input(21), Dense(19, Activation.Tanh), Dense(5, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss]
[RmsProp(LearningRate = 0.01, Centered = true, Momentum = 0.5, WeightDecay = 1e-3, Epsilon = 1e-3)]
internal sealed partial class ByCentredRmsProp;

[Network, Input(7), Dense(19, Activation.Tanh), Dense(5, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss, Adagrad(LearningRate = 0.1)]
internal sealed partial class ByAdagrad;

[Network, Input(7), Dense(19, Activation.Tanh), Dense(5, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss]
[Adagrad(LearningRate = 0.1, LearningRateDecay = 0.1, InitialAccumulator = 0.1, WeightDecay = 0.01)]
internal sealed partial class ByDecayingAdagrad;

[Network, Input(7), Dense(19, Activation.Tanh), Dense(5, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss]
[RmsProp(LearningRate = 0.01, Momentum = 0.9, ClipValue = 0.02, WeightDecay = 0.1)]
internal sealed partial class ByClippedRmsProp;
