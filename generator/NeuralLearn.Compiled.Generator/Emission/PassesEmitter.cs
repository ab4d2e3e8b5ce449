using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints the passes: which kernel runs when, on which memory. This is what a reader of Forward wants to see.</summary>
internal sealed class PassesEmitter(NetworkPlan plan)
{
    private const string FullSpeed = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    private static readonly string ChunkRows = Literal.Int(NetworkPlan.ChunkRows);

    private readonly StepPrinter _steps = new(plan);

    public void Print(CodeWriter writer)
    {
        writer.Summary("The network's passes, layer by layer. Lengths have been checked by the caller.");
        FileFrame.TypeAttributes(writer);
        using (writer.Block("internal static class Passes"))
        {
            PrintRow(writer, "Forward", "One sample: input to output.", plan.Inference);
            PrintRows(writer, "ForwardRows", "Many samples, a few at a time.", plan.Inference);
            if (plan.Prediction is { } prediction)
            {
                PrintRow(writer, "Predict", "One sample: input to probabilities.", prediction);
            }

            if (plan.Learning is { } learning)
            {
                PrintEvaluate(writer, learning);
                PrintLearn(writer, learning);
                PrintInputGradient(writer, learning);
                new UpdateEmitter(plan).PrintPass(writer);
            }

            PrintPacking(writer);
        }
    }

    private void PrintRow(CodeWriter writer, string name, string summary, ForwardPlan pass)
    {
        writer.Comment(summary);
        writer.Line(FullSpeed);
        using (writer.Block($"internal static void {name}(ref float parameters, ref float input, ref float output)"))
        {
            var small = pass.ScratchPerRow is > 0 and <= NetworkPlan.StackFloats;
            if (small)
            {
                writer.Line($"Span<float> stack = stackalloc float[{Literal.Int(pass.ScratchPerRow)}];");
                writer.Line("ref float scratch = ref MemoryMarshal.GetReference(stack);");
            }
            else if (pass.ScratchPerRow > 0)
            {
                writer.Line($"ref float scratch = ref ThreadScratch.Take({Literal.Int(pass.ScratchPerRow)});");
            }

            var names = _steps.DeclareValues(writer, pass, 1);
            _steps.PrintInput(writer, names, "input", "1");
            _steps.PrintForward(writer, pass, names, "output", null);
            _steps.PrintOutput(writer, names, Last(pass), "output", "1");
        }

        writer.Blank();
    }

    private void PrintRows(CodeWriter writer, string name, string summary, ForwardPlan pass)
    {
        writer.Comment(summary);
        writer.Line(FullSpeed);
        using (writer.Block($"internal static void {name}(ref float parameters, ref float inputs, ref float outputs, int rows)"))
        {
            if (pass.ScratchPerRow > 0)
            {
                writer.Line($"ref float scratch = ref ThreadScratch.Take({Literal.Int((long)pass.ScratchPerRow * NetworkPlan.ChunkRows)});");
            }

            var names = _steps.DeclareValues(writer, pass, NetworkPlan.ChunkRows);
            using (Chunks(writer))
            {
                writer.Line($"ref float output = ref Unsafe.Add(ref outputs, (nint)start * {Literal.Int(plan.Output.Size)});");
                _steps.PrintInput(writer, names, "input", "count");
                _steps.PrintForward(writer, pass, names, "output", "count");
                _steps.PrintOutput(writer, names, Last(pass), "output", "count");
            }
        }

        writer.Blank();
    }

    private void PrintEvaluate(CodeWriter writer, LearnPlan learning)
    {
        writer.Comment("The loss of every row, added up, without gradients.");
        writer.Line(FullSpeed);
        using (writer.Block($"internal static double Evaluate(ref float parameters, ref float inputs, {TargetParameters}, int rows, Span<float> outputs, Span<float> rowLoss)"))
        {
            writer.Line($"ref float scratch = ref ThreadScratch.Take({Literal.Int((long)learning.ScratchPerRow * NetworkPlan.ChunkRows)});");
            var names = _steps.DeclareValues(writer, learning.Forward, NetworkPlan.ChunkRows);
            StepPrinter.DeclareGradients(writer, names, learning, onlyOutput: true);
            writer.Line("double loss = 0;");
            using (Chunks(writer))
            {
                _steps.PrintInput(writer, names, "input", "count");
                _steps.PrintForward(writer, learning.Forward, names, null, "count");
                PrintWantedOutputs(writer, names);
                PrintLoss(writer, names, learning);
            }

            writer.Blank();
            writer.Line("return loss;");
        }

        writer.Blank();
    }

