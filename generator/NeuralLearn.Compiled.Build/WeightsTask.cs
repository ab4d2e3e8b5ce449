using System.Text;
using Microsoft.Build.Framework;
using NeuralLearn.Compiled.Build.Weights;

namespace NeuralLearn.Compiled.Build;

/// <summary>What the two tasks for weights files have in common: which files there are, and where their texts go.</summary>
public abstract class WeightsTask : Microsoft.Build.Utilities.Task
{
    /// <summary>Written when all files have been read.</summary>
    protected const string DoneFile = "read.cache";

    private static readonly Encoding Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The project's weights files; with metadata Link where a class calls one otherwise than by its path.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The project's folder.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The folder of the texts, from the project's.</summary>
    [Required]
    public string Folder { get; set; } = "";

    private protected WeightsPlan Plan() => WeightsPlan.Of(
        Files.Select(file => (file.GetMetadata("FullPath"), file.GetMetadata("Link"))), Project, isWindows: Path.DirectorySeparatorChar == '\\');

    /// <summary>A file of that name in the folder.</summary>
    protected string In(string name) => Path.Combine(Project, Folder, name);

    /// <summary>What says the same already stays: the compiler runs again where a file is new.</summary>
    protected static void Write(string path, string text)
    {
        if (Says(path, text))
        {
            return;
        }

        // An IDE's build may do the same at the same time.
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            File.WriteAllText(partial, text, Encoding);
            if (File.Exists(path))
            {
                // In one step: a compiler that begins now finds the old text or the new one.
                File.Replace(partial, path, null);
            }
            else
            {
                File.Move(partial, path);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException && Says(path, text))
        {
            // The other build was faster.
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static bool Says(string path, string text)
    {
        try
        {
            return File.Exists(path) && new FileInfo(path).Length == Encoding.GetByteCount(text) && File.ReadAllText(path, Encoding) == text;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
