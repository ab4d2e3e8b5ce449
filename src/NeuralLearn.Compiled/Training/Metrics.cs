using System.Globalization;

namespace NeuralLearn.Compiled;

/// <summary>
/// How well a network does on some rows, in evaluation mode. What does not apply to its first output is NaN: accuracy belongs to classes
/// and to yes or no, the absolute error and R² to numbers.
/// </summary>
/// <remarks>
/// Accuracy, errors and R² count every row once, whatever its weight; the loss counts weights. Where the first output is a sequence, there
/// is only a loss.
/// </remarks>
public sealed class Metrics
{
    internal Metrics()
    {
    }

    /// <summary>Nothing was measured: everything is NaN.</summary>
    public static Metrics None { get; } = new();

    /// <summary>How many rows were measured.</summary>
    public long Rows { get; internal init; }

    /// <summary>The mean loss, as the network declares it.</summary>
    public double Loss { get; internal init; } = double.NaN;

    /// <summary>
    /// The share of rows whose class was found, from 0 to 1: the largest score, ties to the lowest class, NaN as the largest; of yes or
    /// no, yes from <see cref="NetworkOutput.YesFrom"/> on. Rows with <see cref="NetworkInfo.IgnoredLabel"/> do not count. A target
    /// instead of a label is the class of its largest value, or yes from 0.5 on.
    /// </summary>
    public double Accuracy { get; internal init; } = double.NaN;

    /// <summary>The mean of |output − target| over all rows and values.</summary>
    public double MeanAbsoluteError { get; internal init; } = double.NaN;

    /// <summary>
    /// R² = 1 − Σ(target − output)² ÷ Σ(target − mean)² for each value of the output, and the mean of these; NaN where a target never
    /// changes.
    /// </summary>
    public double RSquared { get; internal init; } = double.NaN;

    /// <summary>Which classes were taken for which; null where the output is no class, or one of more than 1024.</summary>
    public ConfusionMatrix? Confusion { get; internal init; }

    /// <summary>In one line.</summary>
    /// <returns>What was measured, such as "loss 0.1234, accuracy 97.5 %".</returns>
    public override string ToString()
    {
        if (Rows == 0)
        {
            return "not measured";
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"loss {Loss:G4}");
        text += double.IsNaN(Accuracy) ? "" : string.Create(CultureInfo.InvariantCulture, $", accuracy {Accuracy * 100:F1} %");
        return double.IsNaN(MeanAbsoluteError)
            ? text
            : text + string.Create(CultureInfo.InvariantCulture, $", mean absolute error {MeanAbsoluteError:G4}, R² {RSquared:F4}");
    }
}
