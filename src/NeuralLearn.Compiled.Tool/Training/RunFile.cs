using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using NeuralLearn.Compiled.Tool.Reporting;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>What a training was and came to, as a file that scripts and the report read.</summary>
internal sealed record RunFile
{
    public const string FormatName = "neurallearn-run";

    public const int CurrentVersion = 1;

    private const long LongestFile = 256L << 20;

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // Letters of all languages as they are; what HTML gives a meaning stays escaped.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public string Format { get; init; } = FormatName;

    public int Version { get; init; } = CurrentVersion;

    public required NetworkDescription Network { get; init; }

    /// <summary>Names of files beside this one.</summary>
    public required RunFiles Files { get; init; }

    public required RunData Data { get; init; }

    public required RunSettings Settings { get; init; }

    public required RunResult Result { get; init; }

    public required IReadOnlyList<RunEpoch> History { get; init; }

    public RunConfusion? Confusion { get; init; }

    public static RunFile Read(string path)
    {
        RunFile? run;
        try
        {
            using var stream = File.OpenRead(path);
            run = stream.Length <= LongestFile
                ? JsonSerializer.Deserialize<RunFile>(stream, Options)
                : throw new ToolFailure($"{path} has {stream.Length} bytes; a run file has {LongestFile} at most.");
        }
        catch (JsonException problem)
        {
            // The message of the exception names types of this program; the place is what helps.
            var line = (problem.LineNumber ?? 0) + 1;
            throw new ToolFailure($"{path} is no run file of 'neurallearn train': line {line.ToString(CultureInfo.InvariantCulture)} is not as it should be{(problem.Path is { Length: > 1 } at ? $" (at {FileText.Printable(at)})" : "")}.", inner: problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ToolFailure($"{path} cannot be read: {problem.Message}", inner: problem);
        }

        return run switch
        {
            null => throw new ToolFailure($"{path} is no run file of 'neurallearn train': it holds null."),
            { Format: not FormatName } => throw new ToolFailure($"{path} is no run file of 'neurallearn train': its format is '{FileText.Printable(run.Format ?? "")}'."),
            { Version: not CurrentVersion } => throw new ToolFailure($"{path} has version {run.Version} of the format; this tool reads version {CurrentVersion}."),
            _ => run.Problem() is { } missing ? throw new ToolFailure($"{path} is no whole run file: {missing}.") : run,
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, Options).ReplaceLineEndings("\n") + "\n";

    /// <summary>What a file lacks that was written by somebody else.</summary>
    private string? Problem()
    {
        if (Network?.Layers is null || Network.Name is null || Network.Notes is null || Network.Cost is null
            || Network.Layers.Any(layer => layer?.Name is null || layer.Declared is null || layer.Inputs is null || layer.Output is null || layer.Inputs.Contains(null!))
            || Network.Notes.Contains(null!))
        {
            return "'network' is not complete";
        }

        if (Files?.Weights is null || Files.Source is null)
        {
            return "'files' is not complete";
        }

        if (Data?.File is null || Data.Inputs is null || Data.Targets is null || Data.Classes is null
            || Data.Inputs.Contains(null!) || Data.Targets.Contains(null!) || Data.Classes.Contains(null!))
        {
            return "'data' is not complete";
        }

        if (Settings is null || Result?.Reason is null || History is null || History.Contains(null!))
        {
            return "'settings', 'result' or 'history' is not complete";
        }

        return Confusion is { } confusion && (confusion.Of is null || confusion.Classes is not { Count: > 0 } classes || confusion.Counts is null
                || classes.Contains(null!) || confusion.Counts.Count != classes.Count
                || confusion.Counts.Any(row => row is null || row.Count != classes.Count || row.Any(count => count < 0)))
            ? "'confusion' is no square of as many counts as there are classes"
            : null;
    }
}

/// <summary>Files beside the run file.</summary>
internal sealed record RunFiles(string Weights, string Source);

/// <summary>What was learnt from.</summary>
internal sealed record RunData
{
    public required string File { get; init; }

    public required IReadOnlyList<string> Inputs { get; init; }

    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Names of the classes, class 0 first; none where amounts are learnt.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    public required int TrainingRows { get; init; }

    public required int ValidationRows { get; init; }
}

/// <summary>How it was learnt.</summary>
internal sealed record RunSettings
{
    public string? Architecture { get; init; }

    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    public required ulong Seed { get; init; }

    public required double LearningRate { get; init; }

    public required string Validation { get; init; }

    /// <summary>How the learning rate changed, as the command line said it.</summary>
    public string? Schedule { get; init; }

    public int? Patience { get; init; }

    public required bool Standardized { get; init; }
}

/// <summary>What it came to.</summary>
internal sealed record RunResult
{
    /// <summary>completed, patience, cancelled or diverged.</summary>
    public required string Reason { get; init; }

    public required int Epochs { get; init; }

    /// <summary>The epoch whose weights were kept; none: those of the last step.</summary>
    public int? BestEpoch { get; init; }

    public required long Steps { get; init; }

    public required double Seconds { get; init; }

    public required double RowsPerSecond { get; init; }

    public RunMetrics? Training { get; init; }

    public RunMetrics? Validation { get; init; }
}

/// <summary>How a network does on some rows; what does not apply is left out.</summary>
internal sealed record RunMetrics(long Rows, double? Loss, double? Accuracy, double? MeanAbsoluteError, double? RSquared)
{
    public static RunMetrics? Of(Metrics metrics) => metrics.Rows == 0 ? null
        : new(metrics.Rows, Finite(metrics.Loss), Finite(metrics.Accuracy), Finite(metrics.MeanAbsoluteError), Finite(metrics.RSquared));

    public static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>One epoch; a loss that was no number is left out.</summary>
internal sealed record RunEpoch(int Epoch, double? Loss, RunMetrics? Validation, double LearningRate, long Steps, int SkippedSteps, bool IsBest, double Seconds)
{
    public static RunEpoch Of(EpochReport report) => new(
        report.Epoch,
        RunMetrics.Finite(report.Loss),
        RunMetrics.Of(report.Validation),
        TrainingText.Shortest(report.LearningRate),
        report.Steps,
        report.SkippedSteps,
        report.IsBest,
        Math.Round(report.Duration.TotalSeconds, 6));
}

/// <summary>How often each class was taken for each.</summary>
/// <param name="Of">validation or training rows.</param>
/// <param name="Classes">Their names.</param>
/// <param name="Counts">A line per class as it is, a column per class as it was taken for.</param>
internal sealed record RunConfusion(string Of, IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<long>> Counts)
{
    public static RunConfusion? From(string rows, ConfusionMatrix? matrix) => matrix is null ? null : new RunConfusion(
        rows,
        matrix.ClassNames,
        [.. Enumerable.Range(0, matrix.ClassNames.Count).Select(actual => (IReadOnlyList<long>)[.. Enumerable.Range(0, matrix.ClassNames.Count).Select(predicted => matrix[actual, predicted])])]);
}
