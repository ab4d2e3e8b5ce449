using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>From the last step to the first, all rows together: dz of every gate at every step, in the place of the gates.</summary>
internal sealed class RecurrentBackward(RecurrentSite site) : Kernel
{
    public override string Name => site.Name + "ThroughTime";

    public override IReadOnlyList<string> Comment =>
    [
        "∂loss/∂z of every gate, from the last step to the first: dh = dy + what goes past the gates of the step behind + W_hhᵀ dz of that step.",
    ];

    public override string Reason => Why.TurnedRound;

    public override string Parameters => Join(
        "ref float dy", "ref float hiddenWeights", "ref float gates", site.Node.Kind == RecurrentKind.Rnn ? "" : "ref float kept",
        "ref float direct", "ref float through", site.OptionalCell("ref float cell"), "ref float transposed",
        site.Node.ReturnsSequence ? "" : "ReadOnlySpan<int> lengths", "int rows");

    /// <summary>Turns the gates of a weight round, one below the other.</summary>
    /// <param name="order">Which gate comes at which place.</param>
    public static void PrintTransposition(CodeWriter writer, RecurrentSite site, AffineSite back, PackedTensor weight, string weights, IReadOnlyList<int> order)
    {
        writer.Line($"MemoryMarshal.CreateSpan(ref transposed, {Literal.Int(back.Weight.Length)}).Clear();");
        for (var place = 0; place < order.Count; place++)
        {
            writer.Line($"Packing.Transpose({Dialect.RefAt(weights, order[place] * weight.PositionStride)}, {Literal.Int(site.Node.Units)}, {Literal.Int(weight.Rows)}, "
                + $"ref transposed, {Literal.Int(place * site.Room)}, {Literal.Int(back.Inputs)});");
        }

        writer.Blank();
    }

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => Print(writer);

    protected override void PrintScalar(CodeWriter writer) => Print(writer);

    private void Print(CodeWriter writer)
    {
        var room = Literal.Int(site.Room);
        var node = site.Node;
        PrintTransposition(writer, site, site.HiddenBack, site.HiddenWeight, "hiddenWeights", node.Kind == RecurrentKind.Gru ? [2, 0, 1] : [.. Enumerable.Range(0, node.Gates)]);
        if (node.ReturnsSequence)
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref direct, rows * {room}).Clear();");
        }
        else
        {
            using (writer.Block("if (lengths.IsEmpty)"))
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref dy, rows * {room}).CopyTo(MemoryMarshal.CreateSpan(ref direct, rows * {room}));");
            }

            using (writer.Block("else"))
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref direct, rows * {room}).Clear();");
            }

            writer.Blank();
        }

        writer.Line($"MemoryMarshal.CreateSpan(ref through, rows * {room}).Clear();");
        if (node.HasCell)
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref cell, rows * {room}).Clear();");
        }

        var keeps = node.Kind != RecurrentKind.Rnn;
        using (writer.Block($"for (int step = {Literal.Int(site.Steps - 1)}; step >= 0; step--)"))
        {
            writer.Line($"ref float gatesNow = ref Unsafe.Add(ref gates, step * {Literal.Int(site.GateStride)});");
            if (keeps)
            {
                writer.Line($"ref float keptNow = ref Unsafe.Add(ref kept, step * {Literal.Int(site.KeptStride)});");
            }

            if (node.ReturnsSequence)
            {
                writer.Line($"ref float dyNow = ref Unsafe.Add(ref dy, step * {room});");
            }

            if (!node.ReturnsSequence)
            {
                writer.Line($"SequenceRows.CopyEnding(lengths, step, ref dy, ref direct, {room});");
            }

            writer.Line($"{site.Name}GatesGradient({Join("ref gatesNow", keeps ? "ref keptNow" : "", node.ReturnsSequence ? "ref dyNow" : "", "ref direct", "ref through", site.OptionalCell("ref cell"))}, rows);");
            using (writer.Block("if (step > 0)"))
            {
                writer.Line($"{site.HiddenBack.Name}Rows(ref gatesNow, ref transposed, ref through, rows);");
            }
        }
    }
}

/// <summary>dx = W_ihᵀ dz at every step of every row.</summary>
internal sealed class RecurrentInputBackward(RecurrentSite site) : Kernel
{
    public override string Name => site.Name + "InputGradient";

    public override IReadOnlyList<string> Comment => ["dx = W_ihᵀ dz at every step."];

    public override string Reason => Why.TurnedRound;

    public override string Parameters => "ref float gates, ref float inputWeights, ref float dx, ref float transposed, int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => Print(writer);

    protected override void PrintScalar(CodeWriter writer) => Print(writer);

    private void Print(CodeWriter writer)
    {
        RecurrentBackward.PrintTransposition(writer, site, site.InputBack, site.InputWeight, "inputWeights", [.. Enumerable.Range(0, site.Node.Gates)]);
        if (site.InputBack.Outputs is { } outputs && outputs.Width - outputs.Length >= 4)
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref dx, rows * {Literal.Int(site.Steps * site.InputBack.OutputStride)}).Clear();");
        }

        writer.Line($"{site.InputBack.Name}Rows({Dialect.RefAt("gates", site.Node.InputSlot * site.Room)}, ref transposed, ref dx, {ValueCopy.Times("rows", site.Steps)});");
    }
}

/// <summary>The gradients of a recurrent layer's weights and biases: those of two dense layers at every step, gate after gate.</summary>
internal sealed class RecurrentWeightGradient(RecurrentSite site) : Kernel
{
    public override string Name => site.Name + "WeightGradients";

    public override IReadOnlyList<string> Comment => ["dW_ih += dz xᵀ and dW_hh += dz hᵀ, gate after gate, each row after row and step after step."];

    public override string Reason => Why.StepByStep;

    public override string Parameters => Join(
        "ref float x", "ref float gates", "ref float kept", "ref float inputGradient", "ref float hiddenGradient",
        site.Optional("ref float inputBiasGradient"), site.Optional("ref float hiddenBiasGradient"), "int rows");

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => Print(writer);

    protected override void PrintScalar(CodeWriter writer) => Print(writer);

    private void Print(CodeWriter writer)
    {
        var rows = ValueCopy.Times("rows", site.Steps);
        for (var gate = 0; gate < site.Node.Gates; gate++)
        {
            var input = site.Node.InputSlot + gate;
            var hidden = site.Node.Kind == RecurrentKind.Gru ? (gate + 1) % 3 == 0 ? 0 : gate + 1 : gate;
            Call(site.InputGradient, "x", input, "input", site.InputWeight, site.InputBias, gate);
            Call(site.HiddenGradient, "kept", hidden, "hidden", site.HiddenWeight, site.HiddenBias, gate);
        }

        void Call(AffineSite product, string x, int slot, string stem, PackedTensor weight, PackedTensor? bias, int gate) =>
            writer.Line($"{product.Name}WeightGradient({Join(
                "ref " + x, Dialect.RefAt("gates", slot * site.Room), Dialect.RefAt(stem + "Gradient", gate * weight.PositionStride),
                bias is null ? "" : Dialect.RefAt(stem + "BiasGradient", gate * bias.PositionStride))}, {rows});");
    }
}
