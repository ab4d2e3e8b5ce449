using Spectre.Console;

namespace NeuralLearn.Compiled.Tool.Tests;

/// <summary>A run of the tool in this process, with what it printed.</summary>
internal sealed record ToolRun(int Code, string Out, string Error)
{
    public static async Task<ToolRun> OfAsync(params string[] args)
    {
        using StringWriter output = new(), error = new();
        var code = await ToolProgram.RunAsync(args, new ToolOutput(Plain(output), Plain(error)));
        return new ToolRun(code, output.ToString(), error.ToString());
    }

    internal static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 120;
        return console;
    }
}
