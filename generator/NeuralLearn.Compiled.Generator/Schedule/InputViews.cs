using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// Inputs under other axes: a Flatten or Reshape of what the user passes. The user's rows are in row-major order, so they are the view as they
/// stand, or are copied into memory as the view rather than as the input.
/// </summary>
internal sealed class InputViews
{
    private readonly List<(Value View, NetworkInput Input)> _views = [];

    public IReadOnlyList<(Value View, NetworkInput Input)> All => _views;

    public IEnumerable<Value> Values => _views.Select(view => view.View);

    public static InputViews Of(NetworkGraph graph)
    {
        var views = new InputViews();
        foreach (var node in graph.Nodes.OfType<ReshapeNode>())
        {
            var input = graph.Inputs.FirstOrDefault(candidate => ReferenceEquals(candidate.Value, node.X))
                ?? views._views.FirstOrDefault(view => ReferenceEquals(view.View, node.X)).Input;
            if (input is not null)
            {
                views._views.Add((node.Y, input));
            }
        }

        return views;
    }

    public bool Holds(Value value) => _views.Any(view => ReferenceEquals(view.View, value));
}
