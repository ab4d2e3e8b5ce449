using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// The whole network for one sample. The layers stand in one method where the JIT can take them, so that a small network costs one
/// call; else they are called one after the other.
/// </summary>
internal sealed class ForwardKernel(NetworkPlan plan, ForwardPlan pass, string name, string summary) : Kernel
{
    public override string Name => name;

    public override IReadOnlyList<string> Comment => [summary];

    public override string Reason => Why.AllAtOnce;

    public override string ReasonAt(int lanes) => Why.OfPlacement(RowPlacement.Of(plan, pass, lanes), lanes) + Why.OfUnroll(plan.Unroll);

    public override string Parameters => Join(
        [
            "ref float parameters", plan.HasBuffers ? "ref float buffers" : "",
            .. plan.Graph.Inputs.Select(input => "ref float " + Ports.Row(input)),
            .. plan.Graph.Outputs.Select(output => "ref float " + Ports.Row(output)),
            plan.State is null ? "" : "ref float state",
        ]);

    public override int StackFloats(int lanes) => RowPlacement.Of(plan, pass, lanes).StackFloats;

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => PrintPass(writer, dialect);

    protected override void PrintScalar(CodeWriter writer) => PrintPass(writer, Dialect.ForLevel(1, plan.Portable));

    private void PrintPass(CodeWriter writer, Dialect dialect)
    {
        var placement = RowPlacement.Of(plan, pass, dialect.Lanes);
        var forward = placement.Forward;
        if (placement.StackFloats is > 0 and var floats)
        {
            writer.Line($"Unsafe.SkipInit(out {StackType(floats)} stack);");
            writer.Line("ref float scratch = ref stack.Start;");
        }
        else if (placement.ThreadFloats > 0)
        {
            writer.Line($"ref float scratch = ref ThreadScratch.Take({Literal.Int(placement.ThreadFloats)});");
        }

        var row = new RowPass(plan, placement, dialect);
        var offsets = plan.State?.Offsets ?? new Dictionary<Value, int>();
        var names = row.Steps.DeclareValues(
            writer, forward with { Slots = forward.Slots.Where(pair => !offsets.ContainsKey(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value) }, "1", RowPass.Suffix);
        foreach (var (value, offset) in offsets.Select(pair => (pair.Key, pair.Value)))
        {
            names.Use(value, Dialect.At("state", offset));
        }

        row.Print(writer, names);
        row.Steps.PrintRowOutputs(writer, forward, names, dialect);
    }
}
