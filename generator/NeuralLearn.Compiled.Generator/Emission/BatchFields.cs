using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>The names of the fields of a network's Batch, all different.</summary>
internal sealed class BatchFields
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { "RowWeights", "RowLoss", "Lengths", "States" };

    public BatchFields(NetworkModel model)
    {
        Inputs = [.. model.Inputs.Select(input => Unique(input.Identifier))];
        foreach (var loss in model.Losses)
        {
            var prefix = model.Outputs[loss.Output].Prefix;
            var target = loss.Kind.Target == TargetKind.Gradient && prefix.Length > 0 ? "Gradient" : "Target";
            Losses.Add(loss, new LossFields(
                Unique(prefix + target), Unique(prefix + "Label"), Unique(prefix + "Selected"), Unique(prefix.Length == 0 ? "OutputWeights" : prefix + "Weights")));
        }

        Outputs = [.. model.Outputs.Select(output => Unique(output.Prefix + "Output"))];
        InputGradients = [.. model.Inputs.Select(input => Unique(input.Name is null ? "InputGradient" : input.Identifier + "Gradient"))];
    }

    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> InputGradients { get; }

    public IReadOnlyList<string> Outputs { get; }

    public Dictionary<ShapedLoss, LossFields> Losses { get; } = [];

    private string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
        {
            unique = name + "_" + Literal.Int(i);
        }

        return unique;
    }
}

/// <summary>What a loss may be passed.</summary>
internal sealed record LossFields(string Target, string Label, string Selected, string Weights);
