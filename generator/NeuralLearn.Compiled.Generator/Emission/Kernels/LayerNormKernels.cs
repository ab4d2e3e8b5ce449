using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>What the kernels of a layer normalisation share. A "row" of theirs is a group: what has one mean.</summary>
internal abstract class LayerNormKernel(LayerNormNode node, bool portable)
    : PositionKernel(PackedAxis.AtPosition(node.X), node.GroupPositions, portable)
{
    /// <summary>Floats of the statistics of one group: mean and 1/√(variance + ε), padded.</summary>
    protected const int StatisticsStride = 4;

    protected LayerNormNode Node { get; } = node;

    protected bool HasWeight => Node.Weight is not null;

    protected string Count => Literal.Float((double)Axis.Length * Positions);

    protected string Groups => Node.X.Shape.IsChannelsFirst
        ? $"{Node.X.Shape}, one mean for all of a row"
        : $"{Node.X.Shape}{(Node.Groups > 1 ? ", one mean for each step" : "")}";

    protected int GroupStride => Positions * Axis.PositionStride;

    /// <summary>x̂ from the local numbers mean and scale.</summary>
    protected static string Normalized(Dialect dialect, string x) => $"(({x} - {dialect.Broadcast("mean")}) * {dialect.Broadcast("scale")})";

    protected static void ReadStatistics(CodeWriter writer)
    {
        writer.Line("float mean = sr;");
        writer.Line("float scale = Unsafe.Add(ref sr, 1);");
    }

    protected CodeWriter.Closing EachGroup(CodeWriter writer, bool readsStatistics, params (string Row, string Buffer)[] references)
    {
        var block = Rows(writer, GroupStride, references);
        if (readsStatistics)
        {
            writer.Line($"ref float sr = ref Unsafe.Add(ref statistics, (nint)row * {Literal.Int(StatisticsStride)});");
        }

        return block;
    }
}

/// <summary>y = (x - mean) / √(variance + ε) · weight + bias by the statistics of each group.</summary>
internal sealed class LayerNormForward(LayerNormNode node, bool keeps, bool portable) : LayerNormKernel(node, portable)
{
    public override string Name => Node.Layer.Identifier + (keeps ? "LayerNormKeeping" : "LayerNorm");

    public override IReadOnlyList<string> Comment =>
    [
        $"y = (x - mean) / √(variance + {Literal.Float(Node.Epsilon)}){(HasWeight ? " weight + bias" : "")}, {Groups}."
        + (keeps ? " Mean and 1/√(variance + epsilon) are kept." : ""),
    ];

    public override string Reason => Why.SecondRun;

    public override string Parameters => Join("ref float x", HasWeight ? "ref float weight, ref float bias" : "", "ref float y", keeps ? "ref float statistics" : "", "int rows");

    private static (string, Adding) Sum => ("sum", (dialect, accumulator, load, keep) => $"{accumulator} + {keep(load("xr"))}");

    private static (string, Adding) Squares => ("squares", (dialect, accumulator, load, keep) =>
    {
        var distance = keep($"({load("xr")} - {dialect.Broadcast("mean")})");
        return dialect.MultiplyAdd(distance, distance, accumulator);
    }
    );

    private string Value(Dialect dialect, Func<string, string> load) => HasWeight
        ? dialect.MultiplyAdd(Normalized(dialect, load("xr")), load("weight"), load("bias"))
        : Normalized(dialect, load("xr"));

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        using (EachGroup(writer, keeps, ("xr", "x"), ("yr", "y")))
        {
            PrintSums(writer, dialect, ["xr"], Sum);
            PrintMean(writer);
            PrintSums(writer, dialect, ["xr"], Squares);
            PrintScale(writer);
            PrintValues(writer, dialect);
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        PrintScalarLanes(writer, "sum", "squares");
        using (EachGroup(writer, keeps, ("xr", "x"), ("yr", "y")))
        {
            PrintScalarSums(writer, ["xr"], Sum);
            PrintMean(writer);
            PrintScalarSums(writer, ["xr"], Squares);
            PrintScale(writer);
            PrintValues(writer, Scalar);
        }
    }

    private void PrintMean(CodeWriter writer) => writer.Line($"float mean = sum / {Count};");

