using System.Text;
using Microsoft.Build.Framework;
using NeuralLearn.Compiled.Build.Weights;

namespace NeuralLearn.Compiled.Build;

/// <summary>
/// Writes weights files as text for the compiler, which reads no others. What is wrong with a file is written into its header: the analyzer
/// says it at the class that names the file, while typing and in the build, and a file that no class names harms nobody.
/// </summary>
public sealed class ReadWeights : Microsoft.Build.Utilities.Task
{
    /// <summary>The files, each with metadata Name, Header and Payload: what classes call it, and where its texts go.</summary>
    [Required]
    public ITaskItem[] Files { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        foreach (var file in Files)
        {
            try
            {
                var text = WeightsText.Read(file.GetMetadata("Name").Replace('\\', '/'), file.GetMetadata("FullPath"));
                Write(file.GetMetadata("Header"), text.Header);
                if (text.Problem is not null)
                {
                    Log.LogMessage(MessageImportance.Low, "'{0}' cannot be read: {1}", file.ItemSpec, text.Problem);
                }

                // An empty one says that there is no data, so that a broken file is not read again and again.
                Write(file.GetMetadata("Payload"), text.Payload ?? "");
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                Log.LogError("The weights of '{0}' could not be written for the compiler: {1}", file.ItemSpec, problem.Message);
            }
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>What says the same already stays: the compiler runs again where a file is new.</summary>
    private static void Write(string path, string text)
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (File.Exists(path) && new FileInfo(path).Length == encoding.GetByteCount(text) && File.ReadAllText(path, encoding) == text)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".tmp";
        File.WriteAllText(partial, text, encoding);
        File.Delete(path);
        File.Move(partial, path);
    }
}
