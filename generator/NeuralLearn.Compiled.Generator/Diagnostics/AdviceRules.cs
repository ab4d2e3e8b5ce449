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

    public static readonly Rule OutputWithoutLoss = new("NLC9003", "An output that does not learn",
        "The output '{0}' has no loss, so nothing teaches it; add one with Output = \"{0}\" if it should learn",
        RuleSeverity.Info);

    public static readonly Rule SigmoidBeforeLogits = new("NLC9004", "Sigmoid before a loss that contains one",
        "{0} ends in a sigmoid, and [BinaryCrossEntropyWithLogitsLoss] contains one: the scores would be squashed twice; remove the sigmoid (Predict still returns probabilities) or use [BinaryCrossEntropyLoss]",
        RuleSeverity.Warning);

    public static readonly Rule ScoresAsLogProbabilities = new("NLC9005", "Scores where logarithms of probabilities are meant",
        "[{0}] takes logarithms of probabilities, but {1} gives plain scores: the loss has no lower limit; put [LogSoftmax] before it or use [CrossEntropyLoss]",
        RuleSeverity.Warning);

    public static readonly Rule ScoresAsProbabilities = new("NLC9006", "Scores where probabilities are meant",
        "[BinaryCrossEntropyLoss] takes probabilities, but {0} may give values below 0 and above 1; end in Activation.Sigmoid or use [BinaryCrossEntropyWithLogitsLoss]",
        RuleSeverity.Warning);

    public static readonly Rule DropoutLast = new("NLC9007", "Dropout on an output",
        "{0} is an output, so the loss would be measured on values that were set to 0 at random; move the dropout in front of the last layer",
        RuleSeverity.Warning);

    public static readonly Rule BiasBeforeBatchNorm = new("NLC9008", "A bias before a batch normalisation",
        "{0} adds a bias, which {1} subtracts again with the mean; write Bias = false",
        RuleSeverity.Info);

    public static IReadOnlyList<Rule> All { get; } =
    [
        SoftmaxBeforeCrossEntropy, ReluOnRegression, OutputWithoutLoss, SigmoidBeforeLogits, ScoresAsLogProbabilities, ScoresAsProbabilities,
        DropoutLast, BiasBeforeBatchNorm,
    ];
}