    private void PrintScale(CodeWriter writer)
    {
        writer.Line($"float scale = 1f / MathF.Sqrt((squares / {Count}) + {Literal.Float(Node.Epsilon)});");
        if (keeps)
        {
            writer.Line("sr = mean;");
            writer.Line("Unsafe.Add(ref sr, 1) = scale;");
        }
    }

    /// <summary>Weights lie like the value, so they move with it where there are positions.</summary>
    private void PrintValues(CodeWriter writer, Dialect dialect)
    {
        string[] weights = HasWeight ? ["weight", "bias"] : [];
        PrintEach(writer, dialect, ["xr", "yr", .. weights], "yr", clears: false, Value);
    }
}

/// <summary>dw += dy x̂, db += dy, row after row.</summary>
internal sealed class LayerNormWeightGradient(LayerNormNode node, bool portable) : LayerNormKernel(node, portable)
{
    public override string Name => Node.Layer.Identifier + "LayerNormWeightGradient";

    public override IReadOnlyList<string> Comment => [$"dw += dy (x - mean) / √(variance + epsilon), db += dy, {Node.X.Shape}, row after row."];

    public override string Reason => Why.ColumnSums;

    public override string Parameters => "ref float x, ref float statistics, ref float gradient, ref float weightGradient, ref float biasGradient, int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => PrintBody(writer, dialect);

    protected override void PrintScalar(CodeWriter writer) => PrintBody(writer, Scalar);

    private void PrintBody(CodeWriter writer, Dialect dialect)
    {
        using (EachGroup(writer, true, ("xr", "x"), ("gr", "gradient")))
        {
            ReadStatistics(writer);
            PrintEach(writer, dialect, ["xr", "gr", "weightGradient"], "weightGradient", clears: true,
                (narrow, load) => narrow.MultiplyAdd(load("gr"), Normalized(narrow, load("xr")), load("weightGradient")));
            PrintEach(writer, dialect, ["gr", "biasGradient"], "biasGradient", clears: true, (_, load) => $"({load("biasGradient")} + {load("gr")})");
        }
    }
}

/// <summary>dx = scale (g - Σg / n - x̂ Σ(g x̂) / n) with g = dy · weight, in place.</summary>
internal sealed class LayerNormGradient(LayerNormNode node, bool portable) : LayerNormKernel(node, portable)
{
    public override string Name => Node.Layer.Identifier + "LayerNormGradient";

    public override IReadOnlyList<string> Comment =>
        [$"dx = (g - Σ g / n - x̂ Σ (g x̂) / n) / √(variance + epsilon) with g = dy{(HasWeight ? " weight" : "")} and x̂ the normalised x, {Groups}, in place."];

    public override string Reason => Why.RowSums;

    public override string Parameters => Join("ref float x", HasWeight ? "ref float weight" : "", "ref float statistics, ref float gradient, int rows");

    private string[] Buffers => HasWeight ? ["xr", "gr", "weight"] : ["xr", "gr"];

    private string Incoming(Func<string, string> load) => HasWeight ? $"({load("gr")} * {load("weight")})" : load("gr");

    private (string, Adding)[] Sums =>
    [
        ("sum", (_, accumulator, load, keep) => $"{accumulator} + {keep(Incoming(load))}"),
        ("products", (dialect, accumulator, load, keep) => dialect.MultiplyAdd(keep(Incoming(load)), keep(Normalized(dialect, load("xr"))), accumulator)),
    ];

    private string Value(Dialect dialect, Func<string, string> load)
    {
        var shared = dialect.MultiplyAdd(Normalized(dialect, load("xr")), dialect.Broadcast("share"), dialect.Broadcast("average"));
        return $"(({Incoming(load)} - ({shared})) * {dialect.Broadcast("scale")})";
    }

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        using (EachGroup(writer, true, ("xr", "x"), ("gr", "gradient")))
        {
            ReadStatistics(writer);
            PrintSums(writer, dialect, Buffers, Sums);
            PrintValues(writer, dialect);
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        PrintScalarLanes(writer, "sum", "products");
        using (EachGroup(writer, true, ("xr", "x"), ("gr", "gradient")))
        {
            ReadStatistics(writer);
            PrintScalarSums(writer, Buffers, Sums);
            PrintValues(writer, Scalar);
        }
    }

    private void PrintValues(CodeWriter writer, Dialect dialect)
    {
        writer.Line($"float average = sum / {Count};");
        writer.Line($"float share = products / {Count};");
        PrintEach(writer, dialect, Buffers, "gr", clears: true, Value);
    }
}
