namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>What an axis of an ONNX value is.</summary>
internal enum AxisRole
{
    Rows,
    Channels,

    /// <summary>Time, length or height.</summary>
    Positions,
    Width,

    /// <summary>Of length 1 and without meaning.</summary>
    Unit,
}

internal readonly record struct FlowAxis(AxisRole Role, long Length);

/// <summary>A value of the ONNX graph: what it is made of here, and which axes it has there. Values never move: a Transpose changes the axes only.</summary>
/// <param name="Layer">The layer whose result it is a function of.</param>
/// <param name="Axes">In the order of ONNX.</param>
internal sealed record Flow(ImportedLayer Layer, IReadOnlyList<FlowAxis> Axes)
{
    /// <summary>What is applied to every element.</summary>
    public Formula Formula { get; init; } = Formula.X;

    /// <summary>Zeros that a Pad adds around positions, begins then ends; a convolution takes them.</summary>
    public IReadOnlyList<long>? Pads { get; init; }

    /// <summary>Whether it is all steps of a recurrent layer, or the last; null of other layers.</summary>
    public bool? IsSteps { get; init; }

    /// <summary>What its axes are here: the last step of a sequence is a vector.</summary>
    public ResultKind Kind => IsSteps == false ? ResultKind.Vector : Layer.Kind;

    public bool IsPlain => Formula == Formula.X;

    public int Find(AxisRole role) => Axes.ToList().FindIndex(axis => axis.Role == role);

    public long Length(AxisRole role) => Find(role) is >= 0 and var index ? Axes[index].Length : 1;

    public bool Has(params AxisRole[] roles) => Axes.Select(axis => axis.Role).SequenceEqual(roles);

    public Flow WithLength(AxisRole role, long length) => this with { Axes = [.. Axes.Select(axis => axis.Role == role ? axis with { Length = length } : axis)] };

    public string AxesText => "[" + string.Join(", ", Axes.Select(axis => axis.Role == AxisRole.Rows ? "rows" : axis.Length.ToString(System.Globalization.CultureInfo.InvariantCulture))) + "]";
}

/// <summary>A constant, or what is known without running the graph: sizes of values, with the number of rows open.</summary>
internal sealed record Known(IReadOnlyList<long> Shape, float[]? Reals, long[]? Integers)
{
    /// <summary>Stands for the number of rows.</summary>
    public const long Rows = long.MinValue;

    public int Count => Reals?.Length ?? Integers!.Length;

    public string ShapeText => "[" + string.Join(", ", Shape) + "]";

    public bool IsZero => Reals is not null && Array.TrueForAll(Reals, value => value == 0);

    /// <summary>The only value as a number.</summary>
    public double? Single => Count != 1 ? null : Reals is null ? Integers![0] : Reals[0];

    public float[] ToReals() => Reals ?? [.. Integers!.Select(value => (float)value)];

    public static Known Of(Onnx.OnnxTensor tensor)
    {
        var view = tensor.View();
        return view.Type is SafeTensorsType.F32 or SafeTensorsType.F64 or SafeTensorsType.F16 or SafeTensorsType.BF16
            ? new Known(tensor.Shape, view.ToSingles(), null)
            : new Known(tensor.Shape, null, view.ToIntegers());
    }
}

/// <summary>Last states of several recurrent layers on top of each other, of which one will be taken.</summary>
internal sealed record FlowStack(IReadOnlyList<Flow> Flows, int Axis);
