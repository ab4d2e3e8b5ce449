using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Optimizers;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// The optimizer's step on one affine operation from a single row, and dx = Wᵀ dz with the weights before it, in one pass over them. The
/// gradient x dz is rounded as if it had been added to a sum of 0, so that the bits are those of Backward and Update.
/// </summary>
/// <param name="below">The activation whose output x is; its derivative is taken along into dx.</param>
internal sealed class WeightStepKernel(AffineSite site, UpdateRule rule, bool passesOn, Elementwise? below) : Kernel
{
    private readonly IReadOnlyList<StepScalar> _scalars = [.. rule.Scalars.Where(scalar => !scalar.IsState)];

    public override string Name => site.Name + "Step";

    public override IReadOnlyList<string> Comment =>
    [
        $"{rule.Kind}: {rule.Formula}, with g = dz xᵀ{(site.Bias is null ? "" : " and g = dz")} of one row, W: [{Literal.Int(Axis.Length)}, {Literal.Int(site.Inputs)}]"
            + (!passesOn ? "." : below is null ? "; dx = Wᵀ dz." : $"; dx = dy of {below.Name} with ∂loss/∂x = Wᵀ dz: {below.GradientFormula}."),
        passesOn ? "One pass: each weight is loaded, multiplied for dx, changed and stored." : "One pass: each weight is loaded, changed and stored.",
    ];

    public override string Parameters => Join(
    [
        "ref float x", "ref float dz", "ref float weights", site.BiasParameter("bias"),
        .. rule.Slots.Select(slot => $"ref float {slot}Weights"),
        .. site.Bias is null ? [] : rule.Slots.Select(slot => $"ref float {slot}Bias"),
        passesOn ? "ref float dx" : "", .. _scalars.Select(scalar => "float " + scalar.Name),
    ]);

    private PackedAxis Axis => site.Outputs;

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        foreach (var scalar in _scalars)
        {
            writer.Line($"var {scalar.Name}s = {dialect.Broadcast(scalar.Name)};");
        }

        writer.Blank();
        if (site.AlongInputs)
        {
            PrintAlongInputs(writer, dialect);
        }
        else if (passesOn)
        {
            PrintWithInputGradient(writer, dialect);
        }
        else
        {
            PrintWeights(writer, dialect);
        }

