using NeuralLearn.Compiled.Generator.Emission.Kernels;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints the optimizer: the memory a learner has, and the step.</summary>
internal sealed class UpdateEmitter(NetworkPlan plan)
{
    /// <summary>The class that holds everything training needs beside the parameters.</summary>
    public void PrintLearner(CodeWriter writer)
    {
        var training = plan.Training!;
        var rule = training.Update;
        var packed = Literal.Int(plan.Layout.LearningCount);
        writer.Summary("What training needs beside the parameters. It is made by the first training call.");
        FileFrame.TypeAttributes(writer);
        using (writer.Block("internal sealed class Learner"))
        {
            writer.Comment("The gradients of all rows since the last step, added up, not divided.");
            writer.Line($"public readonly AlignedMemory Gradients = new AlignedMemory({packed});");
            writer.Blank();
            foreach (var slot in rule.Slots)
            {
                writer.Line($"public readonly AlignedMemory {Pascal(slot)} = new AlignedMemory({packed});");
                writer.Blank();
            }

            PrintScratch(writer, training.ScratchPerRow);
            if (plan.HandsOutCopies)
            {
                var size = Literal.Int(plan.Graph.Outputs.Sum(output => output.Value.Size));
                writer.Comment("One row of all outputs in the user's order, and of their gradients, for losses of the caller's own.");
                writer.Line($"public readonly float[] RowOutput = new float[{size}];");
                writer.Blank();
                writer.Line($"public readonly float[] RowGradient = new float[{size}];");
                writer.Blank();
            }

            writer.Comment("How many rows the sum is of: the divisor of the mean.");
            writer.Line("public double Divisor;");
            writer.Blank();
            writer.Comment("Steps taken.");
            writer.Line("public long Step;");
            writer.Blank();
            writer.Comment("Rows that gradients were taken of since the weights were initialised.");
            writer.Line("public long RowsTrained;");
            writer.Blank();
            foreach (var state in rule.States)
            {
                writer.Line($"public double {Pascal(state.Name)} = {Literal.Double(state.Initial)};");
                writer.Blank();
            }

            writer.Comment("Forgets the gradients added up.");
            using (writer.Block("public void Clear()"))
            {
                writer.Line("Gradients.Span.Clear();");
                writer.Line("Divisor = 0;");
            }

            writer.Blank();
            writer.Comment("Forgets what the optimizer knows.");
            using (writer.Block("public void ResetOptimizer()"))
            {
                foreach (var slot in rule.Slots)
                {
                    writer.Line($"{Pascal(slot)}.Span.Clear();");
                }

                writer.Line("Step = 0;");
                foreach (var state in rule.States)
                {
                    writer.Line($"{Pascal(state.Name)} = {Literal.Double(state.Initial)};");
                }
            }
        }
    }

    private void PrintScratch(CodeWriter writer, int perRow)
    {
        if (!plan.Graph.MeasuresBatches)
        {
            writer.Comment($"Activations and their gradients for {Literal.Int(NetworkPlan.ChunkRows)} rows.");
            writer.Line($"public readonly AlignedMemory Scratch = new AlignedMemory({Literal.Int((long)perRow * NetworkPlan.ChunkRows)});");
            writer.Blank();
            return;
        }

        writer.Comment("Activations and their gradients for a whole batch, the largest so far.");
        writer.Line("public AlignedMemory Scratch = new AlignedMemory(0);");
        writer.Blank();
        writer.Comment("What batch normalisations know of the present batch.");
        writer.Line($"public readonly AlignedMemory Statistics = new AlignedMemory({Literal.Int(BatchStatistics.Floats(plan.Graph))});");
        writer.Blank();
        writer.Comment("Makes room for a batch.");
        using (writer.Block("public void Reserve(int rows)"))
        {
            using (writer.Block($"if ((long)rows * {Literal.Int(perRow)} > Scratch.Length)"))
            {
                writer.Line($"Scratch = new AlignedMemory(Check.Room(rows, {Literal.Int(perRow)}));");
            }
        }

        writer.Blank();
    }

    public void PrintPass(CodeWriter writer)
    {
        var rule = plan.Training!.Update;
        var groups = plan.Layout.Groups;
        var mean = plan.Graph.Losses[0].Terms.Reduction == Reduction.Mean;
        writer.Comment($"One step of {rule.Kind}: {rule.Formula}.");
        using (writer.Block("internal static bool Update(ref float parameters, Learner learner, float learningRate)"))
        {
            using (writer.Block("if (learner.Divisor == 0)"))
            {
                writer.Line("return false;");
            }

            writer.Blank();
            if (groups.Count > 0)
            {
                writer.Line("float scale = " + Scale(mean, "learner") + ";");
                PrintLimits(writer, rule.Limits);
            }

            PrintStates(writer, rule);
            foreach (var group in groups)
            {
                PrintGroup(writer, rule, group, groups.Count > 1);
            }

            KeepStates(writer, rule);
            writer.Line("learner.Divisor = 0;");
            writer.Line("learner.Step++;");
            writer.Line("return true;");
        }

        writer.Blank();
    }

