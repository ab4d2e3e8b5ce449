using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints the passes: which kernel runs when, on which memory. This is what a reader of Forward wants to see.</summary>
internal sealed class PassesEmitter(NetworkPlan plan)
{
    private const string FullSpeed = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    private static readonly string ChunkRows = Literal.Int(NetworkPlan.ChunkRows);

    /// <summary>Rows that the scratch of a training pass has room for.</summary>
    private string Room => plan.Graph.MeasuresBatches ? "work.Rows" : ChunkRows;

    private readonly StepPrinter _steps = new(plan);
    private readonly LossPrinter _losses = new(plan);
    private readonly RecurrencePrinter _recurrence = new(plan);

    private IReadOnlyList<NetworkInput> Inputs => plan.Graph.Inputs;

    private IReadOnlyList<NetworkOutput> Outputs => plan.Graph.Outputs;

    /// <summary>The memory that every pass reads: "ref float parameters", and buffers where there are any.</summary>
    private string Memory => "ref float parameters" + (plan.HasBuffers ? ", ref float buffers" : "");

    private string LearningMemory => Memory + (plan.Graph.MeasuresBatches ? ", long[] counters" : "");

    public void Print(CodeWriter writer)
    {
        writer.Summary("The network's passes, layer by layer. Lengths have been checked by the caller.");
        FileFrame.TypeAttributes(writer);
        using (writer.Block("internal static class Passes"))
        {
            _losses.PrintConstants(writer);
            PrintRows(writer, "ForwardRows", "Many samples, a few at a time.", plan.Inference);
            if (plan.Streaming is { } streaming)
            {
                new PassesEmitter(streaming).PrintRows(writer, "StepRows", "One step of many streams, a few at a time.", streaming.Inference);
            }

            if (plan.Training is { } training)
            {
                PrintEvaluate(writer, training.Evaluation);
                PrintLearn(writer, training.Losses);
                PrintLearnFrom(writer, training.Outputs);
                PrintInputGradient(writer, training.Inputs);
                var update = new UpdateEmitter(plan);
                update.PrintPass(writer);
                if (training.RowStep is { } rowStep)
                {
                    update.PrintRowPass(writer, rowStep);
                }
            }

            new PackingEmitter(plan).Print(writer);
        }
    }

    private void PrintRows(CodeWriter writer, string name, string summary, ForwardPlan pass)
    {
        var ports = string.Concat(Inputs.Select(input => ", ref float " + Ports.Rows(input))) + string.Concat(Outputs.Select(output => ", ref float " + Ports.Rows(output)));
        writer.Comment(summary);
        writer.Line(FullSpeed);
        using (writer.Block($"internal static void {name}({Memory}{ports}{(plan.State is null ? "" : ", ref float states")}, int rows)"))
        {
            if (pass.ScratchPerRow > 0)
            {
                TakeScratch(writer, pass.ScratchPerRow);
            }

            var names = _steps.DeclareValues(writer, pass, ChunkRows);
            using (Chunks(writer, "rows"))
            {
                foreach (var input in Inputs)
                {
                    writer.Line($"ref float {Ports.Row(input)} = ref Unsafe.Add(ref {Ports.Rows(input)}, (nint)start * {Literal.Int(input.Value.Size)});");
                }

                foreach (var output in Outputs)
                {
                    writer.Line($"ref float {Ports.Row(output)} = ref Unsafe.Add(ref {Ports.Rows(output)}, (nint)start * {Literal.Int(output.Value.Size)});");
                }

                _steps.PrintInputs(writer, pass, names, "count");
                if (plan.State is { } state)
                {
                    writer.Line($"ref float state = ref Unsafe.Add(ref states, (nint)start * {Literal.Int(state.Floats)});");
                    writer.Blank();
                    _steps.PrintForward(writer, pass, names, "count", step => PrintWithState(writer, step, names, state));
                }
                else
                {
                    _steps.PrintForward(writer, pass, names, "count");
                }

                _steps.PrintOutputs(writer, pass, names, "count");
            }
        }

        writer.Blank();
    }

