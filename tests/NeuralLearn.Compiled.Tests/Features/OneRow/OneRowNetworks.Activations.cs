namespace NeuralLearn.Compiled.Tests.Features.OneRow;

// Every activation behind a full panel and a narrow one. Those whose derivative needs the sum before them are steps of their own.
[Network, Input(6), Dense(21, Activation.Identity), Dense(9, Activation.Identity), Dense(3, Activation.Identity), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithIdentity;

[Network, Input(6), Dense(21, Activation.ReLU), Dense(9, Activation.ReLU), Dense(3, Activation.ReLU), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithReLU;

[Network, Input(6), Dense(21, Activation.ReLU6), Dense(9, Activation.ReLU6), Dense(3, Activation.ReLU6), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithReLU6;

[Network, Input(6), Dense(21, Activation.LeakyReLU), Dense(9, Activation.LeakyReLU), Dense(3, Activation.LeakyReLU), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithLeakyReLU;

[Network, Input(6), Dense(21, Activation.ELU), Dense(9, Activation.ELU), Dense(3, Activation.ELU), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithELU;

[Network, Input(6), Dense(21, Activation.SELU), Dense(9, Activation.SELU), Dense(3, Activation.SELU), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithSELU;

[Network, Input(6), Dense(21, Activation.GELU), Dense(9, Activation.GELU), Dense(3, Activation.GELU), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithGELU;

[Network, Input(6), Dense(21, Activation.GELUTanh), Dense(9, Activation.GELUTanh), Dense(3, Activation.GELUTanh), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithGELUTanh;

[Network, Input(6), Dense(21, Activation.SiLU), Dense(9, Activation.SiLU), Dense(3, Activation.SiLU), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithSiLU;

[Network, Input(6), Dense(21, Activation.Mish), Dense(9, Activation.Mish), Dense(3, Activation.Mish), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithMish;

[Network, Input(6), Dense(21, Activation.Sigmoid), Dense(9, Activation.Sigmoid), Dense(3, Activation.Sigmoid), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithSigmoid;

[Network, Input(6), Dense(21, Activation.Tanh), Dense(9, Activation.Tanh), Dense(3, Activation.Tanh), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithTanh;

[Network, Input(6), Dense(21, Activation.Softplus), Dense(9, Activation.Softplus), Dense(3, Activation.Softplus), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithSoftplus;

[Network, Input(6), Dense(21, Activation.Softsign), Dense(9, Activation.Softsign), Dense(3, Activation.Softsign), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithSoftsign;

[Network, Input(6), Dense(21, Activation.HardSigmoid), Dense(9, Activation.HardSigmoid), Dense(3, Activation.HardSigmoid), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithHardSigmoid;

[Network, Input(6), Dense(21, Activation.HardSwish), Dense(9, Activation.HardSwish), Dense(3, Activation.HardSwish), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithHardSwish;

[Network, Input(6), Dense(21, Activation.HardTanh), Dense(9, Activation.HardTanh), Dense(3, Activation.HardTanh), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithHardTanh;

[Network, Input(6), Dense(21, Activation.Softmax), Dense(9, Activation.Softmax), Dense(3, Activation.Softmax), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithSoftmax;

[Network, Input(6), Dense(21, Activation.LogSoftmax), Dense(9, Activation.LogSoftmax), Dense(3, Activation.LogSoftmax), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WithLogSoftmax;

[Network, Input(6), Dense(21), ELU(0.5), Dense(9), LeakyReLU(0.2), Softplus(2), Dense(17), Apply(Activation.GELU), Apply(Activation.Tanh), Dense(3)]
[MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class LinesOfTheirOwn;
