namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>What the command line of <c>train</c> says.</summary>
internal sealed record TrainRequest
{
    public required CsvRequest Data { get; init; }

    /// <summary>A file of C#; else <see cref="Network"/> is an architecture.</summary>
    public string? Source { get; init; }

    /// <summary>An architecture, or the name of a class of <see cref="Source"/>; neither: chosen by the data.</summary>
    public string? Network { get; init; }

    /// <summary>The name of the class that an architecture becomes.</summary>
    public string? ClassName { get; init; }

    /// <summary>A share of the rows, or another file.</summary>
    public string Validation { get; init; } = "0.2";

    public int Epochs { get; init; } = 100;

    public int BatchSize { get; init; } = 32;

    public ulong Seed { get; init; }

    public double? LearningRate { get; init; }

    /// <summary>How the learning rate changes; nothing: it does not.</summary>
    public string? Schedule { get; init; }

    /// <summary>Whether to go on where a training of the same options stopped.</summary>
    public bool Resumes { get; init; }

    public int? Patience { get; init; }

    public bool Standardize { get; init; }

    /// <summary>Where files are written; nothing: a folder named after the data.</summary>
    public string? Folder { get; init; }

    public bool IsQuiet { get; init; }

    public bool WritesJson { get; init; }
}
