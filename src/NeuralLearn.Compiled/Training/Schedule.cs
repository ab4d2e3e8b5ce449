namespace NeuralLearn.Compiled;

/// <summary>
/// How the learning rate changes while a network is trained, starting from the rate η that the network has at first. Epochs e and steps s
/// count from 0. The numbers are worked out in double precision without any function of the C library, so that they are the same on every
/// machine, and are PyTorch's but for the last bits.
/// </summary>
public abstract class Schedule
{
    private protected Schedule()
    {
    }

    /// <summary>How many steps the rate takes to rise to its full height; 0 for none.</summary>
    public int WarmupSteps { get; private set; }

    /// <summary>What two schedules of the same effect have in common; goes into the files of sessions.</summary>
    internal string Key => WarmupSteps == 0 ? OwnKey : $"{OwnKey} warmup {WarmupSteps}";

    /// <summary>Whether the number of all steps must be known in advance.</summary>
    internal virtual bool NeedsTotal => false;

    private protected abstract string OwnKey { get; }

    /// <summary>The rate stays as it is.</summary>
    /// <returns>The schedule.</returns>
    public static Schedule Constant() => new ConstantSchedule();

    /// <summary>Every so many epochs times a factor: η · gamma^⌊e ÷ every⌋ (PyTorch's StepLR).</summary>
    /// <param name="every">Epochs between two changes, 1 or more.</param>
    /// <param name="gamma">The factor, above 0.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static Schedule Step(int every, double gamma = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        return new PowerSchedule(every, Positive(gamma, nameof(gamma)));
    }

    /// <summary>Every epoch times a factor: η · gamma^e (PyTorch's ExponentialLR).</summary>
    /// <param name="gamma">The factor, above 0.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0, or not finite.</exception>
    public static Schedule Exponential(double gamma) => new PowerSchedule(1, Positive(gamma, nameof(gamma)));

    /// <summary>
    /// Half a cosine over all S steps of the training, at every step: min + (η − min) · (1 + cos(π · s ÷ S)) ÷ 2 (PyTorch's
    /// CosineAnnealingLR, stepped per batch). The rows of an epoch must be known in advance.
    /// </summary>
    /// <param name="min">Where it ends.</param>
    /// <param name="warmupSteps">As <see cref="WithWarmup"/>.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or not finite.</exception>
    public static Schedule Cosine(double min = 0, int warmupSteps = 0) =>
        new CosineSchedule(NotNegative(min, nameof(min))).WithWarmup(warmupSteps);

    /// <summary>The rate rises to η over the first steps: η · min(1, (s + 1) ÷ steps), and stays.</summary>
    /// <param name="steps">Steps to full height.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static Schedule Warmup(int steps) => new ConstantSchedule().WithWarmup(steps);

    /// <summary>
    /// Lower when it no longer gets better: times a factor once the loss (of validation, else of training) has not fallen below
    /// best · (1 − threshold) for more than so many epochs in a row (PyTorch's ReduceLROnPlateau with mode min and threshold_mode rel; as
    /// there, a change of less than 1e-8 is not made).
    /// </summary>
    /// <param name="factor">The factor, between 0 and 1.</param>
    /// <param name="patience">Epochs without improvement that are let pass.</param>
    /// <param name="threshold">The share by which a loss must be lower to count as an improvement.</param>
    /// <param name="cooldown">Epochs after a change that do not count.</param>
    /// <param name="min">The lowest rate.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static Schedule ReduceOnPlateau(double factor = 0.1, int patience = 10, double threshold = 1e-4, int cooldown = 0, double min = 0)
    {
        if (!(factor > 0 && factor < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, $"The factor is {factor}; it must lie between 0 and 1.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        return new PlateauSchedule(factor, patience, NotNegative(threshold, nameof(threshold)), cooldown, NotNegative(min, nameof(min)));
    }

    /// <summary>The same schedule with its first steps multiplied by min(1, (s + 1) ÷ steps).</summary>
    /// <param name="steps">Steps to full height; 0 for none.</param>
    /// <returns>A new schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public Schedule WithWarmup(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        var copy = (Schedule)MemberwiseClone();
        copy.WarmupSteps = steps;
        return copy;
    }

    /// <summary>What it consists of, in short.</summary>
    /// <returns>Such as "cosine to 0 warmup 100".</returns>
    public override string ToString() => Key;

    /// <summary>Starts with a rate.</summary>
    /// <param name="rate">η.</param>
    /// <param name="totalSteps">S, where it is known.</param>
    internal abstract ScheduleRun Start(double rate, long totalSteps);

    private static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is {value}; it must be above 0 and finite.");

    private static double NotNegative(double value, string name) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is {value}; it must be 0 or more, and finite.");
}
