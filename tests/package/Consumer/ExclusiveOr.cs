using NeuralLearn.Compiled;

namespace Consumer;

/// <summary>Learns whether exactly one of two inputs is 1.</summary>
#if REPORTED
[Network(Report = true)]
#else
[Network]
#endif
[Input(2)]
[Dense(8, Activation.Tanh)]
[Dense(1)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 0.03)]
public sealed partial class ExclusiveOr { }