    /// <summary>The step that a single row takes without gradients in memory.</summary>
    public void PrintRowPass(CodeWriter writer, RowStepPlan step)
    {
        var rule = step.Rule;
        var kernel = new TrainKernel(plan, step);
        List<string> inputs = [.. plan.Graph.Inputs.Select(Ports.Row)];
        var memory = "ref float parameters" + (plan.HasBuffers ? ", ref float buffers" : "");
        var target = kernel.TakesLabel ? "int label" : "ref float target";
        writer.Comment($"One row, one step of {rule.Kind}: as Learn and Update, without gradients in memory.");
        using (writer.Block($"internal static float TrainRow({memory}, Learner learner{string.Concat(inputs.Select(input => ", ref float " + input))}, {target}, float learningRate)"))
        {
            PrintStates(writer, rule);
            if (plan.Layout.Groups[0].Scale != 1)
            {
                writer.Line($"learningRate *= {Literal.Float(plan.Layout.Groups[0].Scale)};");
            }

            PrintScalars(writer, rule, "learningRate");
            var arguments = new[] { "ref parameters", plan.HasBuffers ? "ref buffers" : "", "ref learner.Scratch.Start" }.Where(argument => argument.Length > 0)
                .Concat(rule.Slots.Select(slot => $"ref learner.{Pascal(slot)}.Start"))
                .Concat(inputs.Select(input => "ref " + input))
                .Append(kernel.TakesLabel ? "label" : "ref target")
                .Concat(rule.Scalars.Where(scalar => !scalar.IsState).Select(scalar => scalar.Name));
            writer.Line($"float loss = Kernels.Train({string.Join(", ", arguments)});");
            KeepStates(writer, rule);
            writer.Line("learner.RowsTrained++;");
            writer.Line("learner.Step++;");
            writer.Line("return loss;");
        }

        writer.Blank();
    }

    private static void PrintStates(CodeWriter writer, Optimizers.UpdateRule rule)
    {
        foreach (var scalar in rule.Scalars.Where(scalar => scalar.IsState))
        {
            writer.Line($"double {scalar.Name} = {ExprPrinter.PrintDouble(scalar.Value, name => Name(rule.Scalars, scalar, name))};");
        }
    }

    private static void PrintScalars(CodeWriter writer, Optimizers.UpdateRule rule, string rate)
    {
        foreach (var scalar in rule.Scalars.Where(scalar => !scalar.IsState))
        {
            var value = ExprPrinter.PrintDouble(scalar.Value, name => name == "learningRate" ? rate : Name(rule.Scalars, scalar, name));
            writer.Line($"float {scalar.Name} = (float)({value});");
        }
    }

    private static void KeepStates(CodeWriter writer, Optimizers.UpdateRule rule)
    {
        foreach (var scalar in rule.Scalars.Where(scalar => scalar.IsState))
        {
            writer.Line($"learner.{Pascal(scalar.Name)} = {scalar.Name};");
        }
    }

    /// <summary>One run of parameters; where there are several, each has a block and a learning rate of its own.</summary>
    private void PrintGroup(CodeWriter writer, Optimizers.UpdateRule rule, LearningGroup group, bool isOneOfMany)
    {
        if (isOneOfMany)
        {
            using (writer.Part($"{Phrase.Count(group.Length, "number")} from {Literal.Int(group.Offset)} on, at a learning rate of their own."))
            {
                writer.Line($"float groupRate = learningRate * {Literal.Float(group.Scale)};");
                PrintCall("groupRate");
            }

            return;
        }

        if (group.Scale != 1)
        {
            writer.Line($"learningRate *= {Literal.Float(group.Scale)};");
        }

        PrintCall("learningRate");

        void PrintCall(string rate)
        {
            PrintScalars(writer, rule, rate);
            var kernel = new UpdateKernel(rule, plan.Portable);
            var arguments = rule.Slots.Select(slot => $"learner.{Pascal(slot)}.Start").Prepend("learner.Gradients.Start").Prepend("parameters")
                .Select(memory => Dialect.RefAt(memory, group.Offset))
                .Append(Literal.Int(group.Length)).Append("scale")
                .Concat(rule.Limits.NeedsNorm ? ["shortening"] : Array.Empty<string>())
                .Concat(kernel.VectorScalars.Select(scalar => scalar.Name));
            writer.Line($"Kernels.Update({string.Join(", ", arguments)});");
        }
    }

    private static void PrintLimits(CodeWriter writer, Optimizers.GradientLimits limits)
    {
        if (!limits.NeedsNorm && !limits.SkipNonFinite)
        {
            return;
        }

        writer.Line("double squares = Kernels.GradientSquares(ref learner.Gradients.Start, scale);");
        writer.Comment("Large elements overflow in single precision; what is finite is summed again in double.");
        using (writer.Block("if (!double.IsFinite(squares))"))
        {
            writer.Line($"squares = Packing.SumOfSquares(learner.Gradients.Span, scale, {Literal.Double(limits.Value)});");
        }

        writer.Blank();
        if (limits.SkipNonFinite)
        {
            writer.Comment("One NaN would poison every parameter for good: the rows are dropped instead.");
            using (writer.Block("if (!double.IsFinite(squares))"))
            {
                writer.Line("learner.Gradients.Span.Clear();");
                writer.Line("learner.Divisor = 0;");
                writer.Line("return false;");
            }

            writer.Blank();
        }

        if (limits.NeedsNorm)
        {
            writer.Line($"float shortening = (float)Math.Min(1.0, {Literal.Double(limits.Norm)} / (Math.Sqrt(squares) + 1e-6));");
        }
    }

    /// <summary>What the sum of gradients is multiplied by to become the gradient.</summary>
    public static string Scale(bool mean, string learner) => mean ? $"(float)(1.0 / {learner}.Divisor)" : "1f";

    private static string Name(IReadOnlyList<Optimizers.StepScalar> scalars, Optimizers.StepScalar current, string name) => name switch
    {
        "step" => "learner.Step",
        "learningRate" => "learningRate",

        // A state read while its new value is worked out is the stored one; afterwards it is the new one.
        _ when name == current.Name => "learner." + Pascal(name),
        _ when scalars.Any(scalar => scalar.Name == name) => name,
        _ => "learner." + Pascal(name),
    };

    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
