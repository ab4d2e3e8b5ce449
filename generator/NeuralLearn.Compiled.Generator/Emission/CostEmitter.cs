using System.Text;
using NeuralLearn.Compiled.Generator.Cost;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints the bill as constants of the user's class. It is a file of its own because it knows how long the others are.</summary>
internal static class CostEmitter
{
    public static string Emit(NetworkModel model, NetworkCost cost, IReadOnlyList<EmittedFile> others)
    {
        var writer = FileFrame.Open(SurfaceEmitter.Headline(model));
        var type = model.Declaration.Type;
        UserType.Print(writer, type, () =>
        {
            using (writer.Block("partial class " + Literal.TypeName(type.Name)))
            {
                Print(writer, cost, model.Declaration.Network.Text("Weights"), others.Sum(file => (long)Encoding.UTF8.GetByteCount(file.Text)), $"global::{EmittedNames.Namespace(type)}.Description.Summary");
            }
        });
        return writer.ToString();
    }

    /// <summary>The same class for a network that cannot be built: nothing is known, and no number is 0.</summary>
    public static void PrintUnknown(CodeWriter writer) => Print(writer, null, null, 1, "\"\"");

    private static void Print(CodeWriter writer, NetworkCost? cost, string? weights, long codeBytes, string table)
    {
        var rows = Literal.Int(NetworkPlan.ChunkRows);
        writer.Summary("What the network costs: bytes of memory and multiply-adds, worked out by the build.");
        FileFrame.TypeAttributes(writer);
        using (writer.Block("public static class Cost"))
        {
            void Constant(string name, long? value, string summary)
            {
                writer.Summary(summary);
                writer.Line($"public const long {name} = {Literal.Int(value ?? 1)};");
                writer.Blank();
            }

            Constant("Parameters", cost?.Parameters, "Numbers that are learnt, or could be: weights and biases.");
            Constant("WeightBytes", cost?.WeightBytes, "Bytes of weights, biases and buffers as an instance keeps them, padding included.");
            if (weights is not null)
            {
                Constant("BakedBytes", cost?.ImageBytes, $"Bytes of the weights of {weights} in the assembly, padding included.");
            }

            Constant("GradientBytes", cost?.GradientBytes, "Bytes of the gradients, from the first training call on; 0 without a loss.");
            Constant("OptimizerBytes", cost?.OptimizerBytes, "Bytes of what the optimizer keeps for each weight, from the first training call on; 0 where it keeps nothing.");
            Constant("StateBytes", cost?.StateBytes, "Bytes of the whole learner, as SaveState writes it; 0 without a loss.");
            Constant("ActivationBytes", cost?.ActivationBytes, $"Bytes of what an instance keeps from the forward to the backward pass, from the first training call on, for the {rows} rows that are worked on together; a batch normalisation makes it as many rows as the largest batch has.");
            Constant("StackBytes", cost?.StackBytes, "Bytes that the deepest chain of calls reserves on the stack, at any vector width; frames of methods, some hundred bytes each, are not in it.");
            Constant("TrainingStackBytes", cost?.TrainingStackBytes, "The same of calls that learn or measure the loss.");
            Constant("ThreadBytes", cost?.ThreadBytes, "Bytes of a buffer that each thread keeps which runs the network on one row; 0 where the stack has room.");
            Constant("BatchThreadBytes", cost?.BatchThreadBytes, "Bytes of a buffer that each thread keeps which runs the network on many rows, or evaluates it.");
            Constant("MultiplyAdds", cost?.MultiplyAdds, "Multiply-adds of Forward on one row, by the formulas of the layers; functions of single elements are not counted.");
            Constant("TrainingMultiplyAdds", cost?.TrainingMultiplyAdds, "Multiply-adds of one row in training: forward, for the gradients of the weights, and for those of what lies above a layer that learns; the optimizer's step is not in it.");
            Constant("CodeBytes", codeBytes, $"Bytes of emitted C#, all vector widths together, without this class{(weights is null ? "" : " and the baked weights")}.");
            writer.Summary("The layer table, as Summary gives it.");
            writer.Line($"public const string Table = {table};");
        }

        writer.Blank();
    }
}
