using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>dx = Wᵀ dz: for each input the products with all outputs, summed over 16 virtual lanes; the lanes of a vector full of inputs are folded together.</summary>
/// <param name="below">The activation whose output x is; its derivative is taken along into dx.</param>
internal sealed class InputGradient(AffineSite site, MapNode? below) : Kernel
{
    public override string Name => site.Name + "InputGradient" + (below is null ? "" : "_" + below.Layer.Identifier);

    public override IReadOnlyList<string> Comment =>
    [
        $"dx = {(below is null ? "Wᵀ dz" : $"dy of {below.Function.Name} with ∂loss/∂x = Wᵀ dz: {below.Function.GradientFormula}")}, [{Literal.Int(site.Outputs.Length)}] -> [{Literal.Int(site.Inputs)}], for every row.",
    ];

    public override string Reason => Why.OfInputGradient(site.Weight.Length);

    public override string Parameters => $"ref float dz, ref float weights, {(below is null ? "" : "ref float x, ")}ref float dx, int rows";

    private PackedAxis Axis => site.Outputs;

    private int InputRowStride => site.InputGradientStride;

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        var schedule = InputGradientSchedule.Of(site.Inputs, Axis, dialect.Lanes);
        if (InputGradientSchedule.GoesByGroups(site.Weight.Length))
        {
            PrintGroups(writer, dialect, schedule.Inputs);
            return;
        }

        var held = schedule.HoldsGradient;
        writer.Line("ref float dr = ref dz;");
        writer.Line("ref float xr = ref dx;");
        writer.Lines(WithBelow("ref float vr = ref x;"));
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            if (held)
            {
                foreach (var panel in Axis.Panels)
                {
                    var narrow = dialect.Narrow(panel.Width);
                    for (var lane = 0; lane < panel.Width; lane += narrow.Lanes)
                    {
                        writer.Line($"var {Held(panel, lane)} = {narrow.Load("dr", panel.Start + lane)};");
                    }
                }
            }

            var whole = site.Inputs / schedule.Inputs;
            var rest = site.Inputs % schedule.Inputs;
            writer.Line("ref float wk = ref weights;");
            if (Axis is { FullPanels: > 0, Tail: { } tail })
            {
                writer.Line($"ref float tk = {Dialect.RefAt("weights", site.Weight.PanelOffset(tail))};");
            }

            writer.Line("ref float xk = ref xr;");
            writer.Lines(WithBelow("ref float vk = ref vr;"));
            if (whole > 0)
            {
                using (whole == 1 ? writer.Part(Phrase.Range("Input", 0, schedule.Inputs - 1) + ".") : writer.Block($"for (int k = 0; k < {Literal.Int(whole)}; k++)"))
                {
                    PrintGroup(writer, dialect, schedule.Inputs, schedule.Inputs, held);
                    if (whole > 1 || rest > 0)
                    {
                        writer.Line(Advance("xk", schedule.Inputs));
                        writer.Lines(WithBelow(Advance("vk", schedule.Inputs)));
                        PrintAdvance(writer, schedule.Inputs);
                    }
                }
            }

            if (rest > 0)
            {
                writer.Blank();
                using (writer.Part($"The last {Phrase.Count(rest, "input")}."))
                {
                    PrintGroup(writer, dialect, rest, InputGradientSchedule.FoldOf(rest), held);
                }
            }

