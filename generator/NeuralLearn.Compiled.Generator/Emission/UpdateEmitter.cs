using NeuralLearn.Compiled.Generator.Emission.Kernels;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints the optimizer: the memory a learner has, and the step.</summary>
internal sealed class UpdateEmitter(NetworkPlan plan)
{
    /// <summary>The class that holds everything training needs beside the parameters.</summary>
    public void PrintLearner(CodeWriter writer)
    {
        var rule = plan.Update!;
        var packed = Literal.Int(plan.Layout.PackedCount);
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

            writer.Comment($"Activations and their gradients for {Literal.Int(NetworkPlan.ChunkRows)} rows.");
            writer.Line($"public readonly AlignedMemory Scratch = new AlignedMemory({Literal.Int((long)plan.Learning!.ScratchPerRow * NetworkPlan.ChunkRows)});");
            writer.Blank();
            writer.Comment("How many rows the sum is of: the divisor of the mean.");
            writer.Line("public double Divisor;");
            writer.Blank();
            writer.Comment("Steps taken.");
            writer.Line("public long Step;");
            writer.Blank();
            foreach (var state in rule.States)
            {
                writer.Line($"public double {Pascal(state.Name)} = {Literal.Double(state.Initial)};");
                writer.Blank();
            }

            using (writer.Block("public void Reset()"))
            {
                writer.Line("Gradients.Span.Clear();");
                foreach (var slot in rule.Slots)
                {
                    writer.Line($"{Pascal(slot)}.Span.Clear();");
                }

                writer.Line("Divisor = 0;");
                writer.Line("Step = 0;");
                foreach (var state in rule.States)
                {
                    writer.Line($"{Pascal(state.Name)} = {Literal.Double(state.Initial)};");
                }
            }
        }
    }

    public void PrintPass(CodeWriter writer)
    {
        var rule = plan.Update!;
        var mean = plan.Graph.Losses[0].Reduction == Reduction.Mean;
        writer.Comment($"One step of {rule.Kind}: {rule.Formula}.");
        using (writer.Block("internal static bool Update(ref float parameters, Learner learner, float learningRate)"))
        {
            using (writer.Block("if (learner.Divisor == 0)"))
            {
                writer.Line("return false;");
            }

            writer.Blank();
            var hasParameters = plan.Layout.PackedCount > 0;
            if (hasParameters)
            {
                writer.Line("float scale = " + Scale(mean, "learner") + ";");
                PrintLimits(writer, rule.Limits);
            }

            foreach (var scalar in rule.Scalars.Where(scalar => scalar.IsState || hasParameters))
            {
                var value = ExprPrinter.PrintDouble(scalar.Value, name => Name(rule.Scalars, scalar, name));
                writer.Line(scalar.IsState ? $"double {scalar.Name} = {value};" : $"float {scalar.Name} = (float)({value});");
            }

            if (hasParameters)
            {
                var kernel = new UpdateKernel(rule, plan.Layout, plan.Portable);
                var arguments = rule.Slots.Select(slot => $"ref learner.{Pascal(slot)}.Start")
                    .Prepend("ref learner.Gradients.Start").Prepend("ref parameters").Append("scale")
                    .Concat(rule.Limits.NeedsNorm ? ["shortening"] : Array.Empty<string>())
                    .Concat(kernel.VectorScalars.Select(scalar => scalar.Name));
                writer.Line($"Kernels.Update({string.Join(", ", arguments)});");
            }

            foreach (var scalar in rule.Scalars.Where(scalar => scalar.IsState))
            {
                writer.Line($"learner.{Pascal(scalar.Name)} = {scalar.Name};");
            }

            writer.Line("learner.Divisor = 0;");
            writer.Line("learner.Step++;");
            writer.Line("return true;");
        }

        writer.Blank();
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

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
