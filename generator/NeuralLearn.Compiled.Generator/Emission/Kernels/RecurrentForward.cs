using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// A recurrent layer over its window for every row. What the inputs add to the gates is one product for all steps; the steps then take
/// turns, all rows together, so that a weight loaded serves several of them.
/// </summary>
internal sealed class RecurrentForward(RecurrentSite site, bool keeps) : Kernel
{
    public override string Name => site.Name + (keeps ? "Kept" : site.Node.IsStreaming ? "Step" : "");

    public override IReadOnlyList<string> Comment =>
    [
        site.Node.IsStreaming
            ? $"{RecurrentGates.FormulaOf(site.Node)}, one step from the h{(site.Node.HasCell ? " and the c" : "")} of each row, which become{(site.Node.HasCell ? "" : "s")} the next."
            : $"{RecurrentGates.FormulaOf(site.Node)}, {site.Node.X.Shape} -> {site.Node.Y.Shape}, for every row, from "
                + (keeps ? $"the h{(site.Node.HasCell ? " and the c" : "")} given" : $"h = 0{(site.Node.HasCell ? " and c = 0" : "")}") + ".",
    ];

    public override string Reason => Why.StepsTogether;

    public override string Parameters => Join(
        "ref float x", "ref float inputWeights", "ref float hiddenWeights", site.Optional("ref float inputBias"), site.Optional("ref float hiddenBias"),
        "ref float gates", "ref float recurrent", "ref float hidden", site.OptionalCell("ref float cell"), keeps ? "ref float kept" : "", "ref float y", "int rows");

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => Print(writer, dialect.Lanes > 1);

    protected override void PrintScalar(CodeWriter writer) => Print(writer, false);

    private void Print(CodeWriter writer, bool hasRowKernels)
    {
        var room = Literal.Int(site.Room);
        if (!site.Node.IsStreaming && !keeps)
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref hidden, rows * {room}).Clear();");
            if (site.Node.HasCell)
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref cell, rows * {room}).Clear();");
            }
        }

        foreach (var (weight, bias, offset) in site.Calls(site.InputWeight, site.InputBias, "inputWeights", "inputBias"))
        {
            var gates = Dialect.RefAt("gates", (site.Node.InputSlot * site.Room) + offset);
            writer.Line($"{site.Input.Name}Rows({Join("ref x", weight, bias, gates)}, {ValueCopy.Times("rows", site.Steps)});");
        }

        writer.Blank();
        if (site.Node.IsStreaming)
        {
            PrintHidden(writer, hasRowKernels);
            writer.Line($"{RecurrentGates.NameOf(site, keeps)}({Join("ref gates", "ref recurrent", "ref hidden", site.OptionalCell("ref cell"), "ref y")}, rows);");
            return;
        }

        writer.Line("ref float gatesNow = ref gates;");
        writer.Line("ref float yNow = ref y;");
        if (keeps)
        {
            writer.Line("ref float keptNow = ref kept;");
        }

        using (writer.Block($"for (int step = 0; step < {Literal.Int(site.Steps)}; step++)"))
        {
            PrintHidden(writer, hasRowKernels);
            writer.Line($"{RecurrentGates.NameOf(site, keeps)}({Join("ref gatesNow", "ref recurrent", "ref hidden", site.OptionalCell("ref cell"), keeps ? "ref keptNow" : "", "ref yNow")}, rows);");
            writer.Line(Advance("gatesNow", site.GateStride));
            if (site.Node.ReturnsSequence)
            {
                writer.Line(Advance("yNow", site.Room));
            }

            if (keeps)
            {
                writer.Line(Advance("keptNow", site.KeptStride));
            }
        }
    }

    private void PrintHidden(CodeWriter writer, bool hasRowKernels)
    {
        void Calls(string form, string count)
        {
            foreach (var (weight, bias, offset) in site.Calls(site.HiddenWeight, site.HiddenBias, "hiddenWeights", "hiddenBias"))
            {
                writer.Line($"{site.Hidden.Name}{form}({Join("ref hidden", weight, bias, Dialect.RefAt("recurrent", offset), count)});");
            }
        }

        if (!hasRowKernels)
        {
            Calls("Rows", "rows");
            return;
        }

        using (writer.Block("if (rows == 1)"))
        {
            Calls("Row", "");
        }

        using (writer.Block("else"))
        {
            Calls("Rows", "rows");
        }

        writer.Blank();
    }
}
