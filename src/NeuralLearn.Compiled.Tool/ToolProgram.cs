using System.CommandLine;
using NeuralLearn.Compiled.Tool.Commands;
using NeuralLearn.Compiled.Tool.Compiling;
using Spectre.Console;

namespace NeuralLearn.Compiled.Tool;

/// <summary>The command line: one class per command under Commands, listed here.</summary>
internal static class ToolProgram
{
    public static async Task<int> RunAsync(string[] args, ToolOutput output, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        var root = new RootCommand("Looks into weight files, moves networks between C#, PyTorch and ONNX, trains them from CSV and reports on them.")
        {
            CheckCommand.Create(output),
            ExportCommand.Create(output),
            ImportCommand.Create(output),
            InspectCommand.Create(output),
            NewCommand.Create(output),
            ExplainCommand.Create(output),
            TrainCommand.Create(output),
            ReportCommand.Create(output),
        };
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        HelpText.Fit(parsed, System.Console.IsOutputRedirected ? null : System.Console.WindowWidth);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                output.Problem(error.Message);
            }

            output.Error.MarkupLine("[grey]--help tells what a command takes.[/]");
            return (int)ExitCode.Usage;
        }

        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30), Output = output.Out.Profile.Out.Writer, Error = output.Error.Profile.Out.Writer }, stop);
            return args.Length == 0 ? (int)ExitCode.Usage : code;
        }
        catch (ToolFailure failure)
        {
            output.Problem(failure.Message);
            return (int)failure.Code;
        }
        catch (Exception problem) when (problem is MissingMemberException or TypeLoadException)
        {
            output.Problem($"{problem.Message} {NetworkAssembly.OtherLibrary}");
            return (int)ExitCode.BadInput;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            output.Problem(problem.Message);
            return (int)ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            output.Error.MarkupLine("[yellow]Stopped.[/]");
            return (int)ExitCode.Cancelled;
        }
    }
}
