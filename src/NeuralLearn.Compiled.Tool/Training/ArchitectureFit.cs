using System.Globalization;
using System.Text;
using NeuralLearn.Compiled.Tool.Architecture;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>Completes an architecture with what the data tells: the input, the last layer, loss, optimizer and the names of classes.</summary>
internal static class ArchitectureFit
{
    private static readonly string[] OverPositions = ["Conv1D", "Conv2D", "MaxPool1D", "MaxPool2D", "AvgPool1D", "AvgPool2D"];

    /// <summary>Layers after which one more may follow to bring the result to the size wanted.</summary>
    private static readonly string[] Open =
        [.. OverPositions, "Input", "Standardize", "Dense", "Dropout", "BatchNorm", "LayerNorm", "Flatten", "GlobalAvgPool", "GlobalMaxPool", "Rnn", "Gru", "Lstm"];

    /// <summary>Completes it.</summary>
    /// <param name="text">The architecture; null for one of the tool's choosing.</param>
    /// <param name="data">What is to be learnt from.</param>
    /// <param name="standardize">Whether the network brings its inputs to mean 0 and deviation 1.</param>
    /// <param name="notes">Receives a sentence for everything that was added.</param>
    public static DeclaredNetwork Complete(string? text, CsvData data, bool standardize, List<string> notes)
    {
        var declared = ArchitectureText.Parse(text ?? "dense 32 relu -> dense 32 relu", needsInput: false);
        var lines = declared.Lines.ToList();
        var added = new List<string>();
        if (text is null)
        {
            notes.Add("No --network is given: two hidden layers of 32.");
        }

        if (!declared.HasInput)
        {
            lines.Insert(0, new AttributeLine("Input").With(AttributeLine.Text(data.InputNames.Count)));
            added.Add($"{lines[0]} from {data.InputNames.Count} input columns");
        }

        if (standardize && !lines.Exists(line => line.Kind == "Standardize"))
        {
            lines.Insert(1, new AttributeLine("Standardize"));
        }

        var target = data.Inspect();
        AddLast(lines, declared.HasLoss, data, target, added);
        if (!declared.HasLoss)
        {
            lines.Add(new AttributeLine(target.IsClasses ? "CrossEntropyLoss" : "MeanSquaredErrorLoss"));
            added.Add($"{lines[^1]} {(target.IsClasses ? "as they are classes" : "as they are amounts")}");
        }

        if (!declared.HasOptimizer)
        {
            lines.Add(new AttributeLine("Adam"));
            added.Add(lines[^1].ToString());
        }

        AddClasses(lines, target);
        if (added.Count > 0)
        {
            notes.Add("Added: " + string.Join(", ", added) + ".");
        }

        return declared with { Lines = lines, Summary = "" };
    }

    /// <summary>A class name from the name of a file: iris-2.csv is Iris2Network.</summary>
    public static string ClassName(string path)
    {
        var name = new StringBuilder();
        var isStart = true;
        foreach (var letter in Path.GetFileNameWithoutExtension(path))
        {
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                isStart = true;
                continue;
            }

            name.Append(isStart ? char.ToUpperInvariant(letter) : letter);
            isStart = false;
        }

        return name.Length == 0 ? "TrainedNetwork" : (char.IsAsciiDigit(name[0]) ? "Data" : "") + name + "Network";
    }

    private static void AddLast(List<AttributeLine> lines, bool hasLoss, CsvData data, TargetColumn target, List<string> added)
    {
        var at = lines.FindLastIndex(line => line.Kind == "Input" || AttributeWord.Find(line.Kind) is { IsLayer: true });
        var last = lines[at];
        var takesClasses = !hasLoss ? target.IsClasses : target.IsClasses && lines.Exists(line => line.Kind is "CrossEntropyLoss" or "NegativeLogLikelihoodLoss" or "HingeLoss");
        var size = takesClasses ? target.Names.Count : data.TargetNames.Count;
        var isDense = last.Kind == "Dense";
        var hasActivation = last.Arguments.Skip(1).Any(argument => argument.Property is null or "Activation");
        var fits = isDense && last.Arguments[0].Value == AttributeLine.Text(size) && (hasLoss || !hasActivation);

        // With a loss, a last layer without an activation is meant to be the last one, whatever its size.
        if (!Open.Contains(last.Kind) || fits || (hasLoss && isDense && !hasActivation))
        {
            return;
        }

        if (OverPositions.Contains(last.Kind))
        {
            lines.Insert(++at, new AttributeLine("Flatten"));
            added.Add("[Flatten]");
        }

        lines.Insert(++at, new AttributeLine("Dense").With(AttributeLine.Text(size)));
        added.Add(takesClasses
            ? string.Create(CultureInfo.InvariantCulture, $"{lines[at]} for the {size} classes of '{data.TargetNames[0]}'")
            : $"{lines[at]} for '{string.Join("', '", data.TargetNames)}'");
    }

    /// <summary>Names of classes go into the class, so that it can say them; numbers from 0 on are no names.</summary>
    private static void AddClasses(List<AttributeLine> lines, TargetColumn target)
    {
        var scores = lines.FindLast(line => line.Kind == "Dense");
        var isNamed = target.IsClasses && lines.Exists(line => line.Kind == "CrossEntropyLoss") && !lines.Exists(line => line.Kind == "Classes")
            && scores?.Arguments[0].Value == AttributeLine.Text(target.Names.Count)
            && !target.Names.Select((name, number) => name == number.ToString(CultureInfo.InvariantCulture)).All(isNumber => isNumber);
        if (isNamed)
        {
            lines.Add(target.Names.Aggregate(new AttributeLine("Classes"), (line, name) => line.With(AttributeLine.Text(name))));
        }
    }
}
