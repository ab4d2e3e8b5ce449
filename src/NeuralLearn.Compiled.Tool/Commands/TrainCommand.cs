using System.CommandLine;
using System.CommandLine.Parsing;
using NeuralLearn.Compiled.Tool.Architecture;
using NeuralLearn.Compiled.Tool.Training;

namespace NeuralLearn.Compiled.Tool.Commands;

/// <summary><c>neurallearn train</c>.</summary>
internal static class TrainCommand
{
    private const string Description = """
        Trains a network on the rows of a CSV file and saves its weights, its class and a record of the run.

        The network is a line of words (--network), a class in a file (--source), or chosen by the data. Input, last layer, loss
        and optimizer that a line of words leaves out follow from the columns, and what was added is said. Columns to be learnt
        may hold names of classes or numbers. The weights of the best epoch are kept; Ctrl+C stops and saves them.

        Examples:
          neurallearn train iris.csv --target species --standardize
          neurallearn train iris.csv --network "dense 16 tanh -> dense 16 tanh" --epochs 200 --patience 20
          neurallearn train houses.csv --target price --network "13 -> dense 32 relu -> dense 1 -> mse -> adam 0.003"
          neurallearn train iris.csv --epochs 5000 --schedule "cosine warmup 100" --resume
          neurallearn train digits.csv --source DigitNetwork.cs --validation 0.1 --out digits

        Exit codes: 0 done, 2 wrong command line, 3 bad input, 4 the loss became infinite or no number, 130 stopped and saved.


        """;

