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

    public override int StackFloats => pass.ScratchPerRow <= NetworkPlan.StackFloats ? pass.ScratchPerRow : 0;

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => PrintPass(writer, dialect, RowCost.FitsOneMethod(plan, pass, dialect.Lanes));

    protected override void PrintScalar(CodeWriter writer) => PrintPass(writer, Dialect.ForLevel(1, plan.Portable), false);

    private void PrintPass(CodeWriter writer, Dialect dialect, bool inOneMethod)
    {
        if (StackFloats > 0)
        {
            writer.Line($"Unsafe.SkipInit(out {StackType(StackFloats)} stack);");
            writer.Line("ref float scratch = ref stack.Start;");
        }
        else if (pass.ScratchPerRow > 0)
        {
            writer.Line($"ref float scratch = ref ThreadScratch.Take({Literal.Int(pass.ScratchPerRow)});");
        }

        var names = _steps.DeclareValues(writer, pass, 1, "Row");
        _steps.PrintRowInputs(writer, pass, names, dialect);
        _steps.PrintForward(writer, pass, names, null, call =>
        {
            if (inOneMethod)
            {
                call.PrintInPlace(writer, dialect);
            }
            else
            {
                writer.Line(call.Direct + ";");
            }
        });
        _steps.PrintRowOutputs(writer, pass, names, dialect);
    }
}