    private void PrintLearn(CodeWriter writer, LearnPlan learning)
    {
        writer.Comment("Training: forward, loss, backward. Every row's gradient is added to the learner's, in the order of the rows.");
        writer.Line(FullSpeed);
        using (writer.Block($"internal static double Learn(ref float parameters, Learner learner, ref float inputs, {TargetParameters}, int rows, Span<float> outputs, Span<float> rowLoss, Span<float> inputGradients)"))
        {
            writer.Line("ref float scratch = ref learner.Scratch.Start;");
            writer.Line("ref float gradients = ref learner.Gradients.Start;");
            var names = _steps.DeclareValues(writer, learning.Forward, NetworkPlan.ChunkRows);
            StepPrinter.DeclareGradients(writer, names, learning, onlyOutput: false);
            writer.Line("double loss = 0;");
            using (Chunks(writer))
            {
                _steps.PrintInput(writer, names, "input", "count");
                _steps.PrintForward(writer, learning.Forward, names, null, "count");
                PrintWantedOutputs(writer, names);
                PrintLoss(writer, names, learning);
                _steps.PrintBackward(writer, learning, names, "count");
            }

            writer.Blank();
            writer.Line("return loss;");
        }

        writer.Blank();
    }

    private void PrintInputGradient(CodeWriter writer, LearnPlan learning)
    {
        writer.Comment("∂loss/∂input of one sample from ∂loss/∂output. Reads the parameters only.");
        writer.Line(FullSpeed);
        using (writer.Block("internal static void InputGradient(ref float parameters, ref float input, ref float outputGradient, ref float result)"))
        {
            writer.Line($"ref float scratch = ref ThreadScratch.Take({Literal.Int((long)learning.ScratchPerRow * NetworkPlan.ChunkRows)});");
            var names = _steps.DeclareValues(writer, learning.Forward, NetworkPlan.ChunkRows);
            StepPrinter.DeclareGradients(writer, names, learning, onlyOutput: false);
            _steps.PrintInput(writer, names, "input", "1");
            _steps.PrintForward(writer, learning.Forward, names, null, "1");
            writer.Line($"Packing.PadRows(ref outputGradient, {Literal.Int(plan.Output.Size)}, ref {names.Gradient(learning.OutputGradient)}, {Literal.Int(plan.Stride(plan.Output))}, 1);");
            _steps.PrintInputGradientOnly(writer, learning, names);
            writer.Line($"Packing.UnpadRows(ref {names.Gradient(learning.InputGradient)}, {Literal.Int(learning.InputGradient.Slot.Stride)}, ref result, {Literal.Int(plan.Input.Size)}, 1);");
        }

        writer.Blank();
    }

    private string TargetParameters => plan.Graph.Losses[0].Target switch
    {
        TargetKind.Classes => "ReadOnlySpan<float> targets, ReadOnlySpan<int> labels",
        TargetKind.Labels => "ReadOnlySpan<int> labels",
        _ => "ReadOnlySpan<float> targets",
    };

    private static Value Last(ForwardPlan pass) => pass.Steps[pass.Steps.Count - 1].Y;

    private CodeWriter.Closing Chunks(CodeWriter writer)
    {
        var block = writer.Block($"for (int start = 0; start < rows; start += {ChunkRows})");
        writer.Line($"int count = Math.Min({ChunkRows}, rows - start);");
        writer.Line($"ref float input = ref Unsafe.Add(ref inputs, (nint)start * {Literal.Int(plan.Input.Size)});");
        return block;
    }

    private void PrintWantedOutputs(CodeWriter writer, ValueNames names)
    {
        var size = Literal.Int(plan.Output.Size);
        using (writer.Block("if (!outputs.IsEmpty)"))
        {
            writer.Line($"Packing.UnpadRows(ref {names.Value(plan.Output)}, {Literal.Int(plan.Stride(plan.Output))}, ref outputs[start * {size}], {size}, count);");
        }

        writer.Blank();
    }