    /// <summary>What a layer remembers is taken from the states of all rows to where its kernels expect it, and back.</summary>
    private void PrintWithState(CodeWriter writer, ForwardStep step, ValueNames names, StateLayout state)
    {
        List<Value> remembered = [.. step.Workspace.Append(step.Y).Where(state.Offsets.ContainsKey)];
        string At(Value value) => $"{Dialect.RefAt("state", state.Offsets[value])}, {Literal.Int(state.Floats)}";
        string Here(Value value) => $"ref {names.Value(value)}, {Literal.Int(plan.Stride(value))}";
        foreach (var value in remembered)
        {
            writer.Line($"Packing.CopyRows({At(value)}, {Here(value)}, {Literal.Int(plan.Stride(value))}, count);");
        }

        writer.Line(_steps.Call(step, names, "count").ToString());
        foreach (var value in remembered)
        {
            writer.Line($"Packing.CopyRows({Here(value)}, {At(value)}, {Literal.Int(plan.Stride(value))}, count);");
        }
    }

    private void PrintEvaluate(CodeWriter writer, EvaluationPlan evaluation)
    {
        writer.Comment("The loss of every row, added up, without gradients and without what is random in training.");
        writer.Line(FullSpeed);
        using (writer.Block($"internal static void Evaluate({Memory}, ref Work work)"))
        {
            TakeScratch(writer, evaluation.Forward.ScratchPerRow);
            var names = _steps.DeclareValues(writer, evaluation.Forward, ChunkRows);
            StepPrinter.DeclareGradients(writer, names, evaluation.Losses.Select(place => place.Gradient), ChunkRows);
            using (WorkChunks(writer, evaluation.Forward, ChunkRows))
            {
                _steps.PrintInputs(writer, evaluation.Forward, names, "count");
                PrintForward(writer, evaluation.Forward, names);
                _steps.PrintWantedOutputs(writer, evaluation.Forward, names);
                _losses.PrintPreparation(writer, names, evaluation.Losses, ChunkRows);
                _losses.PrintRows(writer, names, evaluation.Losses);
            }
        }

        writer.Blank();
    }

    private void PrintLearn(CodeWriter writer, LearnPlan learning)
    {
        writer.Comment("Training: forward, loss, backward. Every row's gradient is added to the learner's, in the order of the rows.");
        writer.Line(FullSpeed);
        using (writer.Block($"internal static void Learn({LearningMemory}, Learner learner, ref Work work)"))
        {
            var names = OpenLearning(writer, learning);
            using (LearningChunks(writer, learning.Forward))
            {
                _steps.PrintInputs(writer, learning.Forward, names, "count");
                PrintForward(writer, learning.Forward, names);
                PrintCounts(writer);
                _steps.PrintWantedOutputs(writer, learning.Forward, names);
                _losses.PrintPreparation(writer, names, learning.Losses, Room);
                _losses.PrintRows(writer, names, learning.Losses);
                writer.Blank();
                _steps.PrintBackward(writer, learning, names, "count");
            }

            CloseLearning(writer, plan.Layout.LearningCount > 0 && plan.Graph.Losses.Count == 1 && plan.Graph.Losses[0].Target is (TargetKind.Classes or TargetKind.Labels));
        }

        writer.Blank();
    }

    private void PrintLearnFrom(CodeWriter writer, LearnPlan learning)
    {
        writer.Comment("Training with a loss of the caller's own, asked between forward and backward, row after row.");
        writer.Line(FullSpeed);
        using (writer.Block($"internal static void LearnFrom<TLoss>({LearningMemory}, Learner learner, ref Work work, ref TLoss custom) where TLoss : struct, IOutputLoss"))
        {
            var names = OpenLearning(writer, learning);
            using (LearningChunks(writer, learning.Forward))
            {
                _steps.PrintInputs(writer, learning.Forward, names, "count");
                PrintForward(writer, learning.Forward, names);
                PrintCounts(writer);
                _steps.PrintWantedOutputs(writer, learning.Forward, names);
                using (writer.Block("for (int row = 0; row < count; row++)"))
                {
                    PrintCustomRow(writer, names, learning);
                    writer.Line("work.Loss += rowLoss;");
                    writer.Line("work.Divisor += 1;");
                }

                writer.Blank();
                _steps.PrintBackward(writer, learning, names, "count");
            }

            CloseLearning(writer, countsByLabel: false);
        }

        writer.Blank();
    }

