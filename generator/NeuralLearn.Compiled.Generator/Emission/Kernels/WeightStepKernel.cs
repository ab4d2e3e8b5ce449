using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Optimizers;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// The optimizer's step on one affine operation from a single row, and dx = Wᵀ dz with the weights before it, in one pass over them. The
/// gradient x dz is rounded as if it had been added to a sum of 0, so that the bits are those of Backward and Update.
/// </summary>
/// <param name="below">The activation whose output x is; its derivative is taken along into dx.</param>
internal sealed partial class WeightStepKernel(AffineSite site, UpdateRule rule, bool passesOn, Elementwise? below) : Kernel
{
    private readonly IReadOnlyList<StepScalar> _scalars = [.. rule.Scalars.Where(scalar => !scalar.IsState)];

    public override string Name => site.Name + "Step";

    public override IReadOnlyList<string> Comment =>
    [
        $"{rule.Kind}: {rule.Formula}, with g = dz xᵀ{(site.Bias is null ? "" : " and g = dz")} of one row, W: [{Literal.Int(Axis.Length)}, {Literal.Int(site.Inputs)}]"
            + (!passesOn ? "." : below is null ? "; dx = Wᵀ dz." : $"; dx = dy of {below.Name} with ∂loss/∂x = Wᵀ dz: {below.GradientFormula}."),
    ];