    private void PrintLoss(CodeWriter writer, ValueNames names, LearnPlan learning)
    {
        var node = plan.Graph.Losses[0];
        var size = Literal.Int(node.Output.Size);
        var stride = Literal.Int(plan.Stride(node.Output));
        var y = names.Value(node.Output);
        var dy = names.Gradient(learning.OutputGradient);
        writer.Comment($"[{node.Kind}] on {node.Output.Name}.");
        if (node.Target == TargetKind.Gradient)
        {
            writer.Line($"Packing.PadRows(ref Unsafe.Add(ref MemoryMarshal.GetReference(targets), (nint)start * {size}), {size}, ref {dy}, {stride}, count);");
            using (writer.Block("if (!rowLoss.IsEmpty)"))
            {
                writer.Line("rowLoss.Slice(start, count).Clear();");
            }

            writer.Blank();
            return;
        }

        void Rows(string call)
        {
            using (writer.Block("for (int row = 0; row < count; row++)"))
            {
                writer.Line($"float value = {call};");
                writer.Line("loss += value;");
                using (writer.Block("if (!rowLoss.IsEmpty)"))
                {
                    writer.Line("rowLoss[start + row] = value;");
                }
            }
        }

        string RowOf(string reference) => $"ref Unsafe.Add(ref {reference}, row * {stride})";
        void WithTargets(string kernel)
        {
            writer.Line($"ref float target = ref Unsafe.Add(ref scratch, {Literal.Int((long)learning.Target!.Value.Start * NetworkPlan.ChunkRows)});");
            writer.Line($"Packing.PadRows(ref Unsafe.Add(ref MemoryMarshal.GetReference(targets), (nint)start * {size}), {size}, ref target, {stride}, count);");
            Rows($"Kernels.{kernel}({RowOf(y)}, {RowOf("target")}, {RowOf(dy)})");
        }

        if (node.Target == TargetKind.Values)
        {
            WithTargets("Loss");
        }
        else if (node.Target == TargetKind.Labels)
        {
            Rows($"Kernels.LabelLoss({RowOf(y)}, labels[start + row], {RowOf(dy)})");
        }
        else
        {
            using (writer.Block("if (!labels.IsEmpty)"))
            {
                Rows($"Kernels.LabelLoss({RowOf(y)}, labels[start + row], {RowOf(dy)})");
            }

            using (writer.Block("else"))
            {
                WithTargets("TargetLoss");
            }
        }

        writer.Blank();
    }

    private void PrintPacking(CodeWriter writer)
    {
        void Each(string signature, Func<PackedTensor, string> line)
        {
            using (writer.Block(signature))
            {
                foreach (var tensor in plan.Layout.Tensors)
                {
                    writer.Line(line(tensor));
                }
            }

            writer.Blank();
        }

        static string Flat(PackedTensor tensor) => $"flat.Slice({Literal.Int(tensor.FlatOffset)}, {Literal.Int(tensor.Parameter.Length)})";
        static string Sizes(PackedTensor tensor) => $"{Literal.Int(tensor.Axis.Length)}, {Literal.Int(tensor.Rows)}";
        writer.Comment("From the user's flat vector to the kernels' layout.");
        Each("internal static void Pack(ReadOnlySpan<float> flat, ref float packed)",
            tensor => $"Packing.Pack({Flat(tensor)}, {Dialect.RefAt("packed", tensor.Offset)}, {Sizes(tensor)});");
        writer.Comment("And back, times a scale.");
        Each("internal static void Unpack(ref float packed, Span<float> flat, float scale)",
            tensor => $"Packing.Unpack({Dialect.RefAt("packed", tensor.Offset)}, {Flat(tensor)}, {Sizes(tensor)}, scale);");
        writer.Comment("Initial values: a function of seed, name and element.");
        Each("internal static void Initialize(ulong seed, Span<float> flat)",
            tensor => $"Initializer.Uniform({Flat(tensor)}, seed, {Literal.Text(tensor.Parameter.Name)}, {Literal.Float(tensor.Parameter.Initializer.Bound)});");
    }
}
