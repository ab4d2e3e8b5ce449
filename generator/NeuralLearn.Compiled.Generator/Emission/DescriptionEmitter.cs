using System.Text;
using NeuralLearn.Compiled.Generator.Cost;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints what a network can say about itself at run time.</summary>
internal static class DescriptionEmitter
{
    public static void Print(CodeWriter writer, NetworkModel model, NetworkPlan plan, NetworkCost cost)
    {
        writer.Summary("Names, shapes and the layer table.");
        FileFrame.TypeAttributes(writer);
        using (writer.Block("internal static class Description"))
        {
            writer.Line("internal static readonly TensorInfo[] Tensors = new TensorInfo[]");
            writer.Line("{");
            foreach (var tensor in plan.Layout.Parameters.Concat(plan.Layout.Buffers))
            {
                var role = tensor.Parameter.Role switch
                {
                    TensorRole.Trainable => "",
                    TensorRole.Frozen => ", trainable: false",
                    _ => ", trainable: false, isBuffer: true",
                };
                writer.Line($"    new TensorInfo({Literal.Text(tensor.Parameter.Name)}, {Shape(tensor.Parameter.Shape)}, {Literal.Int(tensor.FlatOffset)}{role}),");
            }

            writer.Line("};");
            writer.Blank();
            if (plan.Layout.Counters.Count > 0)
            {
                writer.Line($"internal static readonly string[] Counters = {Names(plan.Layout.Counters.Select(counter => counter.Name))};");
                writer.Blank();
            }

            foreach (var pair in model.Classes.OrderBy(pair => pair.Key))
            {
                writer.Line($"internal static readonly string[] {model.Outputs[pair.Key].Prefix}ClassNames = new[] {{ {string.Join(", ", pair.Value.Names.Select(Literal.Text))} }};");
                writer.Blank();
            }

            PrintText(writer, "Summary", LayerTable.Lines(model, cost));
            PrintText(writer, "Mermaid", MermaidText.Lines(model));
            PrintInfo(writer, model);
            if (plan.Training is { } training)
            {
                PrintTrainingFile(writer, model, plan, training);
            }
        }
    }

    private static string Names(IEnumerable<string> names) => $"new[] {{ {string.Join(", ", names.Select(Literal.Text))} }}";

    private static string Shape(IEnumerable<int> shape) => $"new[] {{ {string.Join(", ", shape.Select(length => Literal.Int(length)))} }}";

    private static void PrintText(CodeWriter writer, string name, IReadOnlyList<string> lines)
    {
        writer.Line($"internal const string {name} =");
        for (var i = 0; i < lines.Count; i++)
        {
            var last = i == lines.Count - 1;
            writer.Row("    " + Literal.Text(lines[i] + (last ? "" : "\n")).Replace("\\u000a", "\\n") + (last ? ";" : " +"));
        }

        writer.Blank();
    }

    private static void PrintInfo(CodeWriter writer, NetworkModel model)
    {
        var told = model.Losses.Where(loss => loss.OwnTarget is null).ToList();
        bool IsLabels(ShapedLoss loss) => loss.Target(model.Outputs[loss.Output].Size) == TargetKind.Labels;
        var targetSize = told.Where(loss => !IsLabels(loss)).Sum(loss => model.Outputs[loss.Output].Size);
        var takesLabels = told.Count == 1 && told[0].Target(model.Outputs[told[0].Output].Size) is TargetKind.Classes or TargetKind.Labels;
        writer.Line("internal static readonly NetworkInfo Info = new NetworkInfo(");
        writer.Line($"    {Literal.Text(model.Declaration.Type.Name)},");
        writer.Line($"    new[] {{ {string.Join(", ", model.Inputs.Select(input => $"new NetworkInput({Literal.Text(input.Name ?? "input")}, {Shape(input.Shape.Dimensions)})"))} }},");
        writer.Line($"    new[] {{ {string.Join(", ", model.Outputs.Select((output, index) => Output(model, output, index)))} }},");
        writer.Line("    Tensors,");
        writer.Line("    Summary)");
        writer.Line("{");
        writer.Line($"    TargetSize = {Literal.Int(targetSize)},");
        writer.Line($"    TakesLabels = {(takesLabels ? "true" : "false")},");
        writer.Line($"    MakesItsTarget = {(model.Learns && told.Count == 0 ? "true" : "false")},");
        if (takesLabels)
        {
            writer.Line($"    IgnoredLabel = {Literal.Int(told[0].Declaration.Attribute.Integer("IgnoreLabel", -100))},");
        }

        writer.Line("};");
        writer.Blank();
    }

    private static string Output(NetworkModel model, ShapedOutput output, int index)
    {
        var text = new StringBuilder($"new NetworkOutput({Literal.Text(output.Name ?? "output")}, {Shape(output.Shape.Dimensions)}, OutputMeaning.");
        if (model.Learns && MemberNames.IsClassifier(model, index))
        {
            text.Append("Classes)");
        }
        else if (MemberNames.IsYesOrNo(model, index))
        {
            text.Append($"YesOrNo) {{ YesFrom = {Literal.Float(model.LossOn(index)!.Kind.YesFrom!.Value)} }}");
        }
        else
        {
            text.Append("Values)");
        }

        if (model.Classes.ContainsKey(index))
        {
            text.Append($" {{ ClassNames = {output.Prefix}ClassNames }}");
        }

        return text.ToString();
    }

    private static void PrintTrainingFile(CodeWriter writer, NetworkModel model, NetworkPlan plan, TrainingPlan training)
    {
        var measuring = model.Layers.Where(layer => layer.Kind.Measures).ToList();
        var statistics = measuring.Count == 0 ? "Array.Empty<string>()" : Names(measuring.Select(layer => "training." + layer.Declaration.Name));
        writer.Comment("What a file of the whole learner holds beside parameters and buffers.");
        writer.Line("internal static TrainingFile NewTrainingFile() => new TrainingFile(");
        writer.Line($"    {Literal.Text(model.Declaration.Type.Name)},");
        writer.Line("    Tensors,");
        writer.Line($"    {Names(training.Update.Slots.Select(slot => "optimizer." + Snake(slot)).Prepend("training.gradient"))},");
        writer.Line($"    {Names(["optimizer.step", "training.rows", "training.seed", .. plan.Layout.Counters.Select(counter => counter.Name)])},");
        writer.Line($"    {Names(training.Update.States.Select(state => "optimizer." + Snake(state.Name)).Prepend("training.divisor").Prepend("training.learning_rate"))},");
        writer.Line($"    {statistics},");
        writer.Line($"    {(measuring.Count == 0 ? "Array.Empty<int>()" : Shape(measuring.Select(layer => 1 + (2 * layer.Input.Channels))))});");
    }

    /// <summary>"expAvgSq" as PyTorch writes it: "exp_avg_sq".</summary>
    private static string Snake(string name) =>
        string.Concat(name.Select(character => char.IsUpper(character) ? "_" + char.ToLowerInvariant(character) : character.ToString()));
}