        PrintBias(writer, dialect);
    }

    /// <summary>All columns of a block for input after input; the row's gradient stays in registers.</summary>
    private void PrintWeights(CodeWriter writer, Dialect dialect)
    {
        foreach (var block in RowSchedule.Of(site.Inputs, Axis, 2, dialect.Lanes).Blocks)
        {
            var narrow = dialect with { Lanes = block.Lanes };
            var width = block.Vectors[0].Panel.Width;
            var origin = site.Weight.PanelOffset(block.Vectors[0].Panel) + block.Vectors[0].Lane;
            var turn = Math.Min(site.Inputs, Math.Max(1, 8 / block.Vectors.Count));
            using (writer.Block())
            {
                for (var v = 0; v < block.Vectors.Count; v++)
                {
                    writer.Line($"var d{Literal.Int(v)} = {narrow.Load("dz", block.Column(v))};");
                }

                writer.Line("ref float xk = ref x;");
                Declare(writer, "k", "Weights", origin);
                using (writer.Block($"for (int k = 0; k < {Literal.Int(site.Inputs / turn)}; k++)"))
                {
                    Inputs(turn);
                    writer.Line(Advance("xk", turn));
                    Move(writer, "k", (long)turn * width);
                }

                if (site.Inputs % turn > 0)
                {
                    writer.Blank();
                    Inputs(site.Inputs % turn);
                }
            }

            writer.Blank();
            void Inputs(int count)
            {
                for (var i = 0; i < count; i++)
                {
                    for (var v = 0; v < block.Vectors.Count; v++)
                    {
                        var offset = site.Weight.PanelOffset(block.Vectors[v].Panel) + block.Vectors[v].Lane - origin + (i * width);
                        PrintElement(writer, narrow, offset, Gradient(narrow, "xk", i, "d" + Literal.Int(v)), null);
                    }
                }
            }
        }
    }

    /// <summary>Groups of inputs whose sums for dx stay in registers while the panels of outputs go by.</summary>
    private void PrintWithInputGradient(CodeWriter writer, Dialect dialect)
    {
        var group = InputGradientSchedule.Of(site.Inputs, Axis, dialect.Lanes).Inputs;
        var (whole, rest) = (site.Inputs / group, site.Inputs % group);
        if (WeightStepSchedule.Of(site.Weight, dialect.Lanes, true).UnrollsGroups)
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
            using (whole == 1 ? writer.Block() : writer.Block($"for (int k = 0; k < {Literal.Int(whole)}; k++)"))
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
            using (writer.Block())
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
            using (writer.Block())
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
            var isReal = lane < opening.Width;
            foreach (var sum in sums)
            {
                writer.Line(isReal ? $"{sumDialect.Type} {sum.Accumulator(a)};" : $"var {sum.Accumulator(a)} = {sumDialect.Zero};");
            }

            if (!isReal)
            {
                continue;
            }

            using (writer.Block())
            {
                writer.Line($"var d = {narrow.Load("dz", opening.Start + lane)};");
                for (var i = 0; i < inputs; i++)
                {
                    var open = narrow.Lanes < sumDialect.Lanes ? sumDialect.Widen("(parameter * d)", narrow.Lanes) : "parameter * d";
                    PrintElement(writer, narrow, prefix, (i * opening.Width) + lane, Gradient(narrow, "xk", i, "d"), $"{sums[i].Accumulator(a)} = {open};");
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
                    using (writer.Block())
                    {
                        writer.Line($"var d = {sumDialect.Load(d, offset + lane)};");
                        for (var i = 0; i < inputs; i++)
                        {
                            var sum = sums[i].Accumulator(a);
                            PrintElement(writer, sumDialect, "p", (i * 16) + lane, Gradient(sumDialect, "xk", i, "d"),
                                $"{sum} = {sumDialect.MultiplyAdd("parameter", "d", sum)};");
                        }
                    }

                    writer.Blank();
                }
            }

            if (WeightStepSchedule.Of(site.Weight, dialect.Lanes, true).UnrollsPanels)
            {
                for (var panel = next; panel < Axis.FullPanels; panel++)
                {
                    using (writer.Block())
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
        var unrolled = WeightStepSchedule.Of(site.Weight, dialect.Lanes, passesOn).UnrollsPanels;
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
            using (writer.Block())
            {
                // Padding of an input may hold anything; that of the weights must stay 0.
                writer.Line($"var inputs = {narrow.KeepFirst(valid <= 0 ? "" : narrow.Load(x, column), valid)};");
                writer.Lines(passesOn ? [$"var sum = {narrow.Zero};"] : []);
                for (var output = 0; output < Axis.Length; output++)
                {
                    var d = Narrowed(dialect, narrow, "d" + Literal.Int(output));
                    PrintElement(writer, narrow, origin + (output * panel.Width) + lane, narrow.MultiplyAdd(d, "inputs", narrow.Zero),
                        passesOn ? $"sum = {narrow.MultiplyAdd(d, "parameter", "sum")};" : null);
                }

                if (passesOn && (valid > 0 || narrow.StoresPadding(dx)))
                {
                    writer.Line(narrow.Store(Derived(writer, narrow, "sum", "inputs", valid), dx, column));
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

    private void PrintBias(CodeWriter writer, Dialect dialect)
    {
        if (site.Bias is null)
        {
            return;
        }

        foreach (var panel in Axis.Panels)
        {
            var narrow = dialect.Narrow(panel.Width);
            foreach (var (lane, valid) in Vectors(panel, narrow).Where(vector => vector.Valid > 0))
            {
                using (writer.Block())
                {
                    var column = panel.Start + lane;
                    writer.Line($"var parameter = {narrow.Load("bias", column)};");
                    PrintRule(writer, narrow, $"{narrow.Load("dz", column)} + {narrow.Zero}", slot => slot + "Bias", column, "bias");
                }
            }
        }
    }

    private static string Gradient(Dialect dialect, string x, int input, string d) =>
        dialect.MultiplyAdd(dialect.Broadcast(Dialect.At(x, input)), d, dialect.Zero);

    private void PrintElement(CodeWriter writer, Dialect dialect, int offset, string gradient, string? product) =>
        PrintElement(writer, dialect, "k", offset, gradient, product);

    /// <summary>One vector of weights, in a block of its own.</summary>
    private void PrintElement(CodeWriter writer, Dialect dialect, string suffix, int offset, string gradient, string? product)
    {
        using (writer.Block())
        {
            writer.Line($"var parameter = {dialect.Load("w" + suffix, offset)};");
            if (product is not null)
            {
                writer.Line(product);
            }

            PrintRule(writer, dialect, gradient, slot => slot + suffix, offset, "w" + suffix);
        }
    }

    private void PrintRule(CodeWriter writer, Dialect dialect, string gradient, Func<string, string> slotMemory, int offset, string parameters)
    {
        writer.Line($"var gradient = {gradient};");
        UpdateKernel.PrintLimits(writer, rule.Limits, dialect, null);
        foreach (var slot in rule.Slots)
        {
            writer.Line($"var {slot} = {dialect.Load(slotMemory(slot), offset)};");
        }

        foreach (var statement in rule.Elements)
        {
            var value = ExprPrinter.Print(statement.Value, dialect, name => _scalars.Any(scalar => scalar.Name == name) ? Scalar(dialect, name) : name);
            writer.Line($"{(statement.IsLocal ? "var " : "")}{statement.Name} = {value};");
        }

        foreach (var slot in rule.Slots)
        {
            writer.Line(dialect.Store(slot, slotMemory(slot), offset));
        }

        writer.Line(dialect.Store("parameter", parameters, offset));
    }

    /// <summary>The step's number in every lane; vectors narrower than the level's take the lower part of what is there.</summary>
    private static string Scalar(Dialect dialect, string name)
    {
        var text = name + "s";
        for (var lanes = dialect.Level; lanes > dialect.Lanes; lanes /= 2)
        {
            text += ".GetLower()";
        }

        return text;
    }

    /// <summary>References that walk over the weights and the optimizer's numbers beside them.</summary>
    private void Declare(CodeWriter writer, string suffix, string memory, int offset, string? from = null)
    {
        writer.Line($"ref float w{suffix} = {Dialect.RefAt(from is null ? "weights" : "w" + from, offset)};");
        foreach (var slot in rule.Slots)
        {
            writer.Line($"ref float {slot}{suffix} = {Dialect.RefAt(from is null ? slot + memory : slot + from, offset)};");
        }
    }

    private void Move(CodeWriter writer, string suffix, long distance)
    {
        writer.Line(Advance("w" + suffix, distance));
        foreach (var slot in rule.Slots)
        {
            writer.Line(Advance(slot + suffix, distance));
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        var scalar = site.Scalar;
        if (passesOn)
        {
            PrintScalarInputGradient(writer);
        }

        if (passesOn && below is not null)
        {
            using (writer.Block($"for (int lane = 0; lane < {Literal.Int(site.Inputs)}; lane++)"))
            {
                writer.Line("float y = Unsafe.Add(ref x, lane);");
                writer.Line("float dy = Unsafe.Add(ref dx, lane);");
                var value = ExprPrinter.PrintShared(writer, below.Gradient, scalar, name => name, "");
                writer.Line($"Unsafe.Add(ref dx, lane) = {value};");
            }

            writer.Blank();
        }

        var (factors, vectors) = site.AlongInputs ? ("dz", "x") : ("x", "dz");
        ScalarLoops.Panels(writer, site.Weight.Axis, site.Weight.Rows, panel =>
        {
            using (writer.Block($"for (int lane = 0; lane < {panel.Valid}; lane++)"))
            {
                writer.Line($"float d = Unsafe.Add(ref {vectors}, {panel.Column} + lane);");
                using (writer.Block($"for (int k = 0; k < {Literal.Int(site.Weight.Rows)}; k++)"))
                {
                    writer.Line($"int at = {panel.Weights} + (k * {panel.Width}) + lane;");
                    writer.Line("float parameter = Unsafe.Add(ref weights, at);");
                    PrintScalarRule($"(Unsafe.Add(ref {factors}, k) * d) + 0f", "Weights", "at", "weights");
                }
            }

            writer.Blank();
        });
        if (site.Bias is not null)
        {
            using (writer.Block($"for (int at = 0; at < {Literal.Int(Axis.Length)}; at++)"))
            {
                writer.Line("float parameter = Unsafe.Add(ref bias, at);");
                PrintScalarRule("Unsafe.Add(ref dz, at) + 0f", "Bias", "at", "bias");
            }
        }

        void PrintScalarRule(string gradient, string memory, string at, string parameters)
        {
            writer.Line($"float gradient = {gradient};");
            UpdateKernel.PrintLimits(writer, rule.Limits, scalar, null);
            foreach (var slot in rule.Slots)
            {
                writer.Line($"float {slot} = Unsafe.Add(ref {slot}{memory}, {at});");
            }

            foreach (var statement in rule.Elements)
            {
                writer.Line($"{(statement.IsLocal ? "var " : "")}{statement.Name} = {ExprPrinter.Print(statement.Value, scalar, name => name)};");
            }

            foreach (var slot in rule.Slots)
            {
                writer.Line($"Unsafe.Add(ref {slot}{memory}, {at}) = {slot};");
            }

            writer.Line($"Unsafe.Add(ref {parameters}, {at}) = parameter;");
        }
    }

    /// <summary>In a block, as another kernel's body, whose parameters become locals.</summary>
    private void PrintScalarInputGradient(CodeWriter writer)
    {
        if (!site.AlongInputs)
        {
            writer.Line("const int rows = 1;");
            new InputGradient(site).Print(writer, site.Scalar);
            writer.Blank();
            return;
        }

        writer.Line($"{site.Name}InputGradientRow(ref dz, ref weights, ref dx);");
        writer.Blank();
    }
}
