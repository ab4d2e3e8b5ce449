using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>What the kernels of a batch normalisation share.</summary>
internal abstract class BatchNormKernel(BatchNormNode node, bool portable) : ColumnKernel(PackedAxis.AtPosition(node.X), portable)
{
    protected BatchNormNode Node { get; } = node;

    protected bool HasWeight => Node.Weight is not null;

    protected string Weights => HasWeight ? "ref float weight, ref float bias" : "";

    protected string[] With(params string[] buffers) => HasWeight ? [.. buffers, "weight", "bias"] : buffers;

    /// <summary>What the batch's vectors are called: see <see cref="BatchStatistics"/>.</summary>
    protected string Statistic(Dialect dialect, int index) => dialect.Load("statisticsc", index * BatchStatistics.Stride(Node));

    protected string KeepStatistic(Dialect dialect, int index, string value, int valid) =>
        dialect.Store(dialect.KeepFirst(value, valid), "statisticsc", index * BatchStatistics.Stride(Node));

    /// <summary>1/√(variance + ε).</summary>
    protected string Inverse(Dialect dialect, string variance) =>
        $"{dialect.Broadcast("1f")} / {dialect.Math(MathFunction.Sqrt, $"{variance} + {dialect.Broadcast(Literal.Float(Node.Epsilon))}")}";

    protected void PrintFactor(CodeWriter writer, Dialect dialect) => writer.Line($"var factor = {(HasWeight ? $"scale * {dialect.Load("weightc", 0)}" : "scale")};");

    /// <summary>y = (x - mean) factor + bias for every row.</summary>
    protected void PrintValues(CodeWriter writer, Dialect dialect)
    {
        PrintFactor(writer, dialect);
        if (HasWeight)
        {
            writer.Line($"var shift = {dialect.Load("biasc", 0)};");
        }

        EachRow(writer, !Node.Measures && Node.X.Shape.Positions == 1, ["x", "y"], (distance, suffix) =>
        {
            var difference = $"({dialect.Load("xr", distance)} - mean)";
            writer.Line($"var value{suffix} = {(HasWeight ? dialect.MultiplyAdd(difference, "factor", "shift") : difference + " * factor")};");
            writer.Line(dialect.Store("value" + suffix, "yr", distance));
        });
    }
}

/// <summary>y = (x - mean) / √(variance + ε) · weight + bias by the running statistics.</summary>
internal sealed class BatchNormForward(BatchNormNode node, bool portable) : BatchNormKernel(node, portable)
{
    public override string Name => Node.Layer.Identifier + "BatchNorm";

    public override IReadOnlyList<string> Comment =>
    [
        $"y = (x - mean) / √(variance + {Literal.Float(Node.Epsilon)}){(HasWeight ? " weight + bias" : "")}, {Node.X.Shape}, by the running statistics.",
    ];

    public override string Reason => Why.RunningStatistics;

    public override string Parameters => string.Join(", ", new[] { "ref float x", Weights, "ref float runningMean, ref float runningVariance, ref float y, int rows" }.Where(part => part.Length > 0));

    protected override void PrintBody(CodeWriter writer, Dialect dialect) =>
        Columns(writer, dialect, With("x", "runningMean", "runningVariance", "y"), (narrow, _) =>
        {
            writer.Line($"var mean = {narrow.Load("runningMeanc", 0)};");
            writer.Line($"var scale = {Inverse(narrow, narrow.Load("runningVariancec", 0))};");
            PrintValues(writer, narrow);
        });
}

/// <summary>The same by the statistics of the batch, which are kept for the gradients and move the running ones.</summary>
internal sealed class BatchNormMeasuring(BatchNormNode node, bool portable) : BatchNormKernel(node, portable)
{
    public override string Name => Node.Layer.Identifier + "BatchNormMeasuring";

    public override IReadOnlyList<string> Comment =>
    [
        $"y = (x - mean) / √(variance + {Literal.Float(Node.Epsilon)}){(HasWeight ? " weight + bias" : "")}, {Node.X.Shape}, by mean and variance of the whole batch, over rows and positions.",
        $"running = {Literal.Float(1 - Node.Momentum)} running + {Literal.Float(Node.Momentum)} (mean, or squared distances / (n - 1)).",
    ];

    public override string Reason => Why.BatchStatistics;

    public override string Parameters => string.Join(", ", new[] { "ref float x", Weights, "ref float runningMean, ref float runningVariance, ref float statistics, ref float y, int rows" }.Where(part => part.Length > 0));

    protected override void PrintBody(CodeWriter writer, Dialect dialect)
    {
        writer.Line("float count = rows;");
        Columns(writer, dialect, With("x", "runningMean", "runningVariance", "statistics", "y"), (narrow, valid) =>
        {
            PrintSums(writer, narrow, ["x"], ("sum", (sum, distance) => $"{sum} + {narrow.Load("xr", distance)}"));
            writer.Line($"var mean = sum / {narrow.Broadcast("count")};");
            PrintSums(writer, narrow, ["x"], ("squares", (sum, distance) =>
            {
                var difference = $"({narrow.Load("xr", distance)} - mean)";
                return narrow.MultiplyAdd(difference, difference, sum);
            }
            ));
            writer.Line($"var scale = {Inverse(narrow, $"(squares / {narrow.Broadcast("count")})")};");
            writer.Line(KeepStatistic(narrow, 0, "mean", valid));
            writer.Line(KeepStatistic(narrow, 1, "scale", valid));
            Move(writer, narrow, "runningMean", "mean", valid);
            Move(writer, narrow, "runningVariance", $"(squares / {narrow.Broadcast("(count - 1f)")})", valid);
            PrintValues(writer, narrow);
        });
    }

