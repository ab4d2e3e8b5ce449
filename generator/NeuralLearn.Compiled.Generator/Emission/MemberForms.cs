using NeuralLearn.Compiled.Generator.Cost;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>
/// What the emitted members take, from the declaration alone: their parameters and what is checked of each on entry. Only for networks
/// without an error.
/// </summary>
internal sealed partial class MemberForms
{
    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string MutableFloats = "global::System.Span<float>";
    private const string Integers = "global::System.ReadOnlySpan<int>";

    private readonly NetworkModel _model;
    private readonly IReadOnlyList<Port> _inputs;
    private readonly IReadOnlyList<Port> _outputs;
    private readonly BatchFields _fields;
    private readonly Dictionary<string, List<MemberForm>> _forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<long>> _constants = new(StringComparer.Ordinal);
    private readonly Lazy<(long Parameters, long Buffers)> _counts;
    private readonly Lazy<long> _stateBytes;

    private MemberForms(NetworkModel model)
    {
        _model = model;
        _inputs = Port.InputsOf(model);
        _outputs = Port.OutputsOf(model);
        _fields = new BatchFields(model);
        _counts = new Lazy<(long, long)>(() => Count(model));
        _stateBytes = new Lazy<long>(() => NetworkCost.Of(model, NetworkCompiler.Plan(model)).StateBytes);
    }

    /// <summary>The fields of the batch; none without a loss.</summary>
    public MemberForm? Batch { get; private set; }

    /// <summary>Steps of the window where a row may be fewer, else 0.</summary>
    public int ShortRows { get; private set; }

    public static MemberForms Of(NetworkModel model)
    {
        var forms = new MemberForms(model);
        forms.ShortRows = Streaming.TakesShortRows(model) ? Streaming.WindowSteps(model) : 0;
        forms.AddConstants();
        forms.AddInference();
        forms.AddMeasuring();
        forms.AddStreaming();
        forms.AddParameters();
        if (model.Learns)
        {
            forms.AddLearning();
            forms.Batch = forms.BatchForm();
        }

        return forms;
    }

    public IEnumerable<string> Members => _forms.Keys;

    public IReadOnlyList<MemberForm> Named(string member) => _forms.TryGetValue(member, out var forms) ? forms : [];

    /// <summary>The value of one of the class's constants; null where there is none of that name.</summary>
    public long? Constant(string name) => _constants.TryGetValue(name, out var value) ? value() : null;

    private string NetworkName => _model.Declaration.Type.Name;

    private static (long, long) Count(NetworkModel model)
    {
        var tensors = NetworkGraphBuilder.Build(model).Tensors;
        return (tensors.Where(tensor => tensor.IsParameter).Sum(tensor => (long)tensor.Length), tensors.Where(tensor => tensor.Role == TensorRole.Buffer).Sum(tensor => (long)tensor.Length));
    }

    private void AddConstants()
    {
        _constants["InputSize"] = () => _inputs.Sum(port => (long)port.Size);
        _constants["OutputSize"] = () => _outputs.Sum(port => (long)port.Size);
        foreach (var port in _inputs.Concat(_outputs).Where(port => port.IsNamed))
        {
            _constants[port.SizeName] = () => port.Size;
        }

        _constants["ParameterCount"] = () => _counts.Value.Parameters;
        _constants["BufferCount"] = () => _counts.Value.Buffers;
        if (_model.Learns)
        {
            _constants["StateBytes"] = () => _stateBytes.Value;
        }
    }

    private void Add(string member, params IEnumerable<MemberParameter>[] parameters)
    {
        if (!_forms.TryGetValue(member, out var forms))
        {
            _forms.Add(member, forms = []);
        }

        forms.Add(new MemberForm(member, [.. parameters.SelectMany(each => each)]));
    }

    private string? ConstantOf(Port port) => _constants.ContainsKey(port.SizeName) ? port.SizeName : null;

    private string TitleOfInput(int input) => _model.Inputs[input].Name is { } name ? $"the input '{name}' of {NetworkName}" : $"the input of {NetworkName}";

    private string ReasonOfInput(int input) => $"{TitleOfInput(input)} is {_model.Inputs[input].Shape.Describe()}";

    private string ReasonOfOutput(int output) => $"{_model.Outputs[output].Title} of {NetworkName} gives {_model.Outputs[output].Shape.Describe()}";

    private MemberParameter Input(int index, string name, LengthRule rule, string? type = null)
    {
        var port = _inputs[index];
        var embedding = port.IsIndices ? Port.EmbeddingsOf(_model, Source.OfInput(index)).OrderBy(layer => layer.Declaration.Attribute.Integer("Count")).FirstOrDefault() : null;
        return MemberParameter.Of(name, type ?? port.Type, rule, () => port.Size, ConstantOf(port), ReasonOfInput(index)) with
        {
            Choice = embedding is null || type is not null ? null
                : new Choice(port.Limit!.Value, null, $"the rows of {embedding.Declaration.Title}", "pass the number of one of them, or make the embedding larger"),
        };
    }

    private MemberParameter Output(int index, string name, LengthRule rule, string type = MutableFloats) =>
        MemberParameter.Of(name, type, rule, () => _outputs[index].Size, ConstantOf(_outputs[index]), ReasonOfOutput(index));

    private IEnumerable<MemberParameter> InputRow => _inputs.Select((port, index) => Input(index, port.Row, LengthRule.Exact));

    private IEnumerable<MemberParameter> InputRows => _inputs.Select((port, index) => Input(index, port.Rows, index == 0 ? LengthRule.Rows : LengthRule.PerRow));

