using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// One step of one row. Where the units fit few vectors, all gates are added up at once and nothing leaves the registers before h is done;
/// else it is the step of many rows with one.
/// </summary>
internal sealed class RecurrentRow(RecurrentSite site) : Kernel
{
    /// <summary>Inputs whose products are written out one by one.</summary>
    private const int UnrolledInputs = 8;

    public override string Name => site.Name + "StepRow";

    public override IReadOnlyList<string> Comment =>
    [
        $"{RecurrentGates.FormulaOf(site.Node)}, one step of one row; h{(site.Node.HasCell ? " and c are" : " is")} read and written.",
    ];

    public override string Reason => Why.GatesAtOnce;

    public override string Parameters => Join(
        "ref float x", "ref float inputWeights", "ref float hiddenWeights", site.Optional("ref float inputBias"), site.Optional("ref float hiddenBias"),
        "ref float hidden", site.OptionalCell("ref float cell"), "ref float y");

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        if (!RecurrentRowSchedule.IsDirect(site.Node, dialect.Lanes))
        {
            PrintCall(writer);
            return;
        }

        var narrow = dialect.Narrow(site.Axis.Width);
        List<int> lanes = [.. Enumerable.Range(0, (site.Node.Units + narrow.Lanes - 1) / narrow.Lanes).Select(vector => vector * narrow.Lanes)];
        writer.Comment("What the hidden values add to the gates: they are there before the inputs are.");
        PrintHidden(writer, narrow, lanes);
        writer.Comment("What the inputs add.");
        PrintSums(writer, narrow, lanes, "x", site.Input, site.InputWeight, site.InputBias, "inputWeights", "inputBias", "x");
        PrintFormula(writer, narrow, lanes);
    }

    protected override void PrintScalar(CodeWriter writer) => PrintCall(writer);

    /// <summary>Where the sums are too many for the registers.</summary>
    public override int StackFloats(int lanes) => RecurrentRowSchedule.StackFloats(site.Node, lanes);

    private void PrintCall(CodeWriter writer)
    {
        writer.Line($"Unsafe.SkipInit(out {StackType(RecurrentRowSchedule.GateFloats(site.Node))} stack);");
        writer.Line("ref float gates = ref stack.Start;");
        writer.Line($"ref float recurrent = {Dialect.RefAt("gates", site.GateStride)};");
        writer.Line($"{site.Name}Step({Join("ref x", "ref inputWeights", "ref hiddenWeights", site.Optional("ref inputBias"), site.Optional("ref hiddenBias"), "ref gates", "ref recurrent", "ref hidden", site.OptionalCell("ref cell"), "ref y")}, 1);");
    }

    private static string Sum(string part, int gate, int lane, int partial) => $"{part}{Literal.Int(gate)}_{Literal.Int(lane)}_{Literal.Int(partial)}";

    /// <summary>
    /// Where all hidden values fit the registers, spread over a vector each, gate after gate: the first begins its long function while the
    /// others are added up. Else value after value, one vector of units at a time, so that the sums fit.
    /// </summary>
    private void PrintHidden(CodeWriter writer, Dialect dialect, List<int> lanes)
    {
        var partials = site.Hidden.PartialSums;
        foreach (var lane in lanes)
        {
            if (dialect.Level < 16)
            {
                PrintSums(writer, dialect, [lane], "h", site.Hidden, site.HiddenWeight, site.HiddenBias, "hiddenWeights", "hiddenBias", "hidden");
                continue;
            }

            for (var i = 0; i < site.Hidden.Inputs; i++)
            {
                if (i % 4 == 0)
                {
                    writer.Line($"var four{Literal.Int(i)} = {dialect.RepeatFour(Dialect.RefAt("hidden", i))};");
                }

                writer.Line($"var h{Literal.Int(i)} = {dialect.SpreadOne("four" + Literal.Int(i & ~3), i & 3)};");
            }

            foreach (var gate in RecurrentRowSchedule.GateOrder(site.Node))
            {
                for (var p = 0; p < partials; p++)
                {
                    writer.Line($"var {Sum("h", gate, lane, p)} = {(p == 0 && site.HiddenBias is { } bias ? dialect.Load("hiddenBias", (gate * bias.PositionStride) + lane) : dialect.Zero)};");
                }

                for (var i = 0; i < site.Hidden.Inputs; i++)
                {
                    var sum = Sum("h", gate, lane, i % partials);
                    var weights = dialect.Load("hiddenWeights", (gate * site.HiddenWeight.PositionStride) + (i * site.Axis.Width) + lane);
                    writer.Line($"{sum} = {dialect.MultiplyAdd("h" + Literal.Int(i), weights, sum)};");
                }

                writer.Line($"var {Total("h", gate, lane)} = {Combined("h", gate, lane, partials)};");
            }

            writer.Blank();
        }

        if (dialect.Level < 16)
        {
            foreach (var (lane, gate) in lanes.SelectMany(lane => RecurrentRowSchedule.GateOrder(site.Node).Select(gate => (lane, gate))))
            {
                writer.Line($"var {Total("h", gate, lane)} = {Combined("h", gate, lane, partials)};");
            }
        }
    }

    private static string Total(string part, int gate, int lane) => $"{part}Total{Literal.Int(gate)}_{Literal.Int(lane)}";

    private static string Combined(string part, int gate, int lane, int partials) => AffineSite.Combine([.. Enumerable.Range(0, partials).Select(p => Sum(part, gate, lane, p))]);

    private void PrintSums(
        CodeWriter writer, Dialect dialect, List<int> lanes, string part, AffineSite product, PackedTensor weight, PackedTensor? bias, string weights, string biases, string values)
    {
        var partials = product.PartialSums;
        var gates = site.Node.Gates;
        for (var gate = 0; gate < gates; gate++)
        {
            foreach (var lane in lanes)
            {
                for (var p = 0; p < partials; p++)
                {
                    writer.Line($"var {Sum(part, gate, lane, p)} = {(p == 0 && bias is not null ? dialect.Load(biases, (gate * bias.PositionStride) + lane) : dialect.Zero)};");
                }
            }
        }

        var inputs = product.Inputs;
        if (inputs <= UnrolledInputs || part == "h")
        {
            using (writer.Part(part == "h" ? "What the layer remembers." : "The step's input."))
            {
                Products(weights, values, inputs, part == "h");
            }
        }
        else
        {
            var turn = Math.Max(partials, 4);
            writer.Line($"ref float {part}k = ref {values};");
            writer.Line($"ref float w{part}k = ref {weights};");
            using (writer.Block($"for (int k = 0; k < {Literal.Int(inputs / turn)}; k++)"))
            {
                Products("w" + part + "k", part + "k", turn, false);
                writer.Line(Advance(part + "k", turn));
                writer.Line(Advance("w" + part + "k", turn * site.Axis.Width));
            }

            if (inputs % turn > 0)
            {
                writer.Blank();
                using (writer.Part($"The last {Phrase.Count(inputs % turn, "input")}."))
                {
                    Products("w" + part + "k", part + "k", inputs % turn, false);
                }
            }
        }

        writer.Blank();

        void Products(string from, string at, int count, bool inFours)
        {
            for (var i = 0; i < count; i++)
            {
                if (inFours && i % 4 == 0)
                {
                    writer.Line($"var four{Literal.Int(i)} = {dialect.RepeatFour(Dialect.RefAt(at, i))};");
                }

                var value = "value" + Literal.Int(i);
                writer.Line($"var {value} = {(inFours ? dialect.SpreadOne("four" + Literal.Int(i & ~3), i & 3) : dialect.Broadcast(Dialect.At(at, i)))};");
                for (var gate = 0; gate < gates; gate++)
                {
                    foreach (var lane in lanes)
                    {
                        var sum = Sum(part, gate, lane, i % partials);
                        writer.Line($"{sum} = {dialect.MultiplyAdd(value, dialect.Load(from, (gate * weight.PositionStride) + (i * site.Axis.Width) + lane), sum)};");
                    }
                }
            }
        }
    }

    private void PrintFormula(CodeWriter writer, Dialect dialect, List<int> lanes)
    {
        var formula = RecurrentFormula.Forward(site.Node, keeps: false);
        foreach (var lane in lanes)
        {
            string Local(string variable) => variable + "Now" + Literal.Int(lane);
            foreach (var (variable, place) in formula.Reads)
            {
                var value = place.Parameter switch
                {
                    "gates" => Combined("x", place.Slot - site.Node.InputSlot, lane, site.Input.PartialSums),
                    "recurrent" => Total("h", place.Slot, lane),
                    _ => dialect.Load(place.Parameter, lane),
                };
                writer.Line($"var {Local(variable)} = {value};");
            }

            foreach (var (variable, expression) in formula.Lines)
            {
                var value = ExprPrinter.PrintShared(writer, expression, dialect, Local, variable + Literal.Int(lane));
                writer.Line($"var {Local(variable)} = {value};");
            }
        }

        // Only now, as every vector of sums read all of h.
        foreach (var lane in lanes)
        {
            foreach (var (variable, place) in formula.Writes)
            {
                writer.Line(dialect.Store(dialect.KeepFirst($"{variable}Now{Literal.Int(lane)}", site.Node.Units - lane), place.Parameter, lane));
            }
        }
    }
}
