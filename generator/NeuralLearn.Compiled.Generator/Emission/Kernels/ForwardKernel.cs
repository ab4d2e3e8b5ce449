using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// The whole network for one sample. The layers stand in one method where the JIT can take them, so that a small network costs one
/// call; else they are called one after the other.
/// </summary>
internal sealed class ForwardKernel(NetworkPlan plan, ForwardPlan pass, string name, string summary) : Kernel
{
    private readonly StepPrinter _steps = new(plan);

    public override string Name => name;

    public override IReadOnlyList<string> Comment => [summary];

    public override string Parameters => Join(
        [
            "ref float parameters", plan.HasBuffers ? "ref float buffers" : "",
            .. plan.Graph.Inputs.Select(input => "ref float " + Ports.Row(input)),
            .. plan.Graph.Outputs.Select(output => "ref float " + Ports.Row(output)),
        ]);

    public override int StackFloats(int lanes) => OnStack(RowPlacement.Of(plan, pass, lanes).Forward);

    private static int OnStack(ForwardPlan forward) => forward.ScratchPerRow <= NetworkPlan.StackFloats ? forward.ScratchPerRow : 0;

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => PrintPass(writer, dialect);

    protected override void PrintScalar(CodeWriter writer) => PrintPass(writer, Dialect.ForLevel(1, plan.Portable));

    private void PrintPass(CodeWriter writer, Dialect dialect)
    {
        var placement = RowPlacement.Of(plan, pass, dialect.Lanes);
        var forward = placement.Forward;
        if (OnStack(forward) is > 0 and var floats)
        {
            writer.Line($"Unsafe.SkipInit(out {StackType(floats)} stack);");
            writer.Line("ref float scratch = ref stack.Start;");
        }
        else if (forward.ScratchPerRow > 0)
        {
            writer.Line($"ref float scratch = ref ThreadScratch.Take({Literal.Int(forward.ScratchPerRow)});");
        }

        var names = _steps.DeclareValues(writer, forward, 1, "Row");
        _steps.PrintRowInputs(writer, forward, names, dialect);
        var registers = new Dictionary<Value, RegisterRow>();
        _steps.PrintForward(writer, forward, names, null, step =>
        {
            if (placement.InRegisters.Count > 0 && step is AffineStep affine)
            {
                PrintAffine(writer, dialect, placement, affine, names, registers);
            }
            else if (placement.InOneMethod)
            {
                _steps.Call(step, names, null).PrintInPlace(writer, dialect);
            }
            else
            {
                writer.Line(_steps.Call(step, names, null).Direct + ";");
            }
        });
        _steps.PrintRowOutputs(writer, forward, names, dialect);
    }

    private void PrintAffine(
        CodeWriter writer, Dialect dialect, RowPlacement placement, AffineStep step, ValueNames names, Dictionary<Value, RegisterRow> registers)
    {
        var site = new AffineSite(step.Affine, plan);
        var kernel = new AffineRow(site, step.KernelName, step.Activation?.Function);
        writer.Lines(kernel.Comment.Select(line => "// " + line));
        RegisterRow? results = null;
        if (placement.HoldsInRegisters(step.Y))
        {
            results = new RegisterRow(Literal.Identifier(step.Y.Name) + "Row", site.Outputs, dialect);
            results.PrintDeclarations(writer);
            registers.Add(step.Y, results);
        }

        using (writer.Block())
        {
            if (!registers.TryGetValue(step.X, out var inputs))
            {
                writer.Line($"ref float x = ref {names.Value(step.X)};");
            }

            writer.Line($"ref float weights = {Dialect.RefAt("parameters", site.Weight.Offset)};");
            if (site.Bias is not null)
            {
                writer.Line($"ref float bias = {Dialect.RefAt("parameters", site.Bias.Offset)};");
            }

            if (results is null)
            {
                writer.Line($"ref float y = ref {names.Value(step.Y)};");
            }

            writer.Blank();
            kernel.Print(writer, dialect, inputs, results);
        }
    }
}
