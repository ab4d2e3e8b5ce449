namespace NeuralLearn.Compiled.Tool.Tests;

/// <summary>A folder of one test, with data to learn from.</summary>
internal sealed class TrainingFolder : IDisposable
{
    private static readonly string[] Species = ["setosa", "versicolor", "virginica"];

    public string Path { get; } = Directory.CreateTempSubdirectory("neurallearn-train-").FullName;

    /// <summary>Where runs are saved.</summary>
    public string Run => System.IO.Path.Combine(Path, "run");

    public string RunFile => System.IO.Path.Combine(Run, "run.json");

    public string Weights => System.IO.Path.Combine(Run, "weights.safetensors");

    public static string Data(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Data", name);

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Fisher's irises with names for their classes.</summary>
    /// <param name="names">Of the three classes.</param>
    public string Iris(params string[] names)
    {
        names = names.Length == 0 ? Species : names;
        var lines = File.ReadAllLines(Data("iris.csv"));
        return Write("iris.csv", string.Join('\n', lines.Skip(1).Select(line => $"{line[..^1]}\"{names[line[^1] - '0'].Replace("\"", "\"\"", StringComparison.Ordinal)}\"").Prepend(lines[0])));
    }

    public Task<ToolRun> TrainAsync(string data, params string[] options) => ToolRun.OfAsync(["train", data, "--out", Run, .. options]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
