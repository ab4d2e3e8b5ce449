using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>One step's formulas over every unit of every row.</summary>
internal abstract class RecurrentUnits(RecurrentSite site) : RowKernel(site.Axis)
{
    protected RecurrentSite Site => site;

    protected abstract RecurrentFormula Formula { get; }

    /// <summary>Parameters and the floats from one row of each to the next.</summary>
    protected abstract IReadOnlyList<(string Parameter, int Stride)> Buffers { get; }

    public override string Parameters => string.Concat(Buffers.Select(buffer => $"ref float {buffer.Parameter}, ")) + "int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        var formula = Formula;
        using (Rows(writer))
        {
            List<string> references = [.. Buffers.Select(buffer => buffer.Parameter + "r")];
            AllPanels(writer, references, (panel, at) =>
            {
                string Reference(RecurrentPlace place) => at[references.IndexOf(place.Parameter + "r")];
                var narrow = dialect.Narrow(panel.Width);
                foreach (var (lane, valid) in Vectors(panel, narrow))
                {
                    var column = panel.Start + lane;
                    int At(RecurrentPlace place) => (place.Slot * site.Room) + column;
                    if (valid <= 0)
                    {
                        foreach (var (_, place) in formula.Writes)
                        {
                            writer.Line(narrow.Store(narrow.Zero, Reference(place), At(place)));
                        }

                        continue;
                    }

                    using (writer.Part(Phrase.Range(at[0] == references[0] ? "Unit" : "Lane", panel, lane, narrow.Lanes)))
                    {
                        foreach (var (variable, place) in formula.Reads)
                        {
                            writer.Line($"var {Local(variable)} = {narrow.Load(Reference(place), At(place))};");
                        }

                        foreach (var (variable, expression) in formula.Lines)
                        {
                            var value = ExprPrinter.PrintShared(writer, expression, narrow, Local, variable);
                            writer.Line($"var {Local(variable)} = {value};");
                        }

                        foreach (var (variable, place) in formula.Writes)
                        {
                            writer.Line(narrow.Store(narrow.KeepFirst(Local(variable), valid), Reference(place), At(place)));
                        }
                    }
                }
            });
            PrintRest(writer, formula, dialect);
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        var formula = Formula;
        using (Rows(writer))
        {
            using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Length)}; lane++)"))
            {
                string At(RecurrentPlace place) => $"Unsafe.Add(ref {place.Parameter}r, {(place.Slot == 0 ? "" : Literal.Int(place.Slot * site.Room) + " + ")}lane)";
                foreach (var (variable, place) in formula.Reads)
                {
                    writer.Line($"float {Local(variable)} = {At(place)};");
                }

                foreach (var (variable, expression) in formula.Lines)
                {
                    var value = ExprPrinter.PrintShared(writer, expression, Dialect.ForLevel(1, site.Plan.Portable), Local, variable);
                    writer.Line($"float {Local(variable)} = {value};");
                }

                foreach (var (variable, place) in formula.Writes)
                {
                    writer.Line($"{At(place)} = {Local(variable)};");
                }
            }

            if (Axis.Length < Axis.Stride)
            {
                writer.Blank();
                using (writer.Block($"for (int lane = {Literal.Int(Axis.Length)}; lane < {Literal.Int(Axis.Stride)}; lane++)"))
                {
                    foreach (var (_, place) in formula.Writes)
                    {
                        writer.Line($"Unsafe.Add(ref {place.Parameter}r, {Literal.Int(place.Slot * site.Room)} + lane) = 0f;");
                    }
                }
            }
        }
    }

    private static string Local(string variable) => variable + "Now";

    /// <summary>Behind the last panel, up to the next row of units: sums over gates run over that too.</summary>
    private void PrintRest(CodeWriter writer, RecurrentFormula formula, Dialect dialect)
    {
        var narrow = dialect.Narrow(4);
        for (var column = Axis.Width; column < Axis.Stride; column += narrow.Lanes)
        {
            foreach (var (_, place) in formula.Writes)
            {
                writer.Line(narrow.Store(narrow.Zero, place.Parameter + "r", (place.Slot * site.Room) + column));
            }
        }
    }

    private CodeWriter.Closing Rows(CodeWriter writer)
    {
        var block = writer.Block("for (int row = 0; row < rows; row++)");
        foreach (var (parameter, stride) in Buffers)
        {
            writer.Line($"ref float {parameter}r = ref Unsafe.Add(ref {parameter}, (nint)row * {Literal.Int(stride)});");
        }

        return block;
    }
}

/// <summary>h, and c, of one step from what inputs and hidden values add to the gates.</summary>
internal sealed class RecurrentGates(RecurrentSite site, bool keeps) : RecurrentUnits(site)
{
    public override string Name => NameOf(Site, keeps);

    public override IReadOnlyList<string> Comment =>
    [
        $"{FormulaOf(Site.Node)}, for every unit of one step, from the sums that went into the gates.",
    ];

    public override string Reason => Why.Gates;

    protected override RecurrentFormula Formula { get; } = RecurrentFormula.Forward(site.Node, keeps);

    protected override IReadOnlyList<(string Parameter, int Stride)> Buffers =>
    [
        ("gates", Site.Steps * Site.GateStride), ("recurrent", Site.Node.Gates * Site.Room), ("hidden", Site.Room),
        .. Site.Node.HasCell ? new[] { ("cell", Site.Room) } : [],
        .. keeps ? new[] { ("kept", Site.Steps * Site.KeptStride) } : [],
        ("y", Site.Plan.Stride(Site.Node.Y)),
    ];

    public static string NameOf(RecurrentSite site, bool keeps) => site.Name + "Gates" + (keeps ? "Kept" : site.Node.IsStreaming ? "Step" : "");

    public static string FormulaOf(RecurrentNode node) => node.Kind switch
    {
        RecurrentKind.Rnn => $"h = {node.Activation!.Name}(W_ih x + b_ih + W_hh h + b_hh)",
        RecurrentKind.Gru => "n = tanh(W_in x + b_in + r (W_hn h + b_hn)), h = (1 - z) n + z h",
        _ => "c = f c + i g, h = o tanh c",
    };
}

/// <summary>The gradients of the sums that went into the gates of one step, in the place of the gates.</summary>
internal sealed class RecurrentGatesGradient(RecurrentSite site) : RecurrentUnits(site)
{
    public override string Name => Site.Name + "GatesGradient";

    public override IReadOnlyList<string> Comment =>
    [
        "dz of every gate in one step, in the place of the gates, and what of dh goes past them to the step before.",
    ];

    public override string Reason => Why.Gates;

    protected override RecurrentFormula Formula { get; } = RecurrentFormula.Backward(site.Node);

    protected override IReadOnlyList<(string Parameter, int Stride)> Buffers =>
    [
        ("gates", Site.Steps * Site.GateStride),
        .. Site.Node.Kind == RecurrentKind.Rnn ? [] : new[] { ("kept", Site.Steps * Site.KeptStride) },
        .. Site.Node.ReturnsSequence ? new[] { ("dy", Site.Steps * Site.Room) } : [],
        ("direct", Site.Room), ("through", Site.Room),
        .. Site.Node.HasCell ? new[] { ("cell", Site.Room) } : [],
    ];
}
