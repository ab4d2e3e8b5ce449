namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>A value that the user passes.</summary>
/// <param name="Identifier">"Board"; "Input" where there is only one.</param>
internal sealed record NetworkInput(string? Name, string Identifier, Value Value);

/// <summary>A result that the user receives.</summary>
/// <param name="Identifier">"Policy"; "Output" where there is only one.</param>
internal sealed record NetworkOutput(string? Name, string Identifier, Value Value);

/// <summary>The network as textbook operations in the order they run, with nothing of vectors, buffers or C# in it.</summary>
internal sealed class NetworkGraph(
    IReadOnlyList<NetworkInput> inputs,
    IReadOnlyList<NetworkOutput> outputs,
    IReadOnlyList<Node> nodes,
    IReadOnlyList<Parameter> parameters,
    IReadOnlyList<LossNode> losses)
{
    private readonly HashSet<Value> _learning = FindLearning(nodes);

    public IReadOnlyList<NetworkInput> Inputs { get; } = inputs;

    public IReadOnlyList<NetworkOutput> Outputs { get; } = outputs;

    public IReadOnlyList<Node> Nodes { get; } = nodes;

    /// <summary>Parameters, then buffers, each in the order of their layers.</summary>
    public IReadOnlyList<Parameter> Tensors { get; } = parameters;

    public IReadOnlyList<LossNode> Losses { get; } = losses;

    /// <summary>Layers with what stood behind them in their weights.</summary>
    public IReadOnlyList<FoldedLayer> Folded { get; init; } = [];

    public bool HasBuffers => Tensors.Any(tensor => !tensor.IsParameter);

    /// <summary>Whether anything of it is random in training.</summary>
    public bool HasDropout => Nodes.Any(node => node is DropoutNode);

    /// <summary>Whether rows of a training pass have a part in each other's outputs.</summary>
    public bool MeasuresBatches => Nodes.Any(node => node is BatchNormNode { Measures: true });

    public bool IsInput(Value value) => Inputs.Any(input => ReferenceEquals(input.Value, value));

    /// <summary>Whether parameters that learn have a part in a value: only then its gradient is of use beyond the input's.</summary>
    public bool DependsOnLearning(Value value) => _learning.Contains(value);

    /// <summary>The network as it is outside training: without dropout, with running statistics. The graph itself where that is the same.</summary>
    public NetworkGraph ForEvaluation()
    {
        if (!HasDropout && !MeasuresBatches)
        {
            return this;
        }

        var replaced = new Dictionary<Value, Value>();
        Value Now(Value value) => replaced.TryGetValue(value, out var other) ? other : value;
        var nodes = new List<Node>();
        foreach (var node in Nodes)
        {
            if (node is DropoutNode && IsInput(Now(node.X)))
            {
                // An input has no place of its own that an output could be read from.
                nodes.Add(new MapNode(node.Layer, Activations.ActivationCatalog.Copy, Now(node.X), node.Y));
            }
            else if (node is DropoutNode)
            {
                replaced[node.Y] = Now(node.X);
            }
            else if (node is BatchNormNode { Measures: true } batchNorm)
            {
                nodes.Add(batchNorm.ForEvaluation(Now(node.X)));
            }
            else
            {
                nodes.Add(node.Inputs.Any(replaced.ContainsKey) ? node.With([.. node.Inputs.Select(Now)], node.Y) : node);
            }
        }

        return new NetworkGraph(
            Inputs,
            [.. Outputs.Select(output => output with { Value = Now(output.Value) })],
            nodes,
            Tensors,
            [.. Losses.Select(loss => loss.With(loss.Terms with { Output = Now(loss.Output), OwnTarget = loss.Terms.OwnTarget is { } target ? Now(target) : null }))])
        { Folded = Folded };
    }

    private static HashSet<Value> FindLearning(IReadOnlyList<Node> nodes)
    {
        var learning = new HashSet<Value>();
        foreach (var node in nodes)
        {
            if (node.Learns || node.Inputs.Any(learning.Contains))
            {
                learning.Add(node.Y);
            }
        }

        return learning;
    }
}
