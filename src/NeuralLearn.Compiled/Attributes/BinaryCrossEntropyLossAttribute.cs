namespace NeuralLearn.Compiled;

/// <summary>For probabilities of yes or no, one per output: -t ln y - (1 - t) ln(1 - y), averaged over the outputs; logarithms stop at -100. PyTorch: BCELoss.</summary>
public sealed class BinaryCrossEntropyLossAttribute : ElementLossAttribute;
