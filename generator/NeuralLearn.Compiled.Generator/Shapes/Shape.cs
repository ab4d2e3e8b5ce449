using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>What the axes of a shape mean. A shape without known axes silences everything that depends on it.</summary>
internal enum Axes
{
    Unknown,

    /// <summary>[features]</summary>
    Vector,

    /// <summary>[channels, length]</summary>
    Signal,

    /// <summary>[channels, height, width]</summary>
    Image,

    /// <summary>[time, features]</summary>
    Sequence,
}

/// <summary>The shape of one row of a value: typed axes and their lengths.</summary>
internal sealed record Shape(Axes Axes, EquatableArray<int> Dimensions)
{
    public static Shape Unknown { get; } = new(Axes.Unknown, default);

    public bool IsKnown => Axes != Axes.Unknown;

    public int Rank => Dimensions.Count;

    /// <summary>How many values one row has. Only sizes that fit an array pass the shape stage.</summary>
    public int Size => (int)LongSize;

    public long LongSize => Dimensions.Aggregate(1L, (product, length) => product * length);

    public static Shape Vector(int features) => new(Axes.Vector, new[] { features }.ToEquatableArray());

    public static Shape Signal(int channels, int length) => new(Axes.Signal, new[] { channels, length }.ToEquatableArray());

    public static Shape Image(int channels, int height, int width) =>
        new(Axes.Image, new[] { channels, height, width }.ToEquatableArray());

    public static Shape Sequence(int time, int features) => new(Axes.Sequence, new[] { time, features }.ToEquatableArray());

    /// <summary>For messages: "an image [1, 28, 28]".</summary>
    public string Describe() => Axes switch
    {
        Axes.Vector => "a vector ",
        Axes.Signal => "a signal ",
        Axes.Image => "an image ",
        Axes.Sequence => "a sequence ",
        _ => "an unknown shape ",
    } + this;

    public override string ToString() => "[" + string.Join(", ", Dimensions) + "]";
}
