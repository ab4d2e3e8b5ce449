using NeuralLearn.Compiled.Generator.Cost;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>The network as a table: layers, shapes, parameters, multiply-adds; below it losses, optimizer and what the network costs.</summary>
internal static class LayerTable
{
    private static readonly string[] Headings = ["layer", "declared as", "output", "parameters", "multiply-adds"];

    /// <param name="cost">What stands below the table; null where it is not known.</param>
    public static IReadOnlyList<string> Lines(NetworkModel model, NetworkCost? cost)
    {
        var rows = new List<string[]> { Headings };
        rows.AddRange(model.Inputs.Select(input => new[] { input.Name ?? "input", "[Input]", input.Shape.ToString(), "", "" }));
        long parameters = 0, products = 0;
        foreach (var layer in model.Layers)
        {
            var count = layer.Input.IsKnown ? layer.Kind.CountParameters(layer.Declaration, layer.Input) : 0;
            var multiplyAdds = layer.Input.IsKnown ? layer.Kind.CountMultiplyAdds(layer.Declaration, layer.Input) : 0;
            parameters += count;
            products += multiplyAdds;
            rows.Add([
                layer.Declaration.Name, AttributeText.Of(layer.Declaration.Attribute), layer.Output.ToString(),
                count == 0 ? "" : Grouped(count), multiplyAdds == 0 ? "" : Grouped(multiplyAdds),
            ]);
        }

        rows.Add(["total", "", "", Grouped(parameters), Grouped(products)]);
        var lines = Align(rows);
        foreach (var output in model.Outputs.Where(output => output.Name is not null))
        {
            lines.Add($"output {output.Name}: {output.Title}, {output.Shape}");
        }

        foreach (var loss in model.Losses)
        {
            lines.Add($"loss: {AttributeText.Of(loss.Declaration.Attribute)}, {loss.Kind.Formula}");
        }

        if (model.Optimizer is { } optimizer)
        {
            var declared = model.Declaration.Attributes.Contains(optimizer.Attribute);
            lines.Add("optimizer: " + AttributeText.Of(optimizer.Attribute) + (declared ? "" : " with its defaults, as none is declared"));
        }
        else
        {
            lines.Add("no loss: inference only");
        }

        if (cost is not null)
        {
            lines.AddRange(CostLines(model, cost));
        }

        return lines;
    }

    private static IEnumerable<string> CostLines(NetworkModel model, NetworkCost cost)
    {
        yield return $"memory in bytes: weights {Grouped(cost.WeightBytes)}" + (model.Learns
            ? $", gradients {Grouped(cost.GradientBytes)}, optimizer {Grouped(cost.OptimizerBytes)}, activations in training {Grouped(cost.ActivationBytes)}"
            : "");
        if (model.Declaration.Network.Text("Weights") is { } weights)
        {
            yield return $"baked in: {weights}, {Grouped(cost.ImageBytes)} bytes in the assembly";
        }

        yield return $"calls in bytes: stack {Grouped(cost.StackBytes)}, per thread {Grouped(cost.ThreadBytes)} for one row, {Grouped(cost.BatchThreadBytes)} for many";
        if (model.Learns)
        {
            yield return $"training: {Grouped(cost.TrainingMultiplyAdds)} multiply-adds a row; the whole learner is {Grouped(cost.StateBytes)} bytes";
        }
    }

    private static List<string> Align(List<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return [.. rows.Select(row => string.Join("  ", row.Select((cell, column) =>
            column >= 3 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd())];
    }

    private static string Grouped(long value) => value.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);
}
