using System.Text;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>Writes what a training leaves: weights, the class, and the run file, which comes last because it names the others.</summary>
internal static class RunFolder
{
    public const string RunName = "run.json";

    /// <summary>All that a stopped training needs to go on.</summary>
    public const string CheckpointName = "training.checkpoint";

    /// <summary>Makes the folder, and finds out before the training whether it takes files.</summary>
    /// <param name="folder">Where a run will be saved.</param>
    /// <param name="source">The name of the class's file.</param>
    /// <param name="text">What will be in it.</param>
    /// <exception cref="ToolFailure">It does not, or holds a class of that name which no run has left there.</exception>
    public static void Prepare(string folder, string source, string text)
    {
        if (File.Exists(folder))
        {
            throw new ToolFailure($"{folder} is a file; a folder is expected for --out.", ExitCode.Usage);
        }

        var path = Path.Combine(folder, source);
        if (File.Exists(path) && !File.Exists(Path.Combine(folder, RunName)) && Refusals.Said(() => File.ReadAllText(path)) != text)
        {
            throw new ToolFailure($"{path} is there already and is of no earlier run; choose another folder with --out, or another --name.", ExitCode.Usage);
        }

        Refusals.Said(() =>
        {
            Directory.CreateDirectory(folder);
            using var probe = new AtomicFile(Path.Combine(folder, RunName));
        });
    }

    public static void Save(string folder, RunFile run, TrainedNetwork network, ITrainableNetwork learner) => Refusals.Said(() =>
    {
        // It was there when the training began, which may be long ago.
        Directory.CreateDirectory(folder);
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