    /// <summary>A row, or the first steps of a window alone.</summary>
    private IEnumerable<MemberParameter> ShortInputRow => ShortRows == 0 ? InputRow :
    [
        MemberParameter.OfSteps(_inputs[0].Row, _inputs[0].Type, _inputs[0].Size / ShortRows, ShortRows, ConstantOf(_inputs[0]), ReasonOfInput(0)) with { Choice = Input(0, "", LengthRule.None).Choice },
    ];

    private IEnumerable<MemberParameter> OutputRow => _outputs.Select((port, index) => Output(index, port.Row, LengthRule.Exact));

    private IEnumerable<MemberParameter> OutputRows => _outputs.Select((port, index) => Output(index, port.Rows, LengthRule.PerRow));

    private static MemberParameter OnePerRow(string name, string type, LengthRule rule, string thing) =>
        MemberParameter.Of(name, type, rule, () => 1, null, $"each row has 1 {thing}", thing);

    private void AddInference()
    {
        Add("Forward", ShortInputRow, OutputRow);
        Add("ForwardBatch", InputRows, OutputRows);
        Add("Predict", InputRow, OutputRow);
        for (var i = 0; i < _model.Outputs.Count; i++)
        {
            var labels = $"global::System.Span<{TargetParameter.LabelType(_model, i)}>";
            foreach (var name in MemberNames.ClassifyNames(_model, i))
            {
                Add(name, ShortInputRow);
                Add(name.Replace("Classify", "ClassifyBatch"), InputRows, [OnePerRow("labels", labels, LengthRule.PerRow, "label")]);
            }
        }
    }

    private void AddMeasuring()
    {
        var layers = _model.Layers.Where(layer => layer.Kind.Measures).ToList();
        if (layers.Count == 0)
        {
            return;
        }

        List<int> ports = [.. layers.Select(layer => Source.InputIndex(layer.Sources[0])).Distinct()];
        Add("FitStandardize", ports.Select(port => Input(port, _inputs[port].Rows, LengthRule.OwnRows, Floats)));
        if (Streaming.TakesLengths(_model) && ports.Count == 1 && layers.All(layer => layer.Input.Axes == Axes.Sequence))
        {
            Add("FitStandardize", [Input(ports[0], _inputs[ports[0]].Rows, LengthRule.Rows, Floats), OnePerRow("lengths", Integers, LengthRule.PerRow, "length")]);
        }

        Add("UpdateStandardize", ports.Select(port => Input(port, _inputs[port].Row, LengthRule.Exact, Floats)));
    }

    private void AddStreaming()
    {
        if (!Streaming.IsPossible(_model))
        {
            return;
        }

        MemberParameter Step(MemberParameter parameter, string title, Shape shape, string? name = null)
        {
            var step = Streaming.StepOf(shape);
            var rule = name is null ? LengthRule.Exact : LengthRule.PerRow;
            var sized = MemberParameter.Of(name ?? parameter.Name, parameter.Type, rule, () => step.Size, null, $"one step of {title} is {step.Describe()}");
            return sized with { Choice = parameter.Choice };
        }

        MemberParameter In(int index, string? rows = null) => Step(Input(index, _inputs[index].Row, LengthRule.Exact), TitleOfInput(index), _model.Inputs[index].Shape, rows);
        MemberParameter Out(int index, string? rows = null) => Step(Output(index, _outputs[index].Row, LengthRule.Exact), _model.Outputs[index].Title, _model.Outputs[index].Shape, rows);
        Add("Step", _inputs.Select((_, index) => In(index)), [new MemberParameter("state", "ref State")], _outputs.Select((_, index) => Out(index)));
        Add("StepBatch", _inputs.Select((port, index) => In(index, port.Rows)), [OnePerRow("states", "global::System.Span<State>", LengthRule.PerRow, "state")],
            _outputs.Select((port, index) => Out(index, port.Rows)));
    }

    private void AddParameters()
    {
        MemberParameter All(string name, string type, LengthRule rule, string constant, string things) =>
            MemberParameter.Of(name, type, rule, _constants[constant], constant, $"{NetworkName} has that many {things}");
        MemberParameter Parameters(string name, string type, LengthRule rule) => All(name, type, rule, "ParameterCount", "parameters");
        Add("CopyParametersTo", [Parameters("destination", MutableFloats, LengthRule.AtLeast)]);
        Add("LoadParameters", [Parameters("parameters", Floats, LengthRule.Exact)]);
        Add("CopyBuffersTo", [All("destination", MutableFloats, LengthRule.AtLeast, "BufferCount", "measured numbers")]);
        Add("LoadBuffers", [All("buffers", Floats, LengthRule.Exact, "BufferCount", "measured numbers")]);
        if (!_model.Learns)
        {
            return;
        }

        Add("CopyGradientsTo", [Parameters("destination", MutableFloats, LengthRule.AtLeast)]);
        Add("LoadGradients", [Parameters("gradients", Floats, LengthRule.Exact)]);
        var learner = $"the whole learner of {NetworkName} has that many";
        Add("SaveState", [MemberParameter.Of("destination", "global::System.Span<byte>", LengthRule.AtLeast, () => _stateBytes.Value, "StateBytes", learner, "byte")]);
        Add("RestoreState", [MemberParameter.Of("source", "global::System.ReadOnlySpan<byte>", LengthRule.Exact, () => _stateBytes.Value, "StateBytes", learner, "byte")]);
    }
}
