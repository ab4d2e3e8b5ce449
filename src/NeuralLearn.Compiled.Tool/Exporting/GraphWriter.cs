using NeuralLearn.Compiled.Tool.Onnx;

namespace NeuralLearn.Compiled.Tool.Exporting;

/// <summary>Adds nodes and constants to a graph under names that nothing else has.</summary>
internal sealed class GraphWriter(OnnxGraph graph)
{
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nodes = new(StringComparer.Ordinal);

    /// <summary>Keeps a name for a value; another one like it gets a number.</summary>
    public string Reserve(string name) => Unique(_values, name);

    /// <summary>A node with one result.</summary>
    /// <param name="stem">The layer's name, which the node's begins with.</param>
    /// <param name="result">The reserved name of what it gives; null for a name of its own.</param>
    public string Add(string op, string stem, IReadOnlyList<string> inputs, string? result = null, params OnnxAttribute[] attributes)
    {
        var node = new OnnxNode { Name = Unique(_nodes, $"{stem}/{op}"), OpType = op };
        node.Inputs.AddRange(inputs);
        node.Attributes.AddRange(attributes);
        node.Outputs.Add(result ?? Reserve(node.Name));
        graph.Nodes.Add(node);
        return node.Outputs[0];
    }

    /// <summary>A node of which one of several results is used.</summary>
    public string AddOf(string op, string stem, IReadOnlyList<string> inputs, int used, params OnnxAttribute[] attributes)
    {
        var name = Add(op, stem, inputs, null, attributes);
        var node = graph.Nodes[^1];
        for (var i = 0; i < used; i++)
        {
            node.Outputs.Insert(0, "");
        }

        return name;
    }

    public string Constant(string name, IReadOnlyList<long> shape, float[] values)
    {
        var reserved = Reserve(name);
        graph.Initializers.Add(OnnxTensor.Of(reserved, shape, values));
        return reserved;
    }

    public string Constant(string name, float value) => Constant(name, [], [value]);

    public string Constant(string name, params long[] values)
    {
        var reserved = Reserve(name);
        graph.Initializers.Add(OnnxTensor.Of(reserved, values));
        return reserved;
    }

    public static OnnxAttribute Attribute(string name, double value) => new() { Name = name, Real = (float)value };

    public static OnnxAttribute Attribute(string name, int value) => new() { Name = name, Integer = value };

    public static OnnxAttribute Attribute(string name, string value) => new() { Name = name, Text = value };

    public static OnnxAttribute Attribute(string name, params int[] values) => new() { Name = name, Integers = [.. values.Select(value => (long)value)] };

    public static OnnxAttribute Attribute(string name, params string[] values) => new() { Name = name, Texts = [.. values] };

    private static string Unique(HashSet<string> taken, string name)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            unique = $"{name}_{number}";
        }

        return unique;
    }
}
