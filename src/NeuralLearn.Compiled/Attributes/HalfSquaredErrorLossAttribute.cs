namespace NeuralLearn.Compiled;

/// <summary>The textbook's regression loss: ½ Σ (y - t)² over the outputs, averaged (or summed) over the rows.</summary>
public sealed class HalfSquaredErrorLossAttribute : ElementLossAttribute;
