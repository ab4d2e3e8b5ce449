using Spectre.Console;

namespace NeuralLearn.Compiled.Tool;

/// <summary>Where a command prints: results to <see cref="Out"/>, which a script reads, and messages for people to <see cref="Error"/>.</summary>
internal sealed class ToolOutput(IAnsiConsole output, IAnsiConsole error)
{
    public IAnsiConsole Out { get; } = output;

    public IAnsiConsole Error { get; } = error;

    public static ToolOutput OfConsole() => new(Console(System.Console.Out, System.Console.IsOutputRedirected), Console(System.Console.Error, System.Console.IsErrorRedirected));

    /// <summary>A line as it is: not wrapped, not coloured, brackets not read as markup.</summary>
    public void Line(string text) => Out.Profile.Out.Writer.WriteLine(text);

    /// <summary>A file gets plain text, as wide as it comes.</summary>
    private static IAnsiConsole Console(TextWriter writer, bool isRedirected)
    {
        const int WidthOfFiles = 200;
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) };
        if (isRedirected)
        {
            (settings.Ansi, settings.ColorSystem, settings.Interactive) = (AnsiSupport.No, ColorSystemSupport.NoColors, InteractionSupport.No);
        }

        var console = AnsiConsole.Create(settings);
        console.Profile.Width = isRedirected ? WidthOfFiles : console.Profile.Width;
        return console;
    }

    /// <summary>What went wrong, in red where there are colours; not wrapped, so that editors and scripts find lines as they are.</summary>
    public void Problem(string text)
    {
        var writer = Error.Profile.Out.Writer;
        var isColoured = Error.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };
        writer.WriteLine(isColoured ? $"\u001b[31m{text}\u001b[0m" : text);
    }
}
