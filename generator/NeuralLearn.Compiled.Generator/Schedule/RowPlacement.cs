using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>How the whole network is worked out for one sample at one vector width.</summary>
/// <param name="InOneMethod">The layers stand in one method; else each is called.</param>
/// <param name="Forward">The pass with places for what lies in memory.</param>
/// <param name="InRegisters">Hidden values that never leave the registers: affine operations both write and read them.</param>
internal sealed record RowPlacement(bool InOneMethod, ForwardPlan Forward, IReadOnlyCollection<Value> InRegisters)
{
    /// <summary>Products written out one by one for a layer whose inputs are in registers, and for all of them: some 4 and 8 KB of code.</summary>
    private const int ProductsPerLayer = 320;

    private const int ProductsPerNetwork = 640;

    /// <summary>Vectors of one value; the sums of the layer that reads it take about as many again.</summary>
    private const int VectorsPerValue = 8;

    /// <summary>Floats of hidden values on the stack; 0 where they lie in a buffer of the thread.</summary>
    public int StackFloats => Forward.ScratchPerRow <= NetworkPlan.StackFloats ? Forward.ScratchPerRow : 0;

    /// <summary>Floats of hidden values in a buffer of the thread.</summary>
    public int ThreadFloats => Forward.ScratchPerRow - StackFloats;

    /// <summary>For inference: what is in registers has no place in memory.</summary>
    public static RowPlacement Of(NetworkPlan plan, ForwardPlan pass, int lanes)
    {
        var placement = Of(plan, pass, lanes, RowCost.FitsOneMethod(plan, pass.Steps, lanes));
        var elsewhere = plan.State is null ? [] : RecurrentRowSchedule.NeedsNoPlace(pass, plan.State);
        if (placement.InRegisters.Count == 0 && elsewhere.Count == 0)
        {
            return placement;
        }

        var (slots, size) = LifetimePlacement.Of(pass.Steps, pass.Outputs, plan.CopiedInputs,
            value => placement.HoldsInRegisters(value) || !pass.Slots.ContainsKey(value) || elsewhere.Contains(value));
        return placement with { Forward = pass with { Slots = slots, ScratchPerRow = size } };
    }

    /// <summary>For training: the backward pass finds every value in memory too.</summary>
    public static RowPlacement Of(NetworkPlan plan, RowStepPlan step, int lanes)
    {
        var placement = Of(plan, step.Learning.Forward, lanes, RowCost.FitsOneMethod(plan, step, lanes));
        var output = step.Loss.Loss.Output;

        // The loss reads the output right after it is made.
        return placement.InRegisters.Count > 0 && placement.Forward.Steps[placement.Forward.Steps.Count - 1] is AffineStep last && ReferenceEquals(last.Y, output)
            && VectorsOf(new PackedAxis(output.Size), lanes) <= VectorsPerValue
            ? placement with { InRegisters = [.. placement.InRegisters, output] }
            : placement;
    }

    private static RowPlacement Of(NetworkPlan plan, ForwardPlan pass, int lanes, bool inOneMethod)
    {
        // At 128 bits a layer has too many vectors for the registers, and a store that the next load waits for costs less.
        if (!inOneMethod || lanes < 8 || plan.Unroll == Unroll.Never)
        {
            return new RowPlacement(inOneMethod, pass, []);
        }

        var inRegisters = new HashSet<Value>();
        var products = 0;
        foreach (var step in pass.Steps.OfType<AffineStep>())
        {
            var readers = pass.Steps.Where(reader => reader.Reads(step.Y)).ToList();
            var price = readers.Sum(reader => Products(plan, reader, lanes));
            if (readers.Count > 0 && readers.All(reader => reader is AffineStep && Products(plan, reader, lanes) <= ProductsPerLayer)
                && VectorsOf(new PackedAxis(step.Y.Size), lanes) <= VectorsPerValue && products + price <= ProductsPerNetwork
                && !pass.Outputs.Any(output => ReferenceEquals(output, step.Y)))
            {
                inRegisters.Add(step.Y);
                products += price;
            }
        }

        return new RowPlacement(true, pass, inRegisters);
    }

    public bool HoldsInRegisters(Value value) => InRegisters.Contains(value);

    /// <summary>Vectors that hold a value's features; padding alone takes none.</summary>
    public static int VectorsOf(PackedAxis axis, int lanes) => axis.Panels.Sum(panel => Math.Min(
        Math.Max(1, panel.Width / lanes), (panel.Valid + Math.Min(lanes, panel.Width) - 1) / Math.Min(lanes, panel.Width)));

    private static int Products(NetworkPlan plan, ForwardStep step, int lanes) =>
        step is AffineStep affine && plan.Layout[affine.Affine.Weight] is var weight ? weight.Rows * VectorsOf(weight.Axis, lanes) : 0;
}
