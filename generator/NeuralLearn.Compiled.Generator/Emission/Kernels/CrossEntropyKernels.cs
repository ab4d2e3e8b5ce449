using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>Cross-entropy of one row against a class index; the exponentials of the loss become the gradient.</summary>
internal sealed class CrossEntropyLabelLoss(CrossEntropyLossNode node, bool portable) : SoftmaxBase(PackedAxis.AtPosition(node.Output), portable)
{
    public override string Name => node.Terms.Prefix + "LabelLoss";

    public override IReadOnlyList<string> Comment =>
    [
        node.Smoothing == 0
            ? "CrossEntropyLoss: log Σ e^y - y[label] of one row; ∂loss/∂y = softmax(y) - 1 at the label."
            : $"CrossEntropyLoss with label smoothing {Literal.Float(node.Smoothing)}: the target is spread over all classes; ∂loss/∂y = softmax(y) - target.",
    ];

    public override string Reason => Why.Exponentials;

    public override string Parameters => "ref float y, int label, ref float gradient";

    public override string Returns => "float";

    private double Spread => node.Smoothing / Axis.Length;

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        PrintMax(writer, dialect, "y");
        writer.Blank();
        PrintExponentials(writer, dialect, "y", "gradient");
        writer.Blank();
        AllPanels(writer, ["gradient"], (panel, references) =>
        {
            var narrow = dialect.Narrow(panel.Width);
            foreach (var (lane, valid) in Vectors(panel, narrow))
            {
                if (valid > 0)
                {
                    var column = panel.Start + lane;
                    var value = $"({Exponentials(narrow, references[0], column)} / {narrow.Broadcast("total")})";
                    if (node.Smoothing > 0)
                    {
                        value = narrow.KeepFirst($"({value} - {narrow.Broadcast(Literal.Float(Spread))})", valid);
                    }

                    // Taken off in the vector: a single number stored into it would make the next load wait.
                    if (ExponentialsInLocals)
                    {
                        var one = narrow.Broadcast(Literal.Float(1 - node.Smoothing));
                        value = $"({value} - (Lanes.Only{Literal.Int(narrow.Lanes * 32)}({(column == 0 ? "label" : "label - " + Literal.Int(column))}) & {one}))";
                    }

                    writer.Line(narrow.Store(value, references[0], column));
                }
            }
        });
        if (node.Smoothing > 0)
        {
            writer.Blank();
            var sum = new VirtualSum(Axis, dialect, "scores");
            string Term(Dialect narrow, Panel panel, int lane, string y) => panel.Valid <= lane
                ? narrow.Zero
                : narrow.KeepFirst($"({narrow.Load(y, panel.Start + lane)} - {narrow.Broadcast("max")})", panel.Valid - lane);
            var next = sum.Open(writer, (narrow, panel, lane) => Term(narrow, panel, lane, "y"));
            FullPanels(writer, next, ["y"], (panel, references) =>
            {
                for (var a = 0; a < sum.Accumulators; a++)
                {
                    writer.Line($"{sum.Accumulator(a)} = {sum.Accumulator(a)} + {Term(sum.Dialect, panel, a * sum.Dialect.Lanes, references[0])};");
                }
            });
            writer.Line($"float spread = {sum.Total()};");
        }

        PrintReturn(writer, ExponentialsInLocals);
    }

    private void PrintReturn(CodeWriter writer, bool isTakenOff)
    {
        writer.Blank();
        writer.Line($"float logTotal = {Log}(total);");
        writer.Line("float score = Unsafe.Add(ref y, label) - max;");
        if (!isTakenOff)
        {
            writer.Line($"Unsafe.Add(ref gradient, label) -= {Literal.Float(1 - node.Smoothing)};");
        }

        if (node.Smoothing == 0)
        {
            writer.Line(Give("logTotal - score"));
            return;
        }

        writer.Line(Give($"({Literal.Float(1 - node.Smoothing)} * (logTotal - score)) + ({Literal.Float(Spread)} * (({Literal.Float(Axis.Length)} * logTotal) - spread))"));
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        PrintScalarLanes(writer);
        PrintScalarExponentials(writer, "y", "gradient");
        using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Length)}; lane++)"))
        {
            var value = "Unsafe.Add(ref gradient, lane) / total";
            writer.Line($"Unsafe.Add(ref gradient, lane) = {(node.Smoothing > 0 ? $"({value}) - {Literal.Float(Spread)}" : value)};");
        }

        if (node.Smoothing > 0)
        {
            writer.Blank();
            PrintScalarSum(writer, "spread", index => Axis.Length == Axis.Width
                ? $"(Unsafe.Add(ref y, {index}) - max)"
                : $"({index} < {Literal.Int(Axis.Length)} ? Unsafe.Add(ref y, {index}) - max : 0f)");
        }

        PrintReturn(writer, false);
    }
}

/// <summary>Cross-entropy of one row against target probabilities.</summary>
internal sealed class CrossEntropyTargetLoss(CrossEntropyLossNode node, bool portable) : SoftmaxBase(PackedAxis.AtPosition(node.Output), portable)
{
    public override string Name => node.Terms.Prefix + "TargetLoss";

