using System.Diagnostics;

namespace NeuralLearn.Compiled.Tool.Tests;

/// <summary>Programs to compare with, where they are installed: Python with PyTorch and ONNX, Node with onnxruntime-node.</summary>
internal static class PeerProcess
{
    private static readonly Lazy<string?> FoundPython = new(() => new[] { "python3", "/usr/bin/python3", "python" }.FirstOrDefault(python => Run(python, "-c", "import torch, onnx, numpy").Code == 0));

    private static readonly Lazy<bool> FoundRuntime = new(() => Run("node", "-e", "require('onnxruntime-node')").Code == 0);

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Peers");

    public static string? Python => FoundPython.Value;

    /// <summary>Whether ONNX Runtime can be asked; NODE_PATH tells Node where it is.</summary>
    public static bool HasRuntime => FoundRuntime.Value;

    public static string File(string name) => Path.Combine(Folder, name);

    /// <summary>Runs a program to its end; code -1 where there is none of that name.</summary>
    public static (int Code, string Out, string Error) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, text, error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "", "");
        }
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("neurallearn-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
