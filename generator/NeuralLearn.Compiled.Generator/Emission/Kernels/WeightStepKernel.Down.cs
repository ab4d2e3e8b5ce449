using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>The step together with dx = Wᵀ dz.</summary>
internal sealed partial class WeightStepKernel
{
    /// <summary>Groups of inputs whose sums for dx stay in registers while the panels of outputs go by.</summary>
    private void PrintWithInputGradient(CodeWriter writer, Dialect dialect)
    {
        var group = InputGradientSchedule.Of(site.Inputs, Axis, dialect.Lanes).Inputs;
        var (whole, rest) = (site.Inputs / group, site.Inputs % group);
        if (WeightStepSchedule.Of(site.Weight, dialect.Lanes, true, rule.LinesPerVector, site.Unroll).UnrollsGroups)
        {
            PrintAllGroups(writer, dialect, group);
            return;
        }

        writer.Line("ref float xk = ref x;");
        writer.Line("ref float gk = ref dx;");
        Declare(writer, "k", "Weights", 0);
        if (Axis is { FullPanels: > 0, Tail: { } tail })
        {
            Declare(writer, "t", "Weights", site.Weight.PanelOffset(tail));
        }

        if (whole > 0)
        {
            using (whole == 1 ? writer.Part(Phrase.Range("Input", 0, group - 1) + ".") : writer.Block($"for (int k = 0; k < {Literal.Int(whole)}; k++)"))
            {
                PrintGroup(writer, dialect, group, group, "gk", 0);
                if (whole > 1 || rest > 0)
                {
                    writer.Line(Advance("xk", group));
                    writer.Line(Advance("gk", group));
                    Move(writer, "k", group * (Axis.FullPanels > 0 ? 16L : Axis.TailWidth));
                    if (Axis is { FullPanels: > 0, TailWidth: > 0 })
                    {
                        Move(writer, "t", (long)group * Axis.TailWidth);
                    }
                }
            }
        }

        if (rest > 0)
        {
            writer.Blank();
            using (writer.Part($"The last {Phrase.Count(rest, "input")}."))
            {
                PrintGroup(writer, dialect, rest, InputGradientSchedule.FoldOf(rest), "gk", 0);
            }
        }

        InputGradient.PrintPadding(writer, site.Inputs, group, "dx");
        writer.Blank();
    }

    /// <summary>Group after group, written out: dx may be registers.</summary>
    private void PrintAllGroups(CodeWriter writer, Dialect dialect, int group)
    {
        for (var first = 0; first < site.Inputs; first += group)
        {
            var inputs = Math.Min(group, site.Inputs - first);
            using (writer.Part(Phrase.Range("Input", first, first + inputs - 1) + "."))
            {
                writer.Line($"ref float xk = {Dialect.RefAt("x", first)};");
                Declare(writer, "k", "Weights", first * (Axis.FullPanels > 0 ? 16 : Axis.TailWidth));
                if (Axis is { FullPanels: > 0, Tail: { } tail })
                {
                    Declare(writer, "t", "Weights", site.Weight.PanelOffset(tail) + (first * tail.Width));
                }

                PrintGroup(writer, dialect, inputs, inputs == group ? group : InputGradientSchedule.FoldOf(inputs), "dx", first);
            }
        }

        if (dialect.StoresPadding("dx"))
        {
            InputGradient.PrintPadding(writer, site.Inputs, group, "dx");
        }

        writer.Blank();
    }

