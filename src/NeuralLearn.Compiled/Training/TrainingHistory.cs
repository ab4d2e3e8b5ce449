using System.Collections;
using System.Globalization;
using System.Text;

namespace NeuralLearn.Compiled;

/// <summary>The epochs of a training, the first one first.</summary>
public sealed class TrainingHistory : IReadOnlyList<EpochReport>
{
    private readonly EpochReport[] _epochs;

    internal TrainingHistory(EpochReport[] epochs) => _epochs = epochs;

    /// <summary>How many epochs there are.</summary>
    public int Count => _epochs.Length;

    /// <summary>One epoch.</summary>
    /// <param name="index">From 0: epoch 1 is the first.</param>
    public EpochReport this[int index] => _epochs[index];

    /// <inheritdoc/>
    public IEnumerator<EpochReport> GetEnumerator() => ((IEnumerable<EpochReport>)_epochs).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _epochs.GetEnumerator();

    /// <summary>A table: a line of names, then a line per epoch. What was not measured is empty.</summary>
    /// <returns>
    /// Comma-separated values that read back to the same numbers, with points whatever the computer's language; '\n' ends each line.
    /// </returns>
    public string ToCsv()
    {
        var text = new StringBuilder("epoch,loss,validation_loss,accuracy,mean_absolute_error,r_squared,");
        text.Append("learning_rate,steps,skipped_steps,seconds\n");
        foreach (var epoch in _epochs)
        {
            var validation = epoch.Validation;
            text.Append(
                CultureInfo.InvariantCulture, $"{epoch.Epoch},{epoch.Loss:R},{Number(validation.Loss)},{Number(validation.Accuracy)},");
            text.Append(CultureInfo.InvariantCulture, $"{Number(validation.MeanAbsoluteError)},{Number(validation.RSquared)},");
            text.Append(
                CultureInfo.InvariantCulture, $"{epoch.LearningRate:R},{epoch.Steps},{epoch.SkippedSteps},{epoch.Duration.TotalSeconds:F3}\n");
        }

        return text.ToString();
    }

    /// <summary>
    /// A picture of the losses over the epochs, and of the accuracy where there is one, as a file of its own: no script, no font, nothing
    /// from elsewhere; light or dark as the reader's screen is. The same history gives the same text on every machine.
    /// </summary>
    /// <param name="title">What stands above it.</param>
    /// <returns>SVG.</returns>
    public string ToSvg(string title = "Training")
    {
        ArgumentNullException.ThrowIfNull(title);
        return HistoryChart.Draw(_epochs, title);
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
