namespace NeuralLearn.Compiled;

/// <summary>For choosing one of K classes: takes K logarithms of probabilities (a LogSoftmax before it) and a class index; the loss is -y[class]. PyTorch: NLLLoss.</summary>
public sealed class NegativeLogLikelihoodLossAttribute : ClassLossAttribute;