    private void PrintGroup(CodeWriter writer, Dialect dialect, int inputs, int fold, string dx, int column)
    {
        var sums = Enumerable.Range(0, inputs).Select(i => new VirtualSum(Axis, dialect, "s" + Literal.Int(i))).ToList();
        var sumDialect = sums[0].Dialect;

        // The tail, or the first panel, opens the sums; lanes that it has not are 0.
        var opening = Axis.Tail ?? PackedAxis.Full(0);
        var narrow = dialect.Narrow(opening.Width);
        var prefix = Axis is { FullPanels: > 0, TailWidth: > 0 } ? "t" : "k";
        for (var a = 0; a < sums[0].Accumulators; a++)
        {
            var lane = a * sumDialect.Lanes;
            var isReal = lane < opening.Valid;
            foreach (var sum in sums)
            {
                writer.Line(isReal ? $"{sumDialect.Type} {sum.Accumulator(a)};" : $"var {sum.Accumulator(a)} = {sumDialect.Zero};");
            }

            if (!isReal)
            {
                continue;
            }

            using (writer.Part(Phrase.Range("Output", opening, lane, narrow.Lanes)))
            {
                writer.Line($"var d = {narrow.Load("dz", opening.Start + lane)};");
                for (var i = 0; i < inputs; i++)
                {
                    var sum = sums[i].Accumulator(a);
                    PrintElement(writer, narrow, prefix, (i * opening.Width) + lane, Gradient(narrow, "xk", i, "d", opening.Valid - lane),
                        weight => $"{sum} = {(narrow.Lanes < sumDialect.Lanes ? sumDialect.Widen($"({weight} * d)", narrow.Lanes) : weight + " * d")};");
                }
            }
        }

        var next = Axis.Tail is null ? 1 : 0;
        if (next < Axis.FullPanels)
        {
            void PrintPanel(string d, int offset)
            {
                for (var a = 0; a < sums[0].Accumulators; a++)
                {
                    var lane = a * sumDialect.Lanes;
                    using (writer.Part($"Lanes {Literal.Int(lane)} to {Literal.Int(lane + sumDialect.Lanes - 1)} of a panel."))
                    {
                        writer.Line($"var d = {sumDialect.Load(d, offset + lane)};");
                        for (var i = 0; i < inputs; i++)
                        {
                            var sum = sums[i].Accumulator(a);
                            PrintElement(writer, sumDialect, "p", (i * 16) + lane, Gradient(sumDialect, "xk", i, "d", sumDialect.Lanes),
                                weight => $"{sum} = {sumDialect.MultiplyAdd(weight, "d", sum)};");
                        }
                    }

                    writer.Blank();
                }
            }

            if (WeightStepSchedule.Of(site.Weight, dialect.Lanes, true, rule.LinesPerVector, site.Unroll).UnrollsPanels)
            {
                for (var panel = next; panel < Axis.FullPanels; panel++)
                {
                    using (writer.Part(Phrase.Range("Output", panel * 16, (panel * 16) + 15) + "."))
                    {
                        Declare(writer, "p", "", panel * site.PanelSize, "k");
                        PrintPanel("dz", panel * 16);
                    }
                }
            }
            else
            {
                writer.Line($"ref float dp = {Dialect.RefAt("dz", next * 16)};");
                Declare(writer, "p", "", next * site.PanelSize, "k");
                using (writer.Block($"for (int panel = {Literal.Int(next)}; panel < {Literal.Int(Axis.FullPanels)}; panel++)"))
                {
                    PrintPanel("dp", 0);
                    writer.Line(Advance("dp", 16));
                    Move(writer, "p", site.PanelSize);
                }
            }

            writer.Blank();
        }

        List<string> folded = [.. sums.Select(sum => sum.Folded())];
        while (folded.Count < fold)
        {
            folded.Add(sumDialect.Zero);
        }

        var total = $"Lanes.FoldSum{Literal.Int(fold)}({string.Join(", ", folded)})";
        if (below is null)
        {
            writer.Line((dialect with { Lanes = fold }).Store(total, dx, column));
            return;
        }

        var wide = dialect with { Lanes = fold };
        writer.Line($"var down = {total};");
        writer.Line(wide.Store(Derived(writer, wide, "down", wide.Load("xk", 0), inputs), dx, column));
    }

