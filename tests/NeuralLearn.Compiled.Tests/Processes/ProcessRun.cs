using System.Diagnostics;

namespace NeuralLearn.Compiled.Tests.Processes;

/// <summary>Starts the determinism program in a process of its own, as instruction sets can only be switched off from outside.</summary>
internal static class ProcessRun
{
    public static (int ExitCode, Dictionary<string, string> Lines) Determinism(params (string Name, string Value)[] environment) => Determinism("", environment);

    /// <param name="argument">What it is to do instead of measuring; empty for nothing else.</param>
    public static (int ExitCode, Dictionary<string, string> Lines) Determinism(string argument, (string Name, string Value)[] environment)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "NeuralLearn.Compiled.Determinism.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(program);
        if (argument.Length > 0)
        {
            start.ArgumentList.Add(argument);
        }

        // The test run itself may be under such a switch; each case here says all it wants.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET_Enable", StringComparison.Ordinal) || name == "DOTNET_PreferredVectorBitWidth").ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = System.Diagnostics.Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim().Split(' ', 2))
            .Where(words => words.Length == 2)
            .ToDictionary(words => words[0], words => words[1]);
        return (process.ExitCode, lines);
    }
}
