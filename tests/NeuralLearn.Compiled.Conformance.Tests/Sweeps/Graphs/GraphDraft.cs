using System.Globalization;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>A graph being drawn: what there is to read so far, and the words in which the table of layers is written.</summary>
internal sealed class GraphDraft(Random random, int inputSize)
{
    public const int LargestSize = 65;

    /// <summary>Sizes around panels and vectors, so that they come often.</summary>
    private static readonly int[] EdgeSizes = [1, 2, 3, 5, 7, 9, 15, 16, 17, 31, 33, 63, 65];

    private readonly List<GraphNode> _nodes = [];

    public Random Random => random;

    public IReadOnlyList<GraphNode> Nodes => _nodes;

    public int Last => _nodes.Count;

    /// <summary>Results that no line reads yet, the last one among them.</summary>
    public int[] Unread => [.. Enumerable.Range(1, _nodes.Count).Where(result => !_nodes.Any(node => node.Sources.Contains(result)))];

    public static int DrawSize(Random random) =>
        random.Next(3) == 0 ? EdgeSizes[random.Next(EdgeSizes.Length)] : random.Next(1, LargestSize + 1);

    public int SizeOf(int result) => result == 0 ? inputSize : _nodes[result - 1].Size;

    public void Append(GraphNode node) => _nodes.Add(node);

    /// <summary>Mostly the line above, else anything, read before or not.</summary>
    public int Source() => random.Next(3) > 0 ? Last : random.Next(Last + 1);

    public GraphNode Dense() => Dense(Source(), DrawSize(random), Activation());

    public GraphNode Dense(int source, int units, string activation)
    {
        var hasBias = random.Next(5) > 0;
        var weights = units * SizeOf(source);
        var function = Formulas.Activations[activation];
        return new("Dense", $"{units}, Activation.{activation}{(hasBias ? "" : ", Bias = false")}", [source], units,
            hasBias ? [weights, units] : [weights],
            (inputs, parameters, kinks) => function([Formulas.Dense(inputs[0], parameters, units)], [], kinks));
    }

    public string Activation()
    {
        // Only what the library has today; what has no formula here is found by a test.
        string[] names = [.. Enum.GetNames<Activation>().Where(Formulas.Activations.ContainsKey)];
        return names[random.Next(names.Length)];
    }

    /// <summary>A layer without parameters that keeps the size.</summary>
    public GraphNode Map(string attribute, string arguments, Formula formula) => Parametric(attribute, arguments, _ => [], formula);

    /// <summary>A layer with one argument.</summary>
    public GraphNode Map(string attribute, double least, double most, Func<double, Formula> formula)
    {
        var (text, value) = Number(random, least, most);
        return Map(attribute, text, formula(value));
    }

    /// <summary>A layer that keeps the size, and the lengths of its parameters from that size.</summary>
    public GraphNode Parametric(string attribute, string arguments, Func<int, int[]> tensors, Formula formula)
    {
        var source = Source();
        return new(attribute, arguments, [source], SizeOf(source), tensors(SizeOf(source)), formula);
    }

    /// <summary>Two or three results of one size, perhaps one of them twice; null where there are none.</summary>
    public GraphNode? Merge(string attribute, Func<double, double, double> function)
    {
        var first = random.Next(2) == 0 ? Last : random.Next(Last + 1);
        int[] alike = [.. Enumerable.Range(0, Last + 1).Where(result => SizeOf(result) == SizeOf(first))];
        if (alike.Length < 2)
        {
            return null;
        }

        int[] sources = [first, .. Enumerable.Range(0, random.Next(1, 3)).Select(_ => alike[random.Next(alike.Length)])];
        return new(attribute, "", sources, SizeOf(first), [],
            (inputs, _, _) => inputs.Aggregate((left, right) => [.. left.Zip(right, function)]))
        { IsMerge = true };
    }

    public GraphNode? Concat()
    {
        int[] sources = [Last, .. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(Last + 1))];
        return sources.Sum(SizeOf) <= 2 * LargestSize ? Concat(sources) : null;
    }

    public GraphNode Concat(int[] sources) =>
        new("Concat", "", sources, sources.Sum(SizeOf), [], (inputs, _, _) => [.. inputs.SelectMany(values => values)]) { IsMerge = true };

    /// <summary>A number with few digits, as its text and its value must agree.</summary>
    public static (string Text, double Value) Number(Random random, double least, double most)
    {
        var value = Math.Round(least + (random.NextDouble() * (most - least)), 2);
        return (value.ToString(CultureInfo.InvariantCulture), value);
    }
}