            PrintPadding(writer, site.Inputs, schedule.Inputs, "xr");
            writer.Blank();
            writer.Line(Advance("dr", site.OutputStride));
            writer.Line(Advance("xr", InputRowStride));
            writer.Lines(WithBelow(Advance("vr", InputRowStride)));
        }
    }

    private void PrintGroups(CodeWriter writer, Dialect dialect, int group)
    {
        var (whole, rest) = (site.Inputs / group, site.Inputs % group);
        void Rows(int inputs, int fold)
        {
            writer.Line("ref float dr = ref dz;");
            writer.Line("ref float xk = ref column;");
            writer.Lines(WithBelow("ref float vk = ref values;"));
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                PrintGroup(writer, dialect, inputs, fold, held: false);
                writer.Line(Advance("dr", site.OutputStride));
                writer.Line(Advance("xk", InputRowStride));
                writer.Lines(WithBelow(Advance("vk", InputRowStride)));
            }
        }

        writer.Line("ref float wk = ref weights;");
        if (Axis is { FullPanels: > 0, Tail: { } tail })
        {
            writer.Line($"ref float tk = {Dialect.RefAt("weights", site.Weight.PanelOffset(tail))};");
        }

        writer.Line("ref float column = ref dx;");
        writer.Lines(WithBelow("ref float values = ref x;"));
        if (whole > 0)
        {
            using (writer.Block($"for (int k = 0; k < {Literal.Int(whole)}; k++)"))
            {
                Rows(group, group);
                writer.Blank();
                writer.Line(Advance("column", group));
                writer.Lines(WithBelow(Advance("values", group)));
                PrintAdvance(writer, group);
            }
        }

        if (rest > 0)
        {
            writer.Blank();
            using (writer.Part($"The last {Phrase.Count(rest, "input")}."))
            {
                Rows(rest, InputGradientSchedule.FoldOf(rest));
            }
        }

        if (HasPadding(site.Inputs, group))
        {
            writer.Blank();
            writer.Line("ref float xr = ref dx;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                PrintPadding(writer, site.Inputs, group, "xr");
                writer.Line(Advance("xr", InputRowStride));
            }
        }
    }

    private string[] WithBelow(string line) => below is null ? [] : [line];

    private static string Held(Panel panel, int lane) => $"d{Literal.Int(panel.Start + lane)}";

    private void PrintAdvance(CodeWriter writer, int inputs)
    {
        writer.Line(Advance("wk", inputs * (Axis.FullPanels > 0 ? 16 : Axis.TailWidth)));
        if (Axis is { FullPanels: > 0, Tail: { } tail })
        {
            writer.Line(Advance("tk", inputs * tail.Width));
        }
    }

    /// <param name="inputs">Inputs that are real.</param>
    /// <param name="fold">Sums that are folded together: 4, 8 or 16.</param>
    private void PrintGroup(CodeWriter writer, Dialect dialect, int inputs, int fold, bool held)
    {
        if (!held && Axis.FullPanels > Tiling.UnrolledPanels)
        {
            PrintLoopedGroup(writer, dialect, inputs, fold);
            return;
        }

        var sums = new List<string>();
        var folded = dialect;
        for (var i = 0; i < inputs; i++)
        {
            var sum = new VirtualSum(Axis, dialect, "s" + Literal.Int(i));
            string Weight(Dialect narrow, Panel panel, int lane)
            {
                var tail = panel.Start >= Axis.FullPanels * 16;
                var reference = tail && Axis.FullPanels > 0 ? "tk" : "wk";
                var origin = tail ? 0 : panel.Index * site.PanelSize;
                return narrow.Load(reference, origin + (i * panel.Width) + lane);
            }

            string Gradient(Dialect narrow, Panel panel, int lane) => held ? Held(panel, lane) : narrow.Load("dr", panel.Start + lane);
            var next = sum.Open(writer, (narrow, panel, lane) => $"{Weight(narrow, panel, lane)} * {Gradient(narrow, panel, lane)}");
            for (var panel = next; panel < Axis.FullPanels; panel++)
            {
                for (var a = 0; a < sum.Accumulators; a++)
                {
                    var full = PackedAxis.Full(panel);
                    var lane = a * sum.Dialect.Lanes;
                    writer.Line($"{sum.Accumulator(a)} = {sum.Dialect.MultiplyAdd(Weight(sum.Dialect, full, lane), Gradient(sum.Dialect, full, lane), sum.Accumulator(a))};");
                }
            }

            // Folded to one vector at once: fewer registers are held until all inputs are there.
            folded = sum.Dialect;
            var total = sum.Folded();
            if (sum.Accumulators > 1)
            {
                writer.Line($"var t{Literal.Int(i)} = {total};");
                total = "t" + Literal.Int(i);
            }

            sums.Add(total);
        }

        while (sums.Count < fold)
        {
            sums.Add(folded.Zero);
        }

        PrintStore(writer, dialect with { Lanes = fold }, sums, inputs);
    }

    /// <summary>Folds the sums of some inputs and stores them, through the activation below where there is one.</summary>
    /// <param name="valid">Inputs that are real: what is beside them must stay 0, whatever the values there are.</param>
    private void PrintStore(CodeWriter writer, Dialect wide, IReadOnlyList<string> sums, int valid)
    {
        var total = $"Lanes.FoldSum{Literal.Int(wide.Lanes)}({string.Join(", ", sums)})";
        if (below is null)
        {
            writer.Line(wide.Store(total, "xk", 0));
            return;
        }

        writer.Line($"var dy = {total};");
        writer.Line($"var y = {wide.Load("vk", 0)};");
        var value = ExprPrinter.PrintShared(writer, below.Function.Gradient, wide, name => name, "");
        writer.Line(wide.Store(wide.KeepFirst($"({value})", valid), "xk", 0));
    }

    /// <summary>The same where the outputs fill many panels, which a loop goes through.</summary>
    private void PrintLoopedGroup(CodeWriter writer, Dialect dialect, int inputs, int fold)
    {
        var sums = Enumerable.Range(0, inputs).Select(i => new VirtualSum(Axis, dialect, "s" + Literal.Int(i))).ToList();
        var wide = sums[0].Dialect;
        var next = 0;
        for (var i = 0; i < inputs; i++)
        {
            var input = i;
            next = sums[i].Open(writer, (narrow, panel, lane) =>
                $"{narrow.Load(panel.Width < 16 || panel.Start > 0 ? "tk" : "wk", (input * panel.Width) + lane)} * {narrow.Load("dr", panel.Start + lane)}");
        }

        writer.Line($"ref float wp = {Dialect.RefAt("wk", next * site.PanelSize)};");
        writer.Line($"ref float dp = {Dialect.RefAt("dr", next * 16)};");
        using (writer.Block($"for (int panel = {Literal.Int(next)}; panel < {Literal.Int(Axis.FullPanels)}; panel++)"))
        {
            for (var a = 0; a < sums[0].Accumulators; a++)
            {
                var lane = a * wide.Lanes;
                writer.Line($"var d{Literal.Int(a)} = {wide.Load("dp", lane)};");
                for (var i = 0; i < inputs; i++)
                {
                    writer.Line($"{sums[i].Accumulator(a)} = {wide.MultiplyAdd(wide.Load("wp", (i * 16) + lane), "d" + Literal.Int(a), sums[i].Accumulator(a))};");
                }
            }

            writer.Line(Advance("wp", site.PanelSize));
            writer.Line(Advance("dp", 16));
        }

        var totals = new List<string>();
        for (var i = 0; i < inputs; i++)
        {
            if (sums[i].Accumulators > 1)
            {
                writer.Line($"var t{Literal.Int(i)} = {sums[i].Folded()};");
            }

            totals.Add(sums[i].Accumulators > 1 ? "t" + Literal.Int(i) : sums[i].Folded());
        }

        totals.AddRange(Enumerable.Repeat(wide.Zero, fold - inputs));
        PrintStore(writer, dialect with { Lanes = fold }, totals, inputs);
    }

    private static bool HasPadding(int inputs, int group) => Written(inputs, group) < new PackedAxis(inputs).Width;

    private static int Written(int inputs, int group) => inputs - (inputs % group) + (inputs % group == 0 ? 0 : InputGradientSchedule.FoldOf(inputs % group));

    /// <summary>Lanes nobody reads as inputs are cleared, as later kernels multiply whole vectors.</summary>
    public static void PrintPadding(CodeWriter writer, int inputs, int group, string dx)
    {
        for (var lane = Written(inputs, group); lane < new PackedAxis(inputs).Width; lane += 4)
        {
            writer.Line($"Vector128<float>.Zero.StoreUnsafe(ref {dx}, {Literal.Int(lane)});");
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        var lanes = VirtualSum.LanesOf(Axis);
        writer.Line($"Span<float> lanes = stackalloc float[{Literal.Int(lanes)}];");
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($"ref float dr = ref Unsafe.Add(ref dz, (nint)row * {Literal.Int(site.OutputStride)});");
            writer.Line($"ref float xr = ref Unsafe.Add(ref dx, (nint)row * {Literal.Int(InputRowStride)});");
            using (writer.Block($"for (int k = 0; k < {Literal.Int(site.Inputs)}; k++)"))
            {
                var opening = Axis.Tail ?? PackedAxis.Full(0);
                using (writer.Block($"for (int lane = 0; lane < {Literal.Int(lanes)}; lane++)"))
                {
                    var product = $"Unsafe.Add(ref weights, {Literal.Int(site.Weight.PanelOffset(opening))} + (k * {Literal.Int(opening.Width)}) + lane) * Unsafe.Add(ref dr, {Literal.Int(opening.Start)} + lane)";
                    writer.Line(opening.Width == lanes
                        ? $"lanes[lane] = {product};"
                        : $"lanes[lane] = lane < {Literal.Int(opening.Width)} ? {product} : 0f;");
                }

                var next = Axis.Tail is null ? 1 : 0;
                if (next < Axis.FullPanels)
                {
                    writer.Blank();
                    using (writer.Block($"for (int panel = {Literal.Int(next)}; panel < {Literal.Int(Axis.FullPanels)}; panel++)"))
                    {
                        using (writer.Block("for (int lane = 0; lane < 16; lane++)"))
                        {
                            writer.Line($"lanes[lane] = (Unsafe.Add(ref weights, (panel * {Literal.Int(site.PanelSize)}) + (k * 16) + lane) * Unsafe.Add(ref dr, (panel * 16) + lane)) + lanes[lane];");
                        }
                    }
                }

                writer.Blank();
                VirtualSum.PrintScalarFold(writer, "lanes", lanes);
                writer.Blank();
                if (below is not null)
                {
                    writer.Line($"float y = Unsafe.Add(ref x, (row * {Literal.Int(InputRowStride)}) + k);");
                    writer.Line("float dy = lanes[0];");
                }

                var value = below is null ? "lanes[0]" : ExprPrinter.PrintShared(writer, below.Function.Gradient, site.Scalar, name => name, "");
                writer.Line($"Unsafe.Add(ref xr, k) = {value};");
            }

            writer.Blank();
            using (writer.Block($"for (int k = {Literal.Int(site.Inputs)}; k < {Literal.Int(new PackedAxis(site.Inputs).Width)}; k++)"))
            {
                writer.Line("Unsafe.Add(ref xr, k) = 0f;");
            }
        }
    }
}
