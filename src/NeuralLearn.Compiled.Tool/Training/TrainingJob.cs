using NeuralLearn.Compiled.Tool.Compiling;
using NeuralLearn.Compiled.Tool.Files;
using NeuralLearn.Compiled.Tool.Reporting;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>The command <c>train</c> from the file to the files.</summary>
internal sealed class TrainingJob(TrainRequest request, ToolOutput output)
{
    /// <summary>How long the training goes on before the display is drawn again and Ctrl+C is seen.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(80);

    /// <summary>How much work at most is lost where the machine stops and not the user.</summary>
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(30);

    private readonly List<string> _notes = [];

    public ExitCode Run(CancellationToken stop)
    {
        var schedule = request.Schedule is { } words ? ScheduleText.Parse(words) : null;
        var data = CsvData.Open(request.Data);
        using var network = TrainedNetwork.Open(request, data, _notes, stop);
        foreach (var diagnostic in network.Assembly.Source!.Diagnostics.Where(diagnostic => !request.IsQuiet && !diagnostic.IsError))
        {
            output.Error.Profile.Out.Writer.WriteLine(diagnostic);
        }

        var learner = network.Class.CreateTrainable(request.Seed);
        var info = learner.Info;
        data = data.WithTargets(TargetCount(data, info));
        var rows = TrainingRows.Of(request, data, info);
        if (data.TargetsAreAssumed)
        {
            _notes.Insert(0, $"No --target is given: the last {(data.TargetNames.Count == 1 ? "column" : $"{data.TargetNames.Count} columns")}, '{string.Join("', '", data.TargetNames)}'.");
        }

        if (data.NamesAreNumbers)
        {
            _notes.Insert(0, "The first line, which should name the columns, holds numbers: with --no-header it is a row.");
        }

        if (network.Class.BakedFile is { } baked)
        {
            _notes.Add($"It goes on from the weights of {Printed.Text(baked)}, which are baked into {Printed.Text(network.Class.FullName)}.");
        }

        var isStandardized = Standardize(network.Class, learner, rows);
        var folder = request.Folder ?? Path.GetFileNameWithoutExtension(data.FileName) + "-run";
        var checkpoint = Path.Combine(folder, RunFolder.CheckpointName);
        if (request.Resumes && !File.Exists(checkpoint))
        {
            throw new ToolFailure($"There is nothing to resume: {checkpoint} is not there. A training that was stopped leaves it, one that came to its end does not.");
        }

        if (request.LearningRate is { } rate)
        {
            learner.LearningRate = (float)rate;
        }

        // What the session refuses is refused before there is a folder.
        var firstRate = learner.LearningRate;
        var session = Start(learner, rows, schedule, checkpoint);
        RunFolder.Prepare(folder, network.SourceName, network.SourceText);
        Say(learner, data, rows);
        var epochsBefore = session.Epochs;
        var (report, seconds) = Train(session, rows, checkpoint, stop);
        var diverged = report.Reason == StopReason.Diverged;
        if (diverged && report.Best is null)
        {
            throw new ToolFailure(Advice(report, learner, rows) + " No epoch was done, so nothing is saved.", ExitCode.Diverged);
        }

        var run = RunOf(network, info, data, rows, report, seconds, (firstRate, epochsBefore), isStandardized);
        RunFolder.Save(folder, run, network, learner);
        if (!report.IsCancelled)
        {
            Refusals.Said(() => File.Delete(checkpoint));
        }

        if (request.WritesJson)
        {
            output.Out.Profile.Out.Writer.Write(run.ToJson());
        }
        else
        {
            new RunSummary(output).Print(run, folder);
        }

        return diverged ? throw new ToolFailure($"{Advice(report, learner, rows)} The weights of epoch {report.Best!.Epoch} are saved.", ExitCode.Diverged)
            : report.IsCancelled ? ExitCode.Cancelled
            : ExitCode.Success;
    }

    /// <summary>How many columns at the end are learnt: what the network's inputs leave over, if it learns that many.</summary>
    private static int TargetCount(CsvData data, NetworkInfo info)
    {
        var left = data.InputNames.Count + data.TargetNames.Count - info.InputSize;
        return info.MakesItsTarget && left == 0 ? 0 : left == info.TargetSize && left > 0 ? left : 1;
    }

    private bool Standardize(NetworkClass network, ITrainableNetwork learner, TrainingRows rows)
    {
        // Baked weights have learnt with the mean and deviation that came with them.
        var isMeasured = (network.BakedFile is null || request.Standardize) && network.FitStandardize(learner, rows.Training.Inputs().Span);
        if (isMeasured)
        {
            _notes.Add("[Standardize] is measured on the training rows and saved with the weights.");
        }
        else if (request.Standardize)
        {
            throw new ToolFailure($"--standardize needs a layer that keeps what was measured: write [Standardize] below the [Input] of {network.FullName}.", ExitCode.Usage);
        }
        else if (rows.LargestInput() is > 30 and var largest)
        {
            _notes.Add($"Inputs reach {TrainingText.Number(largest)}: --standardize brings them to mean 0 and deviation 1, which usually learns better.");
        }

        return isMeasured;
    }