    private void PrintCustomRow(CodeWriter writer, ValueNames names, LearnPlan learning)
    {
        string Y(int output) => $"ref Unsafe.Add(ref {names.Value(learning.Forward.Outputs[output])}, (nint)row * {Literal.Int(plan.Stride(learning.Forward.Outputs[output]))})";
        string Dy(int output) => $"ref Unsafe.Add(ref {names.Gradient(learning.Starts[output])}, (nint)row * {Literal.Int(learning.Starts[output].Slot.Stride)})";
        for (var i = 0; i < Outputs.Count; i++)
        {
            writer.Line($"MemoryMarshal.CreateSpan({Dy(i)}, {Literal.Int(learning.Starts[i].Slot.Stride)}).Clear();");
        }

        if (!plan.HandsOutCopies)
        {
            var size = Literal.Int(Outputs[0].Value.Size);
            writer.Line($"float rowLoss = custom.Evaluate(start + row, MemoryMarshal.CreateReadOnlySpan({Y(0)}, {size}), MemoryMarshal.CreateSpan({Dy(0)}, {size}));");
            return;
        }

        writer.Comment("All outputs of the row, one behind the other, in the user's order.");
        writer.Line($"Span<float> rowOutput = learner.RowOutput;");
        writer.Line($"Span<float> rowGradient = learner.RowGradient;");
        var start = 0;
        for (var i = 0; i < Outputs.Count; i++)
        {
            writer.Line(ValueCopy.Unpad(Outputs[i].Value, Y(i), $"ref rowOutput[{Literal.Int(start)}]", "1"));
            start += Outputs[i].Value.Size;
        }

        writer.Line("rowGradient.Clear();");
        writer.Line("float rowLoss = custom.Evaluate(start + row, rowOutput, rowGradient);");
        start = 0;
        for (var i = 0; i < Outputs.Count; i++)
        {
            writer.Line(ValueCopy.Pad(Outputs[i].Value, $"ref rowGradient[{Literal.Int(start)}]", Dy(i), "1"));
            start += Outputs[i].Value.Size;
        }
    }

    private ValueNames OpenLearning(CodeWriter writer, LearnPlan learning)
    {
        if (BatchStatistics.NeedsRows(plan.Graph) is { } norm)
        {
            using (writer.Block("if (work.Rows == 1)"))
            {
                var message = $"{norm.Layer.Name} {norm.Layer.Source} normalises each feature by its mean and variance over the rows of the batch, and a batch of 1 row has neither; "
                    + "learn from 2 rows or more at once (BackwardBatch, TrainBatch).";
                writer.Line($"throw new InvalidOperationException({Literal.Text(message)});");
            }

            writer.Blank();
        }

        if (plan.Graph.MeasuresBatches)
        {
            writer.Line("learner.Reserve(work.Rows);");
        }

        writer.Line("ref float scratch = ref learner.Scratch.Start;");
        if (plan.Layout.LearningCount > 0)
        {
            writer.Line("ref float gradients = ref learner.Gradients.Start;");
        }

        var names = _steps.DeclareValues(writer, learning.Forward, Room);
        StepPrinter.DeclareGradients(writer, names, learning.Buffers, Room);
        return names;
    }

    /// <param name="countsByLabel">Rows may count nothing: what NaN and 0 made of them is no gradient.</param>
    private static void CloseLearning(CodeWriter writer, bool countsByLabel)
    {
        writer.Blank();
        writer.Line("learner.Divisor += work.Divisor;");
        if (countsByLabel)
        {
            using (writer.Block("if (learner.Divisor == 0)"))
            {
                writer.Line("learner.Gradients.Span.Clear();");
            }

            writer.Blank();
        }

        writer.Line("learner.RowsTrained += work.Rows;");
    }

