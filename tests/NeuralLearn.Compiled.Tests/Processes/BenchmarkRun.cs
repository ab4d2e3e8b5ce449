using System.Diagnostics;
using System.Reflection;

namespace NeuralLearn.Compiled.Tests.Processes;

/// <summary>Starts the benchmarks' program in a process of its own.</summary>
internal static class BenchmarkRun
{
    public static (int ExitCode, string[] Lines) Start(string table, params string[] options)
    {
        var program = typeof(BenchmarkRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Benchmarks").Value!;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, table, .. options]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
