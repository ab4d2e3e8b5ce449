namespace NeuralLearn.Compiled.Generator.Diagnostics;

/// <summary>NLC9001 to NLC9999: advice, which can be switched off.</summary>
internal static class AdviceRules
{
    public static readonly Rule SoftmaxBeforeCrossEntropy = new("NLC9001", "Softmax before a cross-entropy loss",
        "{0} ends in a softmax, and [CrossEntropyLoss] contains one: the scores would be squashed twice and learning would be slow; remove the softmax (Predict still returns probabilities)",
        RuleSeverity.Warning);

    public static readonly Rule ReluOnRegression = new("NLC9002", "ReLU on a regression output",
        "{0} ends in a ReLU, so the output can never be negative, and where it is 0 it does not learn; use no activation before [{1}]",
        RuleSeverity.Info);

    public static IReadOnlyList<Rule> All { get; } = [SoftmaxBeforeCrossEntropy, ReluOnRegression];
}
