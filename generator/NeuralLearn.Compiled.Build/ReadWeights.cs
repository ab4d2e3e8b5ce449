using Microsoft.Build.Framework;
using NeuralLearn.Compiled.Build.Weights;

namespace NeuralLearn.Compiled.Build;

/// <summary>
/// Writes weights files as text for the compiler, which reads no others. What is wrong with a file is written into its header: the analyzer
/// says it at the class that names the file, while typing and in the build, and a file that no class names harms nobody.
/// </summary>
public sealed class ReadWeights : WeightsTask
{
    /// <inheritdoc/>
    public override bool Execute()
    {
        var isDone = true;
        foreach (var file in Plan().Entries)
        {
            try
            {
                var text = WeightsText.Read(file.Name, file.Path);
                Write(In(file.Header), text.Header);
                if (text.Problem is not null)
                {
                    Log.LogMessage(MessageImportance.Low, "'{0}' cannot be read: {1}", file.Path, text.Problem);
                }

                Write(In(file.Payload), text.Payload ?? "");
                isDone &= !text.MayPass;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                Log.LogError("The weights of '{0}' could not be written for the compiler: {1}", file.Path, problem.Message);
            }
        }

        if (isDone && !Log.HasLoggedErrors)
        {
            File.WriteAllText(In(DoneFile), "");
        }

        return !Log.HasLoggedErrors;
    }
}