    public static Command Create(ToolOutput output)
    {
        var data = new Argument<string>("DATA.csv") { Description = "The rows: UTF-8, numbers with a point, one row a line." };
        var network = new Option<string?>("--network", "-n") { Description = "A line of words such as \"dense 16 tanh -> dense 3\"; with --source the name of a class.", HelpName = "ARCHITECTURE|NAME" };
        var source = new Option<string?>("--source", "-s") { Description = "A file of C# that declares the network.", HelpName = "FILE.cs" };
        var className = new Option<string?>("--name") { Description = "The name of the class that a line of words becomes.", HelpName = "NAME" };
        var target = Columns("--target", "Columns to be learnt, by name or place from 0. [default: the last]");
        target.Aliases.Add("-t");
        var ignore = Columns("--ignore", "Columns to be left out.");
        var weight = new Option<string?>("--row-weight") { Description = "A column that says how much each row counts.", HelpName = "COLUMN" };
        var separator = new Option<string>("--separator") { Description = "What separates fields; 'tab' is a tabulator.", HelpName = "CHARACTER", DefaultValueFactory = _ => "," };
        var noHeader = new Option<bool>("--no-header") { Description = "The first line is a row, not the columns' names." };
        var validation = new Option<string>("--validation") { Description = "A share of the rows that is held back to measure by, or another file; 0: none.", HelpName = "SHARE|FILE.csv", DefaultValueFactory = _ => "0.2" };
        var epochs = Whole("--epochs", "Passes over all rows.", 100);
        epochs.Aliases.Add("-e");
        var batch = Whole("--batch", "Rows per step.", 32);
        batch.Aliases.Add("-b");
        var seed = new Option<ulong>("--seed") { Description = "Of weights, order of rows and what is held back: the same seed, the same weights, bit for bit.", HelpName = "N", DefaultValueFactory = _ => 0 };
        var rate = new Option<double?>("--learning-rate") { Description = "Instead of the optimizer's own.", HelpName = "RATE" };
        rate.Aliases.Add("--lr");
        var schedule = new Option<string?>("--schedule") { Description = "How the learning rate changes: cosine, \"step 30 0.1\", \"exponential 0.98\", plateau; \"cosine warmup 200\" begins with 200 steps up.", HelpName = "WORDS" };
        var resume = new Option<bool>("--resume") { Description = "Goes on where a training with the same options was stopped, to the same weights as without the stop." };
        var patience = new Option<int?>("--patience") { Description = "Stops after so many epochs without a lower loss of validation.", HelpName = "N" };
        var standardize = new Option<bool>("--standardize") { Description = "Brings inputs to mean 0 and deviation 1, in the network itself: a layer [Standardize]." };
        var folder = new Option<string?>("--out") { Description = "The folder to save in. [default: the data's name and -run]", HelpName = "FOLDER" };
        folder.Aliases.Add("-o");
        var quiet = new Option<bool>("--quiet") { Description = "No progress, only the result." };
        quiet.Aliases.Add("-q");
        var json = new Option<bool>("--json") { Description = "Prints the record of the run as JSON and nothing else." };
        AtLeast(1, epochs);
        AtLeast(1, batch);
        patience.Validators.Add(result =>
        {
            if (Given<int?>(result) is < 1)
            {
                result.AddError("--patience must be 1 or more.");
            }
        });
        rate.Validators.Add(result =>
        {
            if (Given<double?>(result) is { } value && !(value > 0 && float.IsFinite((float)value)))
            {
                result.AddError("--learning-rate must be above 0, and finite.");
            }
        });
        separator.Validators.Add(result =>
        {
            if (Separator(result.GetValueOrDefault<string>() ?? "") is null)
            {
                result.AddError("--separator must be one character, or 'tab', and no quote.");
            }
        });
        var command = new Command("train", Description + ArchitectureText.Grammar)
        {
            data, network, source, className, target, ignore, weight, separator, noHeader, validation, epochs, batch, seed, rate, schedule, patience, resume, standardize, folder, quiet, json,
        };
        command.SetAction((parsed, stop) =>
        {
            var request = new TrainRequest
            {
                Data = new CsvRequest(parsed.GetRequiredValue(data))
                {
                    Targets = parsed.GetValue(target) ?? [],
                    Ignored = parsed.GetValue(ignore) ?? [],
                    RowWeight = parsed.GetValue(weight),
                    Separator = Separator(parsed.GetRequiredValue(separator))!.Value,
                    HasHeader = !parsed.GetValue(noHeader),
                },
                Source = parsed.GetValue(source),
                Network = parsed.GetValue(network),
                ClassName = parsed.GetValue(className),
                Validation = parsed.GetRequiredValue(validation),
                Epochs = parsed.GetValue(epochs),
                BatchSize = parsed.GetValue(batch),
                Seed = parsed.GetValue(seed),
                LearningRate = parsed.GetValue(rate),
                Schedule = parsed.GetValue(schedule),
                Resumes = parsed.GetValue(resume),
                Patience = parsed.GetValue(patience),
                Standardize = parsed.GetValue(standardize),
                Folder = parsed.GetValue(folder),
                IsQuiet = parsed.GetValue(quiet),
                WritesJson = parsed.GetValue(json),
            };

            // On a thread of its own: this one has to see Ctrl+C.
            return Task.Run(() => (int)new TrainingJob(request, output).Run(stop), CancellationToken.None);
        });
        return command;
    }

    private static Option<string[]> Columns(string name, string description) =>
        new(name) { Description = description, HelpName = "COLUMN", AllowMultipleArgumentsPerToken = true };

    private static Option<int> Whole(string name, string description, int usual) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };

    private static void AtLeast(int least, Option<int> option) => option.Validators.Add(result =>
    {
        if (Given<int?>(result) < least)
        {
            result.AddError($"{option.Name} must be {least} or more.");
        }
    });

    /// <summary>The value; none where the text is no such value, which the parser itself says.</summary>
    private static T? Given<T>(OptionResult result)
    {
        try
        {
            return result.GetValueOrDefault<T>();
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }

    private static char? Separator(string text) => text is "tab" or "\\t" ? '\t' : text is [not ('"' or '\r' or '\n')] ? text[0] : null;
}