    private void Say(ITrainableNetwork learner, CsvData data, TrainingRows rows)
    {
        if (request.IsQuiet || request.WritesJson)
        {
            return;
        }

        output.Line($"{data.FileName}: {rows.Training.Count} rows to learn from, {rows.Validation?.Count ?? 0} held back; {learner.Info.InputSize} inputs, {learner.Info.Name} has {TrainingText.Grouped(learner.Info.ParameterCount)} parameters.");
        foreach (var note in _notes)
        {
            output.Line(note);
        }

        output.Line("");
    }

    private TrainingSession Start(ITrainableNetwork learner, TrainingRows rows, Schedule? schedule, string checkpoint) =>
        Refusals.Said(() => Trainer.Start(learner, rows.Training, new FitOptions
        {
            Epochs = request.Epochs,
            BatchSize = request.BatchSize,
            Seed = request.Seed,
            Validation = rows.Validation,
            Patience = request.Patience,
            RestoreBest = true,
            Schedule = schedule,
            CheckpointPath = checkpoint,
            CheckpointEvery = int.MaxValue,
            ResumeFromCheckpoint = request.Resumes,
        }));

    /// <summary>Trains; gives what came of it, and how long it took.</summary>
    private (FitReport Report, TimeSpan Time) Train(TrainingSession session, TrainingRows rows, string checkpoint, CancellationToken stop)
    {
        var progress = new TrainingProgress
        {
            Epochs = request.Epochs,
            HasValidation = rows.Validation is not null,
            Rows = rows.Training.Count,
            TotalSteps = (rows.Training.Count + request.BatchSize - 1L) / request.BatchSize * request.Epochs,
            StepsBefore = session.Steps,
        };
        var saved = TimeSpan.Zero;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Display().Run(progress, news =>
        {
            while (!session.IsDone)
            {
                if (stop.IsCancellationRequested)
                {
                    Refusals.Said(session.Cancel);
                    break;
                }

                Refusals.Said(() => session.RunFor(Slice));
                if (clock.Elapsed - saved > BetweenCheckpoints && !session.IsDone)
                {
                    Refusals.Said(() => session.SaveCheckpoint(checkpoint));
                    saved = clock.Elapsed;
                }

                (progress.Steps, progress.Elapsed) = (session.Steps, clock.Elapsed);
                if (session.Epochs > progress.History.Count)
                {
                    progress.History.AddRange(session.Report.History.Skip(progress.History.Count));
                }

                news();
            }
        });
        return (session.Report, clock.Elapsed);
    }

    private ITrainingDisplay Display()
    {
        var able = output.Out.Profile.Capabilities;
        return request.IsQuiet || request.WritesJson ? new SilentDisplay()
            : able.Interactive && able.Ansi ? new LiveDisplay(output)
            : new LineDisplay(output);
    }

    private string Advice(FitReport report, ITrainableNetwork learner, TrainingRows rows)
    {
        var advice = $"The loss became infinite or no number in epoch {report.History.Count + 1} (step {report.Steps}). Try a lower --learning-rate than {TrainingText.Number(learner.LearningRate)}";
        var largest = rows.LargestInput();
        advice += largest > 30 && !request.Standardize ? $", or --standardize, as inputs reach {TrainingText.Number(largest)}" : "";
        return advice + ", or clip gradients: 'adam clipnorm 1'.";
    }

    private RunFile RunOf(
        TrainedNetwork network, NetworkInfo info, CsvData data, TrainingRows rows, FitReport report, TimeSpan time, (float Rate, int Epochs) before, bool isStandardized)
    {
        var (metrics, of) = rows.Validation is null ? (report.Training, "training") : (report.Validation, "validation");
        return new RunFile
        {
            Network = NetworkDescription.Of(network.Class, info),
            Files = new RunFiles("weights.safetensors", network.SourceName),
            Data = new RunData
            {
                File = data.FileName,
                Inputs = data.InputNames,
                Targets = data.TargetNames,
                Classes = rows.Training.ClassNames,
                TrainingRows = rows.Training.Count,
                ValidationRows = rows.Validation?.Count ?? 0,
            },
            Settings = new RunSettings
            {
                Architecture = request.Source is null ? request.Network : null,
                Epochs = request.Epochs,
                BatchSize = request.BatchSize,
                Seed = request.Seed,
                LearningRate = TrainingText.Shortest(before.Rate),
                Validation = request.Validation,
                Schedule = request.Schedule,
                Patience = request.Patience,
                Standardized = isStandardized,
            },
            Result = new RunResult
            {
                Reason = report.Reason.ToString().ToLowerInvariant(),
                Epochs = report.History.Count,
                BestEpoch = report.IsRestored ? report.Best?.Epoch : null,
                Steps = report.Steps,
                Seconds = Math.Round(time.TotalSeconds, 3),
                RowsPerSecond = Math.Round((double)(report.History.Count - before.Epochs) * rows.Training.Count / Math.Max(time.TotalSeconds, 1e-6)),
                Training = RunMetrics.Of(report.Training),
                Validation = RunMetrics.Of(report.Validation),
            },
            History = [.. report.History.Select(RunEpoch.Of)],
            Confusion = RunConfusion.From(of, metrics.Confusion),
        };
    }
}
