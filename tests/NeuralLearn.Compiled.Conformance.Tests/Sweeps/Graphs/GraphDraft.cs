using System.Globalization;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>A graph being drawn: what there is to read so far, and the words in which the table of layers is written.</summary>
internal sealed partial class GraphDraft(Random random, GraphShape input, GraphPalette palette)
{
    public const int LargestSize = 65;

    /// <summary>Of what has positions: differences are taken by every input.</summary>
    private const int LargestGrid = 260;

    /// <summary>Sizes around panels and vectors, so that they come often.</summary>
    private static readonly int[] EdgeSizes = [1, 2, 3, 5, 7, 9, 15, 16, 17, 31, 33, 63, 65];

    private readonly List<GraphNode> _nodes = [];

    public Random Random => random;

    public IReadOnlyList<GraphNode> Nodes => _nodes;

    public int Last => _nodes.Count;

    /// <summary>Results that no line reads yet, the last one among them.</summary>
    public int[] Unread => [.. Enumerable.Range(1, _nodes.Count).Where(result => !_nodes.Any(node => node.Sources.Contains(result)))];

    /// <summary>The input of a graph: half of them are vectors.</summary>
    public static GraphShape DrawInput(Random random) => random.Next(8) switch
    {
        0 => GraphShape.Signal(random.Next(1, 10), random.Next(1, 20)),
        1 => new GraphShape(GraphAxes.Image, random.Next(1, 5), random.Next(1, 8), random.Next(1, 8)),
        2 => GraphShape.Sequence(random.Next(1, 12), random.Next(1, 18)),
        3 => new GraphShape(GraphAxes.Indices, 1, 1, random.Next(1, 12)),
        _ => GraphShape.Vector(DrawSize(random)),
    };

    public static int DrawSize(Random random) =>
        random.Next(3) == 0 ? EdgeSizes[random.Next(EdgeSizes.Length)] : random.Next(1, LargestSize + 1);

    public GraphShape ShapeOf(int result) => result == 0 ? input : _nodes[result - 1].Shape;

    public void Append(GraphNode node) => _nodes.Add(node);

    /// <summary>Mostly the line above, else anything with fitting axes, read before or not; null where there is none.</summary>
    public int? Source(params GraphAxes[] axes)
    {
        int[] fitting = [.. Enumerable.Range(0, Last + 1).Where(result => axes.Contains(ShapeOf(result).Axes))];
        return fitting.Length == 0 ? null : fitting[^1] == Last && random.Next(3) > 0 ? Last : fitting[random.Next(fitting.Length)];
    }

    /// <summary>What is not an index.</summary>
    public int? Source() => Source(GraphAxes.Vector, GraphAxes.Signal, GraphAxes.Image, GraphAxes.Sequence);

    /// <summary>The layer of weights that there is for the line above.</summary>
    public GraphNode? Plain() => ShapeOf(Last).Axes switch
    {
        GraphAxes.Indices => Embedding(),
        GraphAxes.Image => Convolution("Conv2D"),
        GraphAxes.Signal => Convolution("Conv1D"),
        _ => Dense(),
    };

    public GraphNode? Dense() =>
        Source(GraphAxes.Vector, GraphAxes.Sequence) is { } source ? Dense(source, SizeFor(ShapeOf(source)), Activation()) : null;

    public GraphNode Dense(int source, int units, string activation)
    {
        var given = ShapeOf(source);
        var to = given with { Channels = units };
        var hasBias = random.Next(5) > 0;
        var weights = units * given.Channels;
        var function = Formulas.Activations[activation];
        return new("Dense", $"{units}, Activation.{activation}{(hasBias ? "" : ", Bias = false")}", [source], to,
            hasBias ? [weights, units] : [weights],
            given.AtEachPosition((inputs, parameters, kinks) => function([Formulas.Dense(inputs[0], parameters, units)], [], kinks), to))
        { FanIn = given.Channels };
    }

    public string Activation() => palette.Activations[random.Next(palette.Activations.Count)];

    /// <summary>A layer without parameters that keeps the axes and knows of one position at a time.</summary>
    public GraphNode? Map(string attribute, string arguments, Formula formula) => Parametric(attribute, arguments, _ => [], formula);

