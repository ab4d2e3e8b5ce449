using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// A whole training step on one row: forward, loss, then layer by layer backward and update at once. It leaves the bits of Backward
/// followed by Update. The layers stand in one method where the JIT can take them.
/// </summary>
internal sealed class TrainKernel(NetworkPlan plan, RowStepPlan step) : Kernel
{
    public override string Name => "Train";

    public override string Returns => "float";

    public override IReadOnlyList<string> Comment =>
        ["One training step on one row: forward, loss, then backward and update layer by layer. Returns the loss."];

    public override string Reason => Why.AllAtOnce;

    public override string ReasonAt(int lanes) => Why.OfPlacement(RowPlacement.Of(plan, step, lanes), lanes) + Why.OfUnroll(plan.Unroll);

    public override string Parameters => Join(
    [
        "ref float parameters", plan.HasBuffers ? "ref float buffers" : "", "ref float scratch", .. step.Rule.Slots.Select(slot => "ref float " + slot + "Memory"),
        .. plan.Graph.Inputs.Select(input => "ref float " + Ports.Row(input)), TakesLabel ? "int labelRow" : "ref float targetRow",
        .. step.Rule.Scalars.Where(scalar => !scalar.IsState).Select(scalar => "float " + scalar.Name),
    ]);

    /// <summary>Whether the row's target is a class index.</summary>
    public bool TakesLabel => step.Loss.Loss.Target is TargetKind.Classes or TargetKind.Labels;

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => PrintPass(writer, dialect);

    protected override void PrintScalar(CodeWriter writer) => PrintPass(writer, Dialect.ForLevel(1, plan.Portable));

    private void PrintPass(CodeWriter writer, Dialect dialect)
    {
        var placement = RowPlacement.Of(plan, step, dialect.Lanes);
        var row = new RowPass(plan, placement, dialect);
        var names = row.Steps.DeclareValues(writer, step.Learning.Forward, "1", RowPass.Suffix);
        StepPrinter.DeclareGradients(writer, names, step.Learning.Buffers, "1", RowPass.Suffix);
        row.Print(writer, names);
        var held = RowGradients.InRegisters(plan, step, placement.InOneMethod, dialect.Lanes)
            .ToDictionary(buffer => buffer, buffer => new RegisterRow(names.Gradient(buffer), buffer.Axis, dialect));
        RegisterRow? Declared(GradientBuffer? buffer)
        {
            if (buffer is null || !held.TryGetValue(buffer, out var registers))
            {
                return null;
            }

            registers.PrintDeclarations(writer);
            return registers;
        }

        PrintLoss(writer, dialect, row, names, Declared(step.Loss.Gradient));
        foreach (var backward in step.Backward)
        {
            writer.Blank();
            var down = Declared((backward as WeightStep)?.Dx);
            row.Print(writer, row.Steps.Call(backward, names, "1"), ("dz", held.TryGetValue(backward.Dy, out var dz) ? dz : null), ("dx", down));
        }

        writer.Blank();
        writer.Line("return rowLoss;");
    }

    private void PrintLoss(CodeWriter writer, Dialect dialect, RowPass row, ValueNames names, RegisterRow? gradient)
    {
        var loss = step.Loss.Loss;
        var (y, dy) = (names.Value(loss.Output), names.Gradient(step.Loss.Gradient));
        writer.Comment($"[{loss.Kind}] on {loss.Output.Name}.");
        writer.Line("float rowLoss;");
        var target = "labelRow";
        if (!TakesLabel)
        {
            target = "ref targetRow";
            if (step.Loss.Target is { } place && !new PackedAxis(loss.Output.Size).IsDense)
            {
                target = "ref paddedRow";
                writer.Line($"ref float paddedRow = {Dialect.RefAt("scratch", place.Start)};");
                StepPrinter.PrintPadded(writer, "targetRow", "paddedRow", loss.Output.Size, dialect);
            }
        }

        row.Print(writer, new KernelCall(KernelList.RowLoss(step, plan.Portable, "rowLoss"), ["ref " + y, target, "ref " + dy]),
            ("y", row.Registers(loss.Output)), ("gradient", gradient));
        writer.Blank();
        writer.Comment("A sum that begins with 0, as over many rows: never -0.");
        writer.Line("rowLoss += 0f;");
    }
}
