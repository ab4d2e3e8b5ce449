using System.Diagnostics;
using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Tests.Compiling;
using NeuralLearn.Compiled.Generator.Tests.Rules;

namespace NeuralLearn.Compiled.Generator.Tests.Documents;

/// <summary>A folder in which blocks of a page run as programs of their own; the data sets of the tests lie in it.</summary>
internal sealed class BlockRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("block");

    public BlockRun()
    {
        var library = typeof(NetworkAttribute).Assembly.Location;
        File.Copy(library, PathOf(Path.GetFileName(library)));
        foreach (var data in Directory.EnumerateFiles(Path.Combine(DocumentationPage.Root, "tests", "NeuralLearn.Compiled.Quality.Tests", "Data"), "*.csv"))
        {
            File.Copy(data, PathOf(Path.GetFileName(data)));
        }
    }

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>What a compiled block prints.</summary>
    public string Output(Compilation program)
    {
        var emitted = program.Emit(PathOf("Sample.dll"));
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Select(Generated.Describe)));
        File.WriteAllText(
            PathOf("Sample.runtimeconfig.json"),
            $$"""
            {
              "runtimeOptions": {
                "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}" },
                "configProperties": { "System.Globalization.Invariant": true }
              }
            }
            """);
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        return Output(dotnet, PathOf("Sample.dll"));
    }

    /// <summary>What a command prints; it must end well.</summary>
    public string Output(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result + output);
        return output.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
