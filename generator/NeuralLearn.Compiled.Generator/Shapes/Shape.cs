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

    /// <summary>[count], whole numbers that stand for something: only an embedding reads them.</summary>
    Indices,
}

/// <summary>The shape of one row of a value: typed axes and their lengths.</summary>
internal sealed record Shape(Axes Axes, EquatableArray<int> Dimensions)
{
    public static Shape Unknown { get; } = new(Axes.Unknown, default);

    public bool IsKnown => Axes != Axes.Unknown;

    public int Rank => Dimensions.Count;

    /// <summary>How many values one row has. Only sizes that fit an array pass the shape stage.</summary>
    public int Size => (int)LongSize;

    public long LongSize => Product([.. Dimensions]);

    /// <summary>Values at one position: features of a vector or of a step, channels of a signal or an image.</summary>
    public int Channels => Axes switch
    {
        Axes.Sequence => Dimensions[1],
        Axes.Indices => 1,
        _ => Dimensions[0],
    };

    /// <summary>Where such values stand: steps of a sequence, samples of a signal, pixels of an image; 1 for a vector.</summary>
    public int Positions => Height * Width;

    public int Height => Axes == Axes.Image ? Dimensions[1] : 1;

    public int Width => Axes switch
    {
        Axes.Image => Dimensions[2],
        Axes.Signal => Dimensions[1],
        Axes.Sequence or Axes.Indices => Dimensions[0],
        _ => 1,
    };

    /// <summary>Whether the user's order is all positions of the first channel, then of the second, rather than one position after the other.</summary>
    public bool IsChannelsFirst => Axes is Axes.Signal or Axes.Image;

    /// <summary>"channels", or "features" where the last axis holds them.</summary>
    public string ChannelsWord => IsChannelsFirst ? "channels" : "features";

    /// <summary>"steps" of a sequence, "positions" of others.</summary>
    public string PositionsWord => Axes == Axes.Sequence ? "steps" : "positions";

    public static Shape Vector(int features) => new(Axes.Vector, new[] { features }.ToEquatableArray());

    public static Shape Signal(int channels, int length) => new(Axes.Signal, new[] { channels, length }.ToEquatableArray());

    public static Shape Image(int channels, int height, int width) =>
        new(Axes.Image, new[] { channels, height, width }.ToEquatableArray());

    public static Shape Sequence(int time, int features) => new(Axes.Sequence, new[] { time, features }.ToEquatableArray());

    public static Shape Indices(int count) => new(Axes.Indices, new[] { count }.ToEquatableArray());

    /// <summary>The same axes with other lengths.</summary>
    public Shape With(int channels, int height, int width) => Axes switch
    {
        Axes.Vector => Vector(channels),
        Axes.Signal => Signal(channels, width),
        Axes.Image => Image(channels, height, width),
        Axes.Sequence => Sequence(width, channels),
        _ => this,
    };

    public Shape WithChannels(int channels) => With(channels, Height, Width);

    /// <summary>Where a value stands in the user's row-major order.</summary>
    public int FlatIndex(int position, int channel) => IsChannelsFirst ? (channel * Positions) + position : (position * Channels) + channel;

    /// <summary>A product of lengths that stops far above any limit instead of overflowing.</summary>
    public static long Product(params int[] lengths) =>
        lengths.Aggregate(1L, (product, length) => (long)Math.Min(product * (double)length, 1L << 60));

    /// <summary>For messages: "an image [1, 28, 28]".</summary>
    public string Describe() => Axes switch
    {
        Axes.Vector => "a vector ",
        Axes.Signal => "a signal ",
        Axes.Image => "an image ",
        Axes.Sequence => "a sequence ",
        Axes.Indices => "indices ",
        _ => "an unknown shape ",
    } + this;

    public override string ToString() => "[" + string.Join(", ", Dimensions) + "]";
}