    /// <summary>A layer with one argument.</summary>
    public GraphNode? Map(string attribute, double least, double most, Func<double, Formula> formula)
    {
        var (text, value) = Number(random, least, most);
        return Map(attribute, text, formula(value));
    }

    /// <summary>A layer that keeps the axes, and the lengths of its parameters from the channels.</summary>
    public GraphNode? Parametric(string attribute, string arguments, Func<int, int[]> tensors, Formula formula)
    {
        if (Source() is not { } source)
        {
            return null;
        }

        var shape = ShapeOf(source);
        return new(attribute, arguments, [source], shape, tensors(shape.Channels), shape.AtEachPosition(formula, shape)) { FanIn = shape.Channels };
    }

    /// <summary>Over the features of a step, or over everything.</summary>
    public GraphNode? LayerNorm(double epsilon)
    {
        if (Source() is not { } source)
        {
            return null;
        }

        var shape = ShapeOf(source);
        var formula = Formulas.LayerNorm(epsilon);
        var (size, normed) = shape.Axes == GraphAxes.Sequence ? (shape.Channels, shape.AtEachPosition(formula, shape)) : (shape.Size, formula);
        return new("LayerNorm", string.Create(CultureInfo.InvariantCulture, $"Epsilon = {epsilon}"), [source], shape, [size, size], normed) { FanIn = size };
    }

    /// <summary>Two or three results of one shape, perhaps one of them twice; null where there are none.</summary>
    public GraphNode? Merge(string attribute, Func<double, double, double> function)
    {
        if (Source() is not { } first)
        {
            return null;
        }

        int[] alike = [.. Enumerable.Range(0, Last + 1).Where(result => ShapeOf(result) == ShapeOf(first))];
        if (alike.Length < 2)
        {
            return null;
        }

        int[] sources = [first, .. Enumerable.Range(0, random.Next(1, 3)).Select(_ => alike[random.Next(alike.Length)])];
        return new(attribute, "", sources, ShapeOf(first), [],
            (inputs, _, _) => inputs.Aggregate((left, right) => [.. left.Zip(right, function)]))
        { IsMerge = true };
    }

    /// <summary>Results with the same positions, channels behind channels.</summary>
    public GraphNode? Concat()
    {
        if (Source() is not { } first)
        {
            return null;
        }

        int[] alike = [.. Enumerable.Range(0, Last + 1).Where(result => ShapeOf(result) == ShapeOf(first) with { Channels = ShapeOf(result).Channels })];
        int[] sources = [first, .. Enumerable.Range(0, random.Next(1, 3)).Select(_ => alike[random.Next(alike.Length)])];
        return sources.Sum(source => ShapeOf(source).Size) <= (ShapeOf(first).Positions > 1 ? LargestGrid : 2 * LargestSize) ? Concat(sources) : null;
    }

    public GraphNode Concat(int[] sources)
    {
        GraphShape[] parts = [.. sources.Select(ShapeOf)];
        var whole = parts[0] with { Channels = parts.Sum(part => part.Channels) };
        return new("Concat", "", sources, whole, [], (inputs, _, _) =>
        {
            var y = new double[whole.Size];
            for (var (i, first) = (0, 0); i < parts.Length; first += parts[i].Channels, i++)
            {
                Move(inputs[i], parts[i], y, whole, first);
            }

            return y;
        })
        { IsMerge = true };
    }

    /// <summary>A number with few digits, as its text and its value must agree.</summary>
    public static (string Text, double Value) Number(Random random, double least, double most)
    {
        var value = Math.Round(least + (random.NextDouble() * (most - least)), 2);
        return (value.ToString(CultureInfo.InvariantCulture), value);
    }

    /// <summary>Units for each position, fewer where there are many.</summary>
    private int SizeFor(GraphShape shape) => Math.Min(DrawSize(random), Math.Max(1, LargestGrid / shape.Positions));

    private static void Move(double[] x, GraphShape given, double[] y, GraphShape to, int firstChannel)
    {
        for (var channel = 0; channel < given.Channels; channel++)
        {
            for (var position = 0; position < given.Positions; position++)
            {
                y[to.At(firstChannel + channel, position)] = x[given.At(channel, position)];
            }
        }
    }
}
