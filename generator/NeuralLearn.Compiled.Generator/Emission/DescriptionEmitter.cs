using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints what a network can say about itself at run time.</summary>
internal static class DescriptionEmitter
{
    public static void Print(CodeWriter writer, NetworkModel model, NetworkPlan plan)
    {
        writer.Summary("Names, shapes and the layer table.");
        FileFrame.TypeAttributes(writer);
        using (writer.Block("internal static class Description"))
        {
            writer.Line("internal static readonly TensorInfo[] Tensors = new TensorInfo[]");
            writer.Line("{");
            foreach (var tensor in plan.Layout.Tensors)
            {
                var shape = string.Join(", ", tensor.Parameter.Shape.Select(length => Literal.Int(length)));
                writer.Line($"    new TensorInfo({Literal.Text(tensor.Parameter.Name)}, new[] {{ {shape} }}, {Literal.Int(tensor.FlatOffset)}),");
            }

            writer.Line("};");
            writer.Blank();
            writer.Line("internal const string Summary =");
            var lines = LayerTable.Lines(model);
            for (var i = 0; i < lines.Count; i++)
            {
                var last = i == lines.Count - 1;
                writer.Line("    " + Literal.Text(lines[i] + (last ? "" : "\n")).Replace("\\u000a", "\\n") + (last ? ";" : " +"));
            }
        }
    }
}
