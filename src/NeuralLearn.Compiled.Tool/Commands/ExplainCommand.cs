using System.CommandLine;
using NeuralLearn.Compiled.Tool.Architecture;
using NeuralLearn.Compiled.Tool.Compiling;
using NeuralLearn.Compiled.Tool.Explaining;

namespace NeuralLearn.Compiled.Tool.Commands;

/// <summary><c>neurallearn explain</c>.</summary>
internal static class ExplainCommand
{
    private const string ArchitectureClass = "Network";

    private const string Description = """
        Says what a network consists of, what it costs, how it runs and why it runs so: the table of layers, the bill in bytes
        and multiply-adds, for each kernel of the emitted code what it works out and the reason for its form, and the compiler's
        advice. A network is a file of C#, a compiled assembly (which has no schedule any more), or a line of words.

        Examples:
          neurallearn explain DigitNetwork.cs
          neurallearn explain "64 -> dense 64 relu -> dense 10 -> crossentropy -> adam" --level 512
          neurallearn explain Steering.cs --code
          neurallearn explain bin/Release/net10.0/Game.dll --network Steering --json


        """;

    public static Command Create(ToolOutput output)
    {
        var what = new Argument<string>("SOURCE.cs|App.dll|architecture") { Description = "The network." };
        var network = new Option<string?>("--network", "-n") { Description = "The name of the class where there are several.", HelpName = "NAME" };
        var level = new Option<string>("--level", "-l") { Description = "The vector width whose schedule and code are shown.", DefaultValueFactory = _ => "256" };
        level.AcceptOnlyFromAmong("512", "256", "128", "scalar");
        var code = new Option<bool>("--code") { Description = "Prints the emitted Forward and nothing else." };
        var mermaid = new Option<bool>("--mermaid") { Description = "Prints the network as a diagram in the language of Mermaid and nothing else." };
        var json = new Option<bool>("--json") { Description = "Prints all of it as JSON." };
        var command = new Command("explain", Description + ArchitectureText.Grammar) { what, network, level, code, mermaid, json };
        command.Validators.Add(result =>
        {
            if (new[] { code, mermaid, json }.Count(option => result.GetValue(option)) > 1)
            {
                result.AddError("--code, --mermaid and --json exclude each other.");
            }
        });
        command.SetAction((parsed, stop) => Task.Run(
            () =>
            {
                using var assembly = Open(parsed.GetRequiredValue(what), stop);
                var explanation = Explanation.Of(assembly, assembly.Find(parsed.GetValue(network)), parsed.GetRequiredValue(level));
                foreach (var diagnostic in (assembly.Source?.Diagnostics ?? []).Where(diagnostic => !diagnostic.IsAdvice))
                {
                    output.Error.Profile.Out.Writer.WriteLine(diagnostic);
                }

                if (parsed.GetValue(code))
                {
                    output.Line(explanation.Code ?? throw new ToolFailure("The emitted code is not in a compiled assembly; explain the source."));
                }
                else if (parsed.GetValue(mermaid))
                {
                    output.Line(explanation.Mermaid.TrimEnd());
                }
                else if (parsed.GetValue(json))
                {
                    output.Line(explanation.ToJson());
                }
                else
                {
                    new ExplanationPrinter(output.Out).Print(explanation);
                }

                return (int)ExitCode.Success;
            },
            CancellationToken.None));
        return command;
    }

    private static NetworkAssembly Open(string what, CancellationToken stop)
    {
        var isFile = what.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || what.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            || what.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) || File.Exists(what);
        if (isFile)
        {
            return NetworkAssembly.Open(what, stop);
        }

        var text = ArchitectureText.Parse(what).ToSource(ArchitectureClass);
        return SourceCompiler.CompileOwn(text, ArchitectureClass + ".cs", stop).Load();
    }
}
