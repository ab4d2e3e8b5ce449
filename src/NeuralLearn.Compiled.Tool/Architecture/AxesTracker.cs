namespace NeuralLearn.Compiled.Tool.Architecture;

/// <summary>
/// What the axes of a result are, as far as words such as "conv" need it to choose between one and two dimensions. Whether shapes fit is
/// the compiler's to say.
/// </summary>
internal sealed class AxesTracker
{
    private readonly Dictionary<string, Axes> _named = new(StringComparer.Ordinal);
    private Axes _last;

    private enum Axes
    {
        Vector,
        Line,
        Image,
    }

    /// <summary>Whether a layer that reads this result (the last one if null) goes over images; null where only the layer's own text can say.</summary>
    public bool? IsImage(string? from) => (from is null ? _last : _named.GetValueOrDefault(from)) switch
    {
        Axes.Image => true,
        Axes.Line => false,
        _ => null,
    };

    public void Add(AttributeLine line)
    {
        var numbers = line.Arguments.Count(argument => argument.Property is null);
        var read = line.Find("From") is { } from ? _named.GetValueOrDefault(from.Trim('"')) : _last;
        var next = line.Kind switch
        {
            "Input" or "Reshape" => numbers switch { 1 => line.Find("Kind") is null ? Axes.Vector : Axes.Line, 2 => Axes.Line, _ => Axes.Image },
            "Flatten" or "GlobalAvgPool" or "GlobalMaxPool" => Axes.Vector,
            "Rnn" or "Gru" or "Lstm" => line.Find("Return") is null ? Axes.Vector : Axes.Line,
            "Embedding" => Axes.Line,
            "Add" or "Multiply" or "Concat" when line.Arguments.Count > 0 => _named.GetValueOrDefault(line.Arguments[0].Value.Trim('"')),
            _ => read,
        };
        if (AttributeWord.Find(line.Kind) is { IsLayer: true } || line.Kind == "Input")
        {
            _last = next;
            if (line.Find("Name") is { } name)
            {
                _named[name.Trim('"')] = next;
            }
            else if (line.Kind == "Input")
            {
                _named["input"] = next;
            }
        }
    }
}