    public override IReadOnlyList<string> Comment =>
    [
        "CrossEntropyLoss: Σ t (log Σ e^y - y) of one row, 0 where t is 0; ∂loss/∂y = softmax(y) Σ t - t."
        + (node.Smoothing == 0 ? "" : $" Label smoothing {Literal.Float(node.Smoothing)} is applied to t first.")
        + (Weighted ? " Then t is multiplied by the weights of the classes." : ""),
    ];

    public override string Reason => Why.Exponentials;

    public override string Parameters => $"ref float y, ref float target, {(Weighted ? "ref float classWeights, " : "")}ref float gradient";

    private bool Weighted => node.ClassWeights is not null;

    public override string Returns => "float";

    private string Smooth(string target, Dialect dialect) => node.Smoothing == 0
        ? target
        : $"(({target} * {dialect.Broadcast(Literal.Float(1 - node.Smoothing))}) + {dialect.Broadcast(Literal.Float(node.Smoothing / Axis.Length))})";

    /// <summary>The target as it counts: smoothed, then times the class's weight.</summary>
    private string Effective(Dialect dialect, string target, string classWeights) =>
        Weighted ? $"({Smooth(target, dialect)} * {classWeights})" : Smooth(target, dialect);

    private string Effective(Dialect dialect, int column, string target, string classWeights) =>
        Effective(dialect, dialect.Load(target, column), Weighted ? dialect.Load(classWeights, column) : "");

    private string[] With(params string[] references) => Weighted ? [.. references, "classWeights"] : references;

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        PrintMax(writer, dialect, "y");
        writer.Blank();
        PrintExponentials(writer, dialect, "y", "gradient");
        writer.Line($"float logTotal = {Log}(total);");
        writer.Blank();
        PrintSum(writer, dialect, "weight", (narrow, y, target) => target);
        PrintSum(writer, dialect, "loss", (narrow, y, target) =>
            $"{narrow.Class}.ConditionalSelect({narrow.Class}.Equals({target}, {narrow.Zero}), {narrow.Zero}, {target} * ({narrow.Broadcast("logTotal")} - ({y} - {narrow.Broadcast("max")})))");
        writer.Line("float scale = weight / total;");
        AllPanels(writer, With("gradient", "target"), (panel, references) =>
        {
            var narrow = dialect.Narrow(panel.Width);
            foreach (var (lane, valid) in Vectors(panel, narrow))
            {
                if (valid > 0)
                {
                    var column = panel.Start + lane;
                    var target = Effective(narrow, column, references[1], references[references.Count - 1]);
                    var value = $"(({Exponentials(narrow, references[0], column)} * {narrow.Broadcast("scale")}) - {target})";
                    writer.Line(narrow.Store(narrow.KeepFirst(value, valid), references[0], column));
                }
            }
        });
        writer.Line(Give("loss"));
    }

    private void PrintSum(CodeWriter writer, Dialect dialect, string name, Func<Dialect, string, string, string> term)
    {
        var sum = new VirtualSum(Axis, dialect, name + "Lanes");
        string Term(Dialect narrow, Panel panel, int lane, IReadOnlyList<string> references) => panel.Valid <= lane
            ? narrow.Zero
            : narrow.KeepFirst(
                term(narrow, narrow.Load(references[0], panel.Start + lane),
                    Effective(narrow, panel.Start + lane, references[1], references[references.Count - 1])),
                panel.Valid - lane);
        var next = sum.Open(writer, (narrow, panel, lane) => Term(narrow, panel, lane, With("y", "target")));
        FullPanels(writer, next, With("y", "target"), (panel, references) =>
        {
            for (var a = 0; a < sum.Accumulators; a++)
            {
                writer.Line($"{sum.Accumulator(a)} = {sum.Accumulator(a)} + {Term(sum.Dialect, panel, a * sum.Dialect.Lanes, references)};");
            }
        });
        writer.Line($"float {name} = {sum.Total()};");
        writer.Blank();
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        string Target(string index) => Effective(Scalar, $"Unsafe.Add(ref target, {index})", $"Unsafe.Add(ref classWeights, {index})");
        string Guard(string index, string value) => Axis.Length == Axis.Width ? value : $"({index} < {Literal.Int(Axis.Length)} ? {value} : 0f)";
        PrintScalarLanes(writer);
        PrintScalarExponentials(writer, "y", "gradient");
        writer.Line($"float logTotal = {Log}(total);");
        writer.Blank();
        PrintScalarSum(writer, "weight", index => Guard(index, Target(index)));
        writer.Blank();
        PrintScalarSum(writer, "loss", index => Guard(index,
            $"({Target(index)} == 0f ? 0f : {Target(index)} * (logTotal - (Unsafe.Add(ref y, {index}) - max)))"));
        writer.Line("float scale = weight / total;");
        using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Length)}; lane++)"))
        {
            writer.Line($"Unsafe.Add(ref gradient, lane) = (Unsafe.Add(ref gradient, lane) * scale) - {Target("lane")};");
        }

        writer.Line(Give("loss"));
    }
}