    public override string Reason => Why.OfWeightStep(passesOn);

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
        foreach (var block in RowSchedule.Of(site.Inputs, Axis, WeightStepSchedule.RegistersPerGradient, dialect.Lanes, site.Unroll).Blocks)
        {
            if (block.Repeat == 1)
            {
                PrintBlock(writer, dialect, block, null, "dz");
                writer.Blank();
                continue;
            }

            using (writer.Part($"{Phrase.Range("Output", 0, (block.Repeat * block.Panels * 16) - 1)}, {Phrase.Count(block.Panels * 16, "output")} at a time."))
            {
                writer.Line("ref float column = ref dz;");
                Declare(writer, "p", "Weights", 0);
                using (writer.Block($"for (int tile = 0; tile < {Literal.Int(block.Repeat)}; tile++)"))
                {
                    PrintBlock(writer, dialect, block, "p", "column");
                    writer.Blank();
                    writer.Line(Advance("column", block.Panels * 16));
                    Move(writer, "p", (long)block.Panels * site.PanelSize);
                }
            }

            writer.Blank();
        }
    }

    /// <param name="from">The references that the block begins at; null for the tensors themselves.</param>
    private void PrintBlock(CodeWriter writer, Dialect dialect, RowBlock block, string? from, string dz)
    {
        var narrow = dialect with { Lanes = block.Lanes };
        var width = block.Vectors[0].Panel.Width;
        var origin = site.Weight.PanelOffset(block.Vectors[0].Panel) + block.Vectors[0].Lane;
        var turn = Math.Min(site.Inputs, Math.Max(1, 8 / block.Vectors.Count));
        using (writer.Part($"Outputs from {Literal.Int(block.Column(0))} on: {Phrase.Count(block.Vectors.Count, "vector")} of {Literal.Int(block.Lanes)}."))
        {
            for (var v = 0; v < block.Vectors.Count; v++)
            {
                writer.Line($"var d{Literal.Int(v)} = {narrow.Load(dz, block.Column(v))};");
            }

            writer.Line("ref float xk = ref x;");
            Declare(writer, "k", "Weights", origin, from);
            using (writer.Block($"for (int k = 0; k < {Literal.Int(site.Inputs / turn)}; k++)"))
            {
                Inputs(turn);
                writer.Line(Advance("xk", turn));
                Move(writer, "k", (long)turn * width);
            }

            if (site.Inputs % turn > 0)
            {
                writer.Blank();
                using (writer.Part($"The last {Phrase.Count(site.Inputs % turn, "input")}."))
                {
                    Inputs(site.Inputs % turn);
                }
            }
        }

        void Inputs(int count)
        {
            for (var i = 0; i < count; i++)
            {
                for (var v = 0; v < block.Vectors.Count; v++)
                {
                    var offset = site.Weight.PanelOffset(block.Vectors[v].Panel) + block.Vectors[v].Lane - origin + (i * width);
                    var gradient = Gradient(narrow, "xk", i, "d" + Literal.Int(v), block.Vectors[v].Panel.Valid - block.Vectors[v].Lane);
                    PrintElement(writer, narrow, offset, gradient, null);
                }
            }
        }
    }

    private void PrintBias(CodeWriter writer, Dialect dialect)
    {
        if (site.Bias is null)
        {
            return;
        }

        if (Axis.FullPanels <= Tiling.UnrolledPanels)
        {
            foreach (var panel in Axis.Panels)
            {
                PrintBiasPanel(writer, dialect, panel, "dz", "bias", "Bias");
            }

            return;
        }

        using (writer.Part("Bias."))
        {
            List<string> references = ["dzAt", "biasAt", .. rule.Slots.Select(slot => slot + "BiasAt")];
            foreach (var reference in references)
            {
                writer.Line($"ref float {reference} = ref {reference.Substring(0, reference.Length - 2)};");
            }

            using (writer.Block($"for (int panel = 0; panel < {Literal.Int(Axis.FullPanels)}; panel++)"))
            {
                PrintBiasPanel(writer, dialect, PackedAxis.Full(0), "dzAt", "biasAt", "BiasAt");
                references.ForEach(reference => writer.Line(Advance(reference, 16)));
            }
        }

        if (Axis.Tail is { } tail)
        {
            PrintBiasPanel(writer, dialect, tail, "dz", "bias", "Bias");
        }
    }

    private void PrintBiasPanel(CodeWriter writer, Dialect dialect, Panel panel, string dz, string bias, string slotSuffix)
    {
        var narrow = dialect.Narrow(panel.Width);
        foreach (var (lane, _) in Vectors(panel, narrow).Where(vector => vector.Valid > 0))
        {
            using (writer.Part("Bias, " + Phrase.Range(dz == "dz" ? "output" : "lane", panel, lane, narrow.Lanes)))
            {
                var column = panel.Start + lane;
                writer.Line($"var parameter = {narrow.Load(bias, column)};");
                PrintRule(writer, narrow, $"{narrow.Load(dz, column)} + {narrow.Zero}", slot => slot + slotSuffix, column, bias);
            }
        }
    }

    /// <param name="valid">Lanes that are real.</param>
    private string Gradient(Dialect dialect, string x, int input, string d, int valid) =>
        Cleared(dialect, dialect.MultiplyAdd(dialect.Broadcast(Dialect.At(x, input)), d, dialect.Zero), valid);

    private string Cleared(Dialect dialect, string gradient, int valid) => rule.Limits.OutlivesInfinity ? dialect.KeepFirst(gradient, valid) : gradient;

    private void PrintElement(CodeWriter writer, Dialect dialect, int offset, string gradient, Func<string, string>? product) =>
        PrintElement(writer, dialect, "k", offset, gradient, product);

    /// <summary>One vector of weights; in a block of its own where the rule has locals.</summary>
    private void PrintElement(CodeWriter writer, Dialect dialect, string suffix, int offset, string gradient, Func<string, string>? product)
    {
        if (rule.IsOneFormula)
        {
            // θ ← θ - ηg fits on a line.
            var weight = "w" + suffix + Literal.Int(offset);
            writer.Line($"var {weight} = {dialect.Load("w" + suffix, offset)};");
            writer.Lines(product is null ? [] : [product(weight)]);
            var value = ExprPrinter.Print(rule.Elements[0].Value, dialect,
                name => name == "gradient" ? gradient : name == "parameter" ? weight : Scalar(dialect, name));
            writer.Line(dialect.Store($"({value})", "w" + suffix, offset));
            return;
        }

        using (writer.Part("One vector of weights."))
        {
            writer.Line($"var parameter = {dialect.Load("w" + suffix, offset)};");
            if (product is not null)
            {
                writer.Line(product("parameter"));
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
}
