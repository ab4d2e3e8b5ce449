namespace NeuralLearn.Compiled;

/// <summary>Σ t (ln t - y) of a row, 0 where t is 0: takes logarithms of probabilities and target probabilities, averaged over the rows. PyTorch: KLDivLoss with batchmean.</summary>
public sealed class KLDivergenceLossAttribute : ElementLossAttribute;
