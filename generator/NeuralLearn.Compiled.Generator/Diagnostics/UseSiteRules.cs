namespace NeuralLearn.Compiled.Generator.Diagnostics;

/// <summary>NLC3001 to NLC3999: code that uses a network.</summary>
internal static class UseSiteRules
{
    public static readonly Rule WrongLength = new("NLC3001", "A span has another length than the network takes",
        "'{0}' takes {1}, as {2}, but this has {3}; {4}");

    public static readonly Rule NotWholeRows = new("NLC3002", "A span does not hold whole rows",
        "'{0}' takes whole rows of {1}, as {2}, but this has {3}; {4}");

    public static readonly Rule RowsDiffer = new("NLC3003", "Spans of one call hold different numbers of rows",
        "'{0}' takes {1} for the {2} of '{3}', as {4}, but this has {5}; pass both for the same rows");

    public static readonly Rule ChoiceOutOfRange = new("NLC3004", "A label or an index stands for nothing",
        "'{0}' has the value {1}, but {2} are 0 to {3}; {4}");

    public static readonly Rule OneRow = new("NLC3005", "Training on one row with batch normalisation",
        "{0} measures mean and variance over the rows of a batch, and the 1 row of this {1} has no variance; train on 2 rows or more at once with BackwardBatch or TrainBatch");

    public static readonly Rule NoLoss = new("NLC3006", "A network without a loss does not learn",
        "{0} has no {1}, as it has no loss, and without one no code for training is written; add one, for example [CrossEntropyLoss] or [MeanSquaredErrorLoss]");

    public static readonly Rule NoMember = new("NLC3007", "The network has no such member",
        "{0} has no {1}, as {2}; {3}");

    /// <summary>Those that come with an error of the compiler, which does not know why the member is missing.</summary>
    public static IReadOnlyList<Rule> Missing { get; } = [NoLoss, NoMember];

    public static IReadOnlyList<Rule> All { get; } = [WrongLength, NotWholeRows, RowsDiffer, ChoiceOutOfRange, OneRow, .. Missing];
}
