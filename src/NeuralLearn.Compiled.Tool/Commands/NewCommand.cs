using System.CommandLine;
using System.Text;
using NeuralLearn.Compiled.Tool.Architecture;
using NeuralLearn.Compiled.Tool.Compiling;
using NeuralLearn.Compiled.Tool.Files;

namespace NeuralLearn.Compiled.Tool.Commands;

/// <summary><c>neurallearn new</c>: a class from an architecture in one line.</summary>
internal static class NewCommand
{
    public static Command Create(ToolOutput output)
    {
        var name = new Argument<string>("class") { Description = "The name of the class." };
        var architecture = new Argument<string>("architecture") { Description = "The network in one line, in quotes; see above." };
        var @namespace = new Option<string?>("--namespace") { Description = "The namespace of the class; none if left out." };
        var path = new Option<string?>("--out", "-o") { Description = "The file, or a folder for it. By default <class>.cs here." };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there." };
        var command = new Command("new",
            $"""
            Writes a class from an architecture in one line, once the compiler has checked it.

            {ArchitectureText.Grammar}

            Example:
              neurallearn new Digits "1x28x28 -> conv 8 3x3 relu -> maxpool 2 -> flatten -> dense 10 -> crossentropy -> adam"
            """)
        {
            name, architecture, @namespace, path, force,
        };
        command.SetAction((parsed, stop) =>
        {
            var className = parsed.GetRequiredValue(name);
            var target = parsed.GetValue(path) ?? ".";
            target = target.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? target : Path.Combine(target, className + ".cs");
            var source = ArchitectureText.Parse(parsed.GetRequiredValue(architecture)).ToSource(className, parsed.GetValue(@namespace));
            OutputFiles.CheckFree(parsed.GetValue(force), target);
            var compiled = SourceCompiler.Compile(source, target, stop);
            foreach (var diagnostic in compiled.Diagnostics.Where(diagnostic => !diagnostic.IsError && diagnostic.File.Length > 0))
            {
                output.Error.Profile.Out.Writer.WriteLine(diagnostic.ToString());
            }

            using var assembly = Load(compiled, source, output);
            OutputFiles.Write((target, Encoding.UTF8.GetBytes(source)));
            var network = assembly.Find(className);
            output.Line(network.Create().Info.Summary.TrimEnd());
            output.Line($"{target} written.");
            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }

    private static NetworkAssembly Load(CompiledSource compiled, string source, ToolOutput output)
    {
        if (compiled.HasErrors)
        {
            // There is no file to look into: the lines that the messages speak of are shown.
            var line = 0;
            foreach (var text in source.TrimEnd().Split('\n'))
            {
                output.Error.Profile.Out.Writer.WriteLine($"{++line,4}  {text}");
            }
        }

        return compiled.Load();
    }
}
