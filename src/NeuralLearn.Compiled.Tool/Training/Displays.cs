using System.Globalization;
using Spectre.Console;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>Shows nothing.</summary>
internal sealed class SilentDisplay : ITrainingDisplay
{
    public void Run(TrainingProgress progress, Action<Action> train) => train(static () => { });
}

/// <summary>A line per epoch, for files and other programs.</summary>
internal sealed class LineDisplay(ToolOutput output) : ITrainingDisplay
{
    public void Run(TrainingProgress progress, Action<Action> train)
    {
        var shown = 0;
        train(() =>
        {
            for (; shown < progress.History.Count; shown++)
            {
                output.Line(Line(progress, progress.History[shown]));
            }
        });
    }

    private static string Line(TrainingProgress progress, EpochReport epoch)
    {
        var width = progress.Epochs.ToString(CultureInfo.InvariantCulture).Length;
        var number = epoch.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(width);
        var text = string.Create(CultureInfo.InvariantCulture, $"epoch {number}/{progress.Epochs}  loss {TrainingText.Number(epoch.Loss),-9}");
        return (epoch.Validation.Rows == 0 ? text : $"{text}  validation {TrainingText.Metrics(epoch.Validation)}") + (epoch.IsBest ? "  best" : "");
    }
}

/// <summary>A bar, both losses with their curves, speed and the time left, drawn over and over in the same place.</summary>
internal sealed class LiveDisplay(ToolOutput output) : ITrainingDisplay
{
    public void Run(TrainingProgress progress, Action<Action> train) =>
        output.Out.Live(TrainingView.Draw(progress, output.Out.Profile)).Start(context =>
        {
            train(() => context.UpdateTarget(TrainingView.Draw(progress, output.Out.Profile)));
            context.UpdateTarget(TrainingView.Draw(progress, output.Out.Profile));
        });
}