    private void Move(CodeWriter writer, Dialect dialect, string running, string measured, int valid)
    {
        var rest = $"({dialect.Load(running + "c", 0)} * {dialect.Broadcast(Literal.Float(1 - Node.Momentum))})";
        var next = running.Replace("running", "next");
        writer.Line($"var {next} = {dialect.MultiplyAdd(measured, dialect.Broadcast(Literal.Float(Node.Momentum)), rest)};");
        writer.Line(dialect.Store(dialect.KeepFirst(next, valid), running + "c", 0));
    }
}

/// <summary>The means of dy and of dy x̂ over the batch; their sums are the gradients of bias and weight.</summary>
internal sealed class BatchNormSums(BatchNormNode node, bool forParameters, bool portable) : BatchNormKernel(node, portable)
{
    private readonly bool _forParameters = forParameters;

    public override string Name => Node.Layer.Identifier + (_forParameters ? "BatchNormWeightGradient" : "BatchNormSums");

    public override IReadOnlyList<string> Comment =>
        [$"Σ dy and Σ dy x̂ over the batch, {Node.X.Shape}{(_forParameters ? ": db and dw" : "")}; their means are kept for dx."];

    public override string Reason => Why.BatchStatistics;

    public override string Parameters => "ref float x, ref float statistics, ref float gradient, " + (_forParameters ? "ref float weightGradient, ref float biasGradient, " : "") + "int rows";

    protected override void PrintBody(CodeWriter writer, Dialect dialect)
    {
        writer.Line("float count = rows;");
        Columns(writer, dialect, _forParameters ? ["x", "statistics", "gradient", "weightGradient", "biasGradient"] : ["x", "statistics", "gradient"], (narrow, valid) =>
        {
            writer.Line($"var mean = {Statistic(narrow, 0)};");
            writer.Line($"var scale = {Statistic(narrow, 1)};");
            PrintSums(writer, narrow, ["x", "gradient"],
                ("sum", (sum, distance) => $"{sum} + {narrow.Load("gradientr", distance)}"),
                ("products", (sum, distance) => narrow.MultiplyAdd(narrow.Load("gradientr", distance), $"(({narrow.Load("xr", distance)} - mean) * scale)", sum)));
            writer.Line(KeepStatistic(narrow, 2, $"(sum / {narrow.Broadcast("count")})", valid));
            writer.Line(KeepStatistic(narrow, 3, $"(products / {narrow.Broadcast("count")})", valid));
            if (_forParameters)
            {
                writer.Line(narrow.Store(narrow.KeepFirst($"({narrow.Load("weightGradientc", 0)} + products)", valid), "weightGradientc", 0));
                writer.Line(narrow.Store(narrow.KeepFirst($"({narrow.Load("biasGradientc", 0)} + sum)", valid), "biasGradientc", 0));
            }
        });
    }
}

/// <summary>dx in the place of dy: through the batch's own statistics, or with the running ones, which are constants.</summary>
internal sealed class BatchNormGradient(BatchNormNode node, bool portable) : BatchNormKernel(node, portable)
{
    public override string Name => Node.Layer.Identifier + (Node.Measures ? "BatchNormMeasuringGradient" : "BatchNormGradient");

    private string Factor => HasWeight ? " weight" : "";

    public override IReadOnlyList<string> Comment => Node.Measures
        ? [$"dx = (dy - mean of dy - x̂ mean of (dy x̂)){Factor} / √(variance + epsilon), {Node.X.Shape}, in place."]
        : [$"dx = dy{Factor} / √(variance + epsilon), {Node.X.Shape}, in place."];

    public override string Reason => Why.InPlace;

    public override string Parameters => Node.Measures
        ? $"ref float x, {(HasWeight ? "ref float weight, " : "")}ref float statistics, ref float gradient, int rows"
        : $"{(HasWeight ? "ref float weight, " : "")}ref float runningVariance, ref float gradient, int rows";

    protected override void PrintBody(CodeWriter writer, Dialect dialect)
    {
        List<string> buffers = Node.Measures ? ["x", "statistics", "gradient"] : ["runningVariance", "gradient"];
        Columns(writer, dialect, HasWeight ? [.. buffers, "weight"] : buffers, (narrow, valid) =>
        {
            if (Node.Measures)
            {
                foreach (var (name, index) in new[] { ("mean", 0), ("scale", 1), ("average", 2), ("share", 3) })
                {
                    writer.Line($"var {name} = {Statistic(narrow, index)};");
                }
            }
            else
            {
                writer.Line($"var scale = {Inverse(narrow, narrow.Load("runningVariancec", 0))};");
            }

            PrintFactor(writer, narrow);
            EachRow(writer, false, Node.Measures ? ["x", "gradient"] : ["gradient"], (distance, suffix) =>
            {
                var dy = narrow.Load("gradientr", distance);
                var own = Node.Measures ? $"({dy} - ({narrow.MultiplyAdd($"(({narrow.Load("xr", distance)} - mean) * scale)", "share", "average")}))" : dy;
                writer.Line($"var value{suffix} = {own} * factor;");
                writer.Line(narrow.Store(narrow.KeepFirst("value" + suffix, valid), "gradientr", distance));
            });
        });
    }
}