    private void PrintInputGradient(CodeWriter writer, LearnPlan learning)
    {
        var ports = string.Concat(Inputs.Select(input => ", ref float " + Ports.Row(input)))
            + string.Concat(Outputs.Select(output => $", ref float {Ports.Row(output)}Gradient"))
            + string.Concat(Inputs.Select(input => $", ref float {Ports.Row(input)}Result"));
        writer.Comment("∂loss/∂input of one sample from ∂loss/∂output, as the network is outside training. Reads the parameters only.");
        writer.Line(FullSpeed);
        using (writer.Block($"internal static void InputGradient({Memory}{ports})"))
        {
            TakeScratch(writer, learning.ScratchPerRow, 1);
            var names = _steps.DeclareValues(writer, learning.Forward, "1");
            foreach (var output in Outputs)
            {
                names.Reserve(Ports.Row(output) + "Gradient");
            }

            StepPrinter.DeclareGradients(writer, names, learning.Buffers, "1");
            PrintNoLengths(writer);
            _steps.PrintInputs(writer, learning.Forward, names, "1");
            _steps.PrintForward(writer, learning.Forward, names, "1", step => _recurrence.PrintFromZero(writer, step, names));
            for (var i = 0; i < Outputs.Count; i++)
            {
                writer.Line(ValueCopy.Pad(Outputs[i].Value, $"ref {Ports.Row(Outputs[i])}Gradient", "ref " + names.Gradient(learning.Starts[i]), "1"));
            }

            _steps.PrintInputGradientOnly(writer, learning, names);
            for (var i = 0; i < Inputs.Count; i++)
            {
                var size = Literal.Int(Inputs[i].Value.Size);
                writer.Line(learning.InputGradients[i] is { } buffer
                    ? ValueCopy.Unpad(Inputs[i].Value, "ref " + names.Gradient(buffer), $"ref {Ports.Row(Inputs[i])}Result", "1")
                    : $"MemoryMarshal.CreateSpan(ref {Ports.Row(Inputs[i])}Result, {size}).Clear();");
            }
        }

        writer.Blank();
    }

    private static void TakeScratch(CodeWriter writer, int perRow, int rows = NetworkPlan.ChunkRows) =>
        writer.Line($"ref float scratch = ref ThreadScratch.Take({Literal.Int((long)perRow * rows)});");

    private static CodeWriter.Closing Chunks(CodeWriter writer, string rows)
    {
        var block = writer.Block($"for (int start = 0; start < {rows}; start += {ChunkRows})");
        writer.Line($"int count = Math.Min({ChunkRows}, {rows} - start);");
        return block;
    }

    /// <summary>As <see cref="WorkChunks"/>, but the whole batch at once where its rows have a part in each other's outputs.</summary>
    private CodeWriter.Closing LearningChunks(CodeWriter writer, ForwardPlan pass)
    {
        if (!plan.Graph.MeasuresBatches)
        {
            return WorkChunks(writer, pass, ChunkRows);
        }

        writer.Comment("Batch normalisation takes mean and variance of all rows, so each layer works through the whole batch before the next begins.");
        var block = writer.Block("if (work.Rows > 0)");
        writer.Line("const int start = 0;");
        writer.Line("int count = work.Rows;");
        PrintInputRows(writer, pass, Room);
        return block;
    }

    /// <summary>Every layer that measured the batch counts it.</summary>
    private void PrintCounts(CodeWriter writer)
    {
        foreach (var node in BatchStatistics.Measuring(plan.Graph))
        {
            writer.Line($"counters[{Literal.Int(plan.Layout.Counters.ToList().IndexOf(node.Running.Batches))}]++;");
        }
    }

    private CodeWriter.Closing WorkChunks(CodeWriter writer, ForwardPlan pass, string room)
    {
        var block = Chunks(writer, "work.Rows");
        PrintInputRows(writer, pass, room);
        return block;
    }

    private void PrintForward(CodeWriter writer, ForwardPlan pass, ValueNames names) =>
        _steps.PrintForward(writer, pass, names, "count", step => _recurrence.PrintOfWork(writer, step, names));

    /// <summary>On the way back through a last step, kernels ask which it was.</summary>
    private void PrintNoLengths(CodeWriter writer)
    {
        if (plan.TakesLengths && plan.Graph.Nodes.Any(node => node is RecurrentNode { ReturnsSequence: false }))
        {
            writer.Line($"ReadOnlySpan<int> {StepPrinter.Lengths} = default;");
        }
    }

    private void PrintInputRows(CodeWriter writer, ForwardPlan pass, string room)
    {
        foreach (var input in Inputs)
        {
            writer.Line($"ref float {Ports.Row(input)} = ref Unsafe.Add(ref MemoryMarshal.GetReference(work.{Ports.RowsOf(input.Identifier)}), (nint)start * {Literal.Int(input.Value.Size)});");
        }

        if (plan.TakesLengths)
        {
            _recurrence.PrintUsedInputs(writer, pass, room);
        }
    }
}
