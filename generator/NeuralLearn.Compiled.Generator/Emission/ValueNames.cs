using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>What emitted code calls the values of a pass.</summary>
internal sealed class ValueNames
{
    private readonly Dictionary<Value, string> _values = [];
    private readonly Dictionary<GradientBuffer, string> _gradients = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public string Value(Value value) => _values[value];

    public string Gradient(GradientBuffer buffer) => _gradients[buffer];

    public bool Holds(Value value) => _values.ContainsKey(value);

    public string AddValue(Value value, string name) => _values[value] = Unique(Literal.Identifier(name));

    /// <summary>A name that is in use already and goes to no value.</summary>
    public void Reserve(string name) => _taken.Add(name);

    public string AddGradient(GradientBuffer buffer, string suffix) => _gradients[buffer] = Unique(buffer.Name + suffix);

    public void Use(Value value, string name) => _values[value] = name;

    private string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
        {
            unique = name + "_" + Literal.Int(i);
        }

        return unique;
    }
}