    /// <summary>The gradient through the activation below; lanes that are padding become 0, whatever they held.</summary>
    private string Derived(CodeWriter writer, Dialect dialect, string gradient, string y, int valid)
    {
        if (below is null)
        {
            return gradient;
        }

        writer.Line($"var y = {y};");
        var value = ExprPrinter.PrintShared(writer, below.Gradient, dialect, name => name == "y" ? "y" : gradient, "");
        return dialect.KeepFirst($"({value})", valid);
    }

    /// <summary>Lanes are inputs: dx needs no folding, its sums go over the few outputs.</summary>
    private void PrintAlongInputs(CodeWriter writer, Dialect dialect)
    {
        var axis = site.Weight.Axis;
        for (var output = 0; output < Axis.Length; output++)
        {
            writer.Line($"var d{Literal.Int(output)} = {dialect.BroadcastAt("dz", output)};");
        }

        Declare(writer, "k", "Weights", 0);
        var unrolled = WeightStepSchedule.Of(site.Weight, dialect.Lanes, passesOn, rule.LinesPerVector, site.Unroll).UnrollsPanels;
        if (unrolled)
        {
            foreach (var panel in axis.Panels)
            {
                PrintPanel(writer, dialect, panel, "x", "dx", site.Weight.PanelOffset(panel));
            }

            return;
        }

        if (axis.FullPanels > 1)
        {
            writer.Line("ref float xk = ref x;");
            writer.Lines(passesOn ? ["ref float gk = ref dx;"] : []);
            using (writer.Block($"for (int panel = 0; panel < {Literal.Int(axis.FullPanels)}; panel++)"))
            {
                PrintPanel(writer, dialect, PackedAxis.Full(0), "xk", "gk", 0);
                writer.Line(Advance("xk", 16));
                writer.Lines(passesOn ? [Advance("gk", 16)] : []);
                Move(writer, "k", site.PanelSize);
            }

            writer.Blank();
        }
        else if (axis.FullPanels == 1)
        {
            PrintPanel(writer, dialect, PackedAxis.Full(0), "x", "dx", 0);
        }

        if (axis.Tail is { } tail)
        {
            PrintPanel(writer, dialect, tail, "x", "dx", axis.FullPanels > 1 ? 0 : site.Weight.PanelOffset(tail));
        }
    }

    private void PrintPanel(CodeWriter writer, Dialect dialect, Panel panel, string x, string dx, int origin)
    {
        var narrow = dialect.Narrow(panel.Width);
        for (var lane = 0; lane < panel.Width; lane += narrow.Lanes)
        {
            var (column, valid) = (panel.Start + lane, panel.Valid - lane);
            if (valid <= 0)
            {
                writer.Lines(passesOn && narrow.StoresPadding(dx) ? [narrow.Store(narrow.Zero, dx, column)] : []);
                continue;
            }

            using (writer.Part(Phrase.Range("Input", panel, lane, narrow.Lanes)))
            {
                // Padding of an input may hold anything; that of the weights must stay 0.
                writer.Line($"var inputs = {narrow.KeepFirst(narrow.Load(x, column), valid)};");
                writer.Lines(passesOn ? [$"var dxSum = {narrow.Zero};"] : []);
                for (var output = 0; output < Axis.Length; output++)
                {
                    var d = Narrowed(dialect, narrow, "d" + Literal.Int(output));
                    PrintElement(writer, narrow, origin + (output * panel.Width) + lane, Cleared(narrow, narrow.MultiplyAdd(d, "inputs", narrow.Zero), valid),
                        passesOn ? weight => $"dxSum = {narrow.MultiplyAdd(d, weight, "dxSum")};" : null);
                }

                if (passesOn)
                {
                    writer.Line(narrow.Store(Derived(writer, narrow, "dxSum", "inputs", valid), dx, column));
                }
            }
        }
    }

    /// <summary>The lower part of a vector of the level's width.</summary>
    private static string Narrowed(Dialect dialect, Dialect narrow, string text)
    {
        for (var lanes = dialect.Lanes; lanes > narrow.Lanes; lanes /= 2)
        {
            text += ".GetLower()";
        }

        return text;
    }
}
