using System.Text;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>Writes what a training leaves: weights, the class, and the run file, which comes last because it names the others.</summary>
internal static class RunFolder
{
    public const string RunName = "run.json";

    public static void Save(string folder, RunFile run, TrainedNetwork network, ITrainableNetwork learner) => Refusals.Said(() =>
    {
        Write(Path.Combine(folder, run.Files.Weights), learner.Save);
        WriteText(Path.Combine(folder, run.Files.Source), network.SourceText);
        WriteText(Path.Combine(folder, RunName), run.ToJson());
    });

    /// <summary>Writes a text as a whole or not at all.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private static void Write(string path, Action<Stream> write)
    {
        using var file = new AtomicFile(path);
        write(file.Stream);
        file.Commit();
    }
}
