using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled;

/// <summary>How a network is trained. Every property refuses what makes no sense when it is set.</summary>
public sealed class FitOptions
{
    /// <summary>Passes over all rows; 10 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When set: less than 1.</exception>
    public int Epochs
    {
        get;
        init => field = AtLeast(value, 1);
    } = 10;

    /// <summary>Rows per step; 32 unless set. What is left at the end of an epoch is a smaller batch, divided by its own rows.</summary>
    /// <remarks>
    /// A single row left over joins the batch before it where the network normalises over the batch (BatchNorm), which needs two.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">When set: less than 1.</exception>
    public int BatchSize
    {
        get;
        init => field = AtLeast(value, 1);
    } = 32;

    /// <summary>
    /// Whether every epoch visits the rows in another order, a function of <see cref="Seed"/> and the epoch; true unless set. In order,
    /// batches of a dataset that lies in one piece are not copied.
    /// </summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// Rows held back to be shuffled where a <see cref="RowSource"/> is no <see cref="Dataset"/>: the next row of a batch is any of them,
    /// and the next row of the source takes its place. 4096 unless set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">When set: less than 1.</exception>
    public int ShuffleWindow
    {
        get;
        init => field = AtLeast(value, 1);
    } = 4096;

    /// <summary>Of the order of the rows; 0 is a seed as any other.</summary>
    public ulong Seed { get; init; }

    /// <summary>Rows that are not learnt from, to measure after every epoch.</summary>
    public RowSource? Validation { get; init; }

    /// <summary>How the learning rate changes. Without one nobody but you sets it.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>
    /// Stops after this many epochs in a row without an improvement of the loss (of validation, else of training). Never unless set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">When set: less than 1.</exception>
    public int? Patience
    {
        get;
        init => field = value is { } epochs ? AtLeast(epochs, 1) : null;
    }

    /// <summary>By how much more than this a loss must be lower than the best to be an improvement; 0 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When set: negative or not finite.</exception>
    public double MinDelta
    {
        get;
        init => field = NotNegative(value);
    }

    /// <summary>
    /// Stops when the training loss changes by less than this from one epoch to the next: |Lₑ − Lₑ₋₁| &lt; τ. Never unless set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">When set: negative or not finite.</exception>
    public double? Tolerance
    {
        get;
        init => field = value is { } tolerance ? NotNegative(tolerance) : null;
    }

    /// <summary>Stops when the training loss of an epoch is this or less. Never unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When set: not a number.</exception>
    public double? TargetLoss
    {
        get;
        init => field = value is double.NaN
            ? throw new ArgumentOutOfRangeException(nameof(TargetLoss), value, "TargetLoss is not a number.")
            : value;
    }

    /// <summary>
    /// Whether, however the training ends, parameters and buffers become again what they were after the epoch with the best loss (of
    /// validation, else of training). The optimizer's memory stays that of the last step.
    /// </summary>
    public bool RestoreBest { get; init; }

    /// <summary>
    /// Whether to stop when the loss of a batch is infinite or no number, unless the optimizer dropped that step
    /// (<c>SkipNonFinite</c>). The learner then becomes again what it was at the start of the last epoch that began with a finite loss.
    /// True unless set; takes twice the network's <see cref="ITrainableNetwork.StateBytes"/> of memory.
    /// </summary>
    public bool StopWhenDiverged { get; init; } = true;

    /// <summary>
    /// Whether the rows learnt from are measured once more at the end, for <see cref="FitReport.Training"/>; true unless set.
    /// </summary>
    public bool MeasureTraining { get; init; } = true;

    /// <summary>Where the session is written after every <see cref="CheckpointEvery"/> epochs; nowhere unless set.</summary>
    /// <remarks>The file is written beside its place and moved there when it is complete: it is the old one or the new one.</remarks>
    public string? CheckpointPath { get; init; }

    /// <summary>Epochs between two checkpoints; 1 unless set. The end of the training is always one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When set: less than 1.</exception>
    public int CheckpointEvery
    {
        get;
        init => field = AtLeast(value, 1);
    } = 1;

    /// <summary>
    /// Whether to go on from the file at <see cref="CheckpointPath"/> if there is one, as if the training had never stopped.
    /// </summary>
    public bool ResumeFromCheckpoint { get; init; }

    private static int AtLeast(int value, int least, [CallerMemberName] string name = "") => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"FitOptions.{name} is {value}; it must be {least} or more.");

    private static double NotNegative(double value, [CallerMemberName] string name = "") => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"FitOptions.{name} is {value}; it must be 0 or more, and finite.");
}
