using NeuralLearn.Compiled;
using Spectre.Console;

namespace QuickStart;

/// <summary>One line per epoch and, in a terminal, a progress bar below them.</summary>
internal static class TrainingView
{
    private const int LongestBar = 32;

    /// <summary>A console that writes plain text where its output goes to a file or a pipe.</summary>
    public static IAnsiConsole OpenConsole() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        Interactive = Console.IsOutputRedirected ? InteractionSupport.No : InteractionSupport.Detect,
    });

    /// <summary>Runs a training that calls back after every epoch.</summary>
    public static FitReport Show(IAnsiConsole console, int epochs, Func<Action<EpochReport>, FitReport> train)
    {
        console.MarkupLine("[bold]epoch    loss  accuracy[/]");
        var first = 0.0;
        void Print(EpochReport epoch)
        {
            first = epoch.Epoch == 1 ? epoch.Loss : first;

            // Bars are relative to the first epoch, so that the curve fills the width whatever the loss.
            var bar = new string('█', Math.Clamp((int)Math.Round(LongestBar * epoch.Loss / first), 1, LongestBar));
            console.MarkupLine($"{epoch.Epoch,5}  {epoch.Loss:F4}   {epoch.Validation.Accuracy,7:P1}  [blue]{bar}[/]");
        }

        // Elsewhere than in a terminal a moving bar would only be noise: there the lines stand alone.
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi)
        {
            return train(Print);
        }

        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                var task = context.AddTask("learning", maxValue: epochs);
                return train(epoch =>
                {
                    Print(epoch);
                    task.Value = epoch.Epoch;
                });
            });
    }
}
