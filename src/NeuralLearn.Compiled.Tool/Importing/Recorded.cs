using System.Globalization;
using NeuralLearn.Compiled.Tool.Files;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>Inputs and the outputs that another program had for them: rows one behind the other.</summary>
internal sealed record Recorded(int Rows, float[] Inputs, float[] Outputs)
{
    /// <summary>Reads safetensors with <c>input</c> and <c>output</c>, or tensors named like the network's own, or a CSV file with the columns of inputs, then outputs.</summary>
    /// <exception cref="ToolFailure">It cannot be read or has other sizes than the network.</exception>
    public static Recorded Read(string path, NetworkInfo info) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? ReadCsv(path, info) : ReadTensors(path, info);

    /// <summary>The largest distance of an output from the recorded one, and where; NaN matches NaN.</summary>
    public (double Largest, int Row, int Output) Compare(INetwork network)
    {
        var outputs = new float[Outputs.Length];
        network.ForwardBatch(Inputs, outputs);
        var (largest, at) = (0.0, 0);
        for (var i = 0; i < outputs.Length; i++)
        {
            var difference = float.IsNaN(outputs[i]) && float.IsNaN(Outputs[i]) ? 0 : Math.Abs((double)outputs[i] - Outputs[i]);
            difference = outputs[i].Equals(Outputs[i]) ? 0 : double.IsNaN(difference) ? double.PositiveInfinity : difference;
            (largest, at) = difference > largest ? (difference, i) : (largest, at);
        }

        var size = network.Info.OutputSize;
        return (largest, at / size, at % size);
    }

    private static Recorded ReadTensors(string path, NetworkInfo info)
    {
        var file = ModelFile.ReadSafeTensors(path);
        float[][] Find(IReadOnlyList<string> names, string single, IReadOnlyList<int> sizes, out int rows)
        {
            var found = new List<float[]>();
            rows = -1;
            for (var i = 0; i < names.Count; i++)
            {
                var entry = file.Find(names[i]) ?? (names.Count == 1 ? file.Find(single) : null)
                    ?? throw new ToolFailure($"{path} has no tensor '{names[i]}'{(names.Count == 1 && names[i] != single ? $" or '{single}'" : "")}; it has {string.Join(", ", file.Tensors.Select(tensor => Printed.Text(tensor.Name)))}.");
                var view = ModelFile.View(file, entry);
                var count = view.Elements / sizes[i];
                if (view.Elements % sizes[i] != 0 || view.Elements == 0 || (rows >= 0 && count != rows))
                {
                    throw new ToolFailure($"{path}: '{Printed.Text(entry.Name)}' {view.ShapeText} does not hold rows of {sizes[i]} values{(rows >= 0 ? $", {rows} of them" : "")}.");
                }

                rows = (int)count;
                found.Add(view.ToSingles());
            }

            return [.. found];
        }

        var (inputSizes, outputSizes) = (info.Inputs.Select(input => input.Size).ToList(), info.Outputs.Select(output => output.Size).ToList());
        var inputs = Find([.. info.Inputs.Select(input => input.Name)], "input", inputSizes, out var rows);
        var outputs = Find([.. info.Outputs.Select(output => output.Name)], "output", outputSizes, out var outputRows);
        return rows == outputRows ? new Recorded(rows, Joined(inputs, inputSizes, rows), Joined(outputs, outputSizes, rows))
            : throw new ToolFailure($"{path} has {rows} rows of input and {outputRows} of output.");
    }

    private static float[] Joined(float[][] parts, List<int> sizes, int rows) =>
        parts.Length == 1 ? parts[0] : [.. Enumerable.Range(0, rows).SelectMany(row => parts.SelectMany((part, i) => part.Skip(row * sizes[i]).Take(sizes[i])))];

    private static Recorded ReadCsv(string path, NetworkInfo info)
    {
        var (inputs, outputs) = (new List<float>(), new List<float>());
        var (rows, number) = (0, 0);
        foreach (var line in System.Text.Encoding.UTF8.GetString(ModelFile.ReadBytes(path)).Split('\n'))
        {
            number++;
            var cells = line.Trim().TrimStart('\uFEFF').Split(',');
            if (cells is [""] || (number == 1 && !Array.TrueForAll(cells, cell => float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _))))
            {
                continue;
            }

            if (cells.Length != info.InputSize + info.OutputSize)
            {
                throw new ToolFailure($"{path}, line {number}: {cells.Length} values where {info.InputSize} of input and {info.OutputSize} of output are needed.");
            }

            for (var i = 0; i < cells.Length; i++)
            {
                var value = float.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var read) ? read
                    : throw new ToolFailure($"{path}, line {number}: '{Printed.Text(cells[i])}' is no number.");
                (i < info.InputSize ? inputs : outputs).Add(value);
            }

            rows++;
        }

        return rows > 0 ? new Recorded(rows, [.. inputs], [.. outputs]) : throw new ToolFailure($"{path} has no rows.");
    }
}
