using NeuralLearn.Compiled.Generator.Cost;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;
using NeuralLearn.Compiled.Generator.Weights;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>
/// Prints the user's half of the class: every public member. For a wrong declaration the same signatures are printed with bodies that
/// throw what the analyzer says, so that the user sees his own mistake and not a hundred missing members.
/// </summary>
internal sealed partial class SurfaceEmitter
{
    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string MutableFloats = "global::System.Span<float>";
    private const string Integers = "global::System.ReadOnlySpan<int>";
    private const string Marshal = "global::System.Runtime.InteropServices.MemoryMarshal";
    private const string Library = "global::NeuralLearn.Compiled.";

    private readonly NetworkModel _model;
    private readonly NetworkPlan? _plan;
    private readonly NetworkCost? _cost;
    private readonly CodeWriter _writer;
    private readonly string _own;
    private readonly string _name;
    private readonly BatchFields _fields;
    private readonly IReadOnlyList<Port> _inputs;
    private readonly IReadOnlyList<Port> _outputs;

    /// <summary>The file that the weights of new networks come from; null for initial ones.</summary>
    private readonly string? _baked;

    /// <summary>Where the documentation of the member being written begins.</summary>
    private int _documentation;

    /// <summary>What every member says that cannot run.</summary>
    private readonly string _whyNot;

    private SurfaceEmitter(NetworkModel model, NetworkPlan? plan, NetworkCost? cost)
    {
        _model = model;
        _plan = plan;
        _cost = cost;
        _whyNot = model.Errors.FirstOrDefault()?.ToString() ?? "The network's declaration has an error.";
        _baked = WeightFiles.NameIn(model.Declaration);
        _own = "global::" + EmittedNames.Namespace(model.Declaration.Type);
        _name = Literal.TypeName(model.Declaration.Type.Name);
        _writer = FileFrame.Open(Headline(model));
        _fields = new BatchFields(model);
        _inputs = Port.InputsOf(model);
        _outputs = Port.OutputsOf(model);
    }

    private bool IsClassifier(int output) => MemberNames.IsClassifier(_model, output);

    private int InputSize => _inputs.Sum(port => port.Size);

    private int OutputSize => _outputs.Sum(port => port.Size);

    private bool IsShared => MemberNames.SharesWeights(_model);

    private bool HasBuffers => MemberNames.HasBuffers(_model);

    private bool HasCounters => MemberNames.TracksBatches(_model);

    private bool MeasuresBatches => Streaming.MeasuresBatches(_model);

    /// <summary>The arguments that hand the network's memory to a pass.</summary>
    private string Memory => "ref _parameters.Start" + (HasBuffers ? ", ref _buffers.Start" : "");

    /// <summary>The same for a training pass, which counts batches.</summary>
    private string LearningMemory => Memory + (MeasuresBatches ? ", _counters" : "");

    /// <param name="model">The network.</param>
    /// <param name="plan">Its code; null where there is none.</param>
    /// <param name="cost">What it costs; null with the plan.</param>
    public static string Emit(NetworkModel model, NetworkPlan? plan, NetworkCost? cost)
    {
        var emitter = new SurfaceEmitter(model, plan, cost);
        UserType.Print(emitter._writer, model.Declaration.Type, emitter.PrintType);
        return emitter._writer.ToString();
    }

    public static string Headline(NetworkModel model)
    {
        var inputs = string.Join(", ", model.Inputs.Select(input => (input.Name is null ? "" : input.Name + " ") + input.Shape));
        var steps = model.Layers.Select(layer => AttributeText.Of(layer.Declaration.Attribute).Trim('[', ']'));
        var outputs = string.Join(", ", model.Outputs.Select(output => (output.Name is null ? "" : output.Name + " ") + output.Shape));
        return $"{model.Declaration.Type.Name}: {inputs} -> {string.Join(" -> ", steps)} -> {outputs}.";
    }

    private void PrintType()
    {
        _writer.Line("/// <remarks>");
        _writer.Line("/// <code>");
        foreach (var line in LayerTable.Lines(_model, _cost))
        {
            _writer.Row("/// " + CodeWriter.Escape(line));
        }

        _writer.Line("/// </code>");
        _writer.Line("/// </remarks>");
        using (_writer.Block($"partial class {_name} : {Interfaces}"))
        {
            PrintConstants();
            PrintConstruction();
            PrintInference();
            if (Streaming.IsPossible(_model))
            {
                PrintStreaming();
            }

            if (_model.Learns)
            {
                PrintLearning();
            }

            PrintParameters();
            PrintFiles();
            if (_model.Learns)
            {
                PrintState();
            }

            PrintInterfaces();
        }
    }

    /// <summary>Attributes, signature and body of one member; the documentation stands above already.</summary>
    private void Member(string signature, params string[] body)
    {
        if (IsTaken(signature))
        {
            // The documentation stands already; the user's own member takes the place of ours.
            _writer.Rollback(_documentation);
            return;
        }

        FileFrame.TypeAttributes(_writer);
        PrintBody(signature, body);
    }

    private void PrintBody(string signature, params string[] body)
    {
        using (_writer.Block(signature))
        {
            if (_plan is null)
            {
                _writer.Line($"throw new global::System.InvalidOperationException({Literal.Text(_whyNot)});");
            }
            else
            {
                _writer.Lines(body.Where(line => line.Length > 0 || body.Length > 1));
            }
        }

        _writer.Blank();
    }

    /// <summary>Whether the user's class has such a member, which is an error of its own and must not become a second one.</summary>
    private bool IsTaken(string signature)
    {
        var list = signature.IndexOf('(');
        var name = signature.Substring(0, list);
        name = name.Substring(name.LastIndexOf(' ') + 1);
        name = name.Split('<')[0];
        if (name == _name && signature.StartsWith("public " + _name, StringComparison.Ordinal))
        {
            var ours = signature.Contains("ulong") ? "ulong" : "";
            return _plan is null && _model.Declaration.Members.Any(member => member.IsConstructor && member.Parameters == ours);
        }

        return IsTakenName(name) || (signature.Contains("in Batch ") && IsTakenName("Batch"));
    }

    private bool IsTakenName(string name) =>
        _plan is null && (name == _model.Declaration.Type.Name || _model.Declaration.Members.Any(member => !member.IsConstructor && member.Name == name));

    private void Doc(string summary, params (string Name, string Text)[] parameters)
    {
        _documentation = _writer.Mark();
        _writer.Summary(summary);
        foreach (var (name, text) in parameters)
        {
            _writer.Line(name == "returns"
                ? $"/// <returns>{CodeWriter.Escape(text)}</returns>"
                : $"/// <param name=\"{name.TrimStart('@')}\">{CodeWriter.Escape(text)}</param>");
        }
    }

    private void LengthError() =>
        _writer.Line("/// <exception cref=\"global::System.ArgumentException\">A span has another length; the message names it and both numbers. Nothing has changed.</exception>");

    /// <summary>What members say that read inputs.</summary>
    private void InputError()
    {
        LengthError();
        if (_inputs.Any(port => port.IsIndices))
        {
            _writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">An index is no row of the embedding that reads it; the message says where it stands. Nothing has changed.</exception>");
        }
    }

    private void Constant(string name, long value, string summary)
    {
        if (IsTakenName(name))
        {
            return;
        }

        _writer.Summary(summary);
        _writer.Line(FileFrame.GeneratedCode);
        _writer.Line($"public const int {name} = {Literal.Int(value)};");
        _writer.Blank();
    }

    private void Field(string declaration)
    {
        _writer.Line(FileFrame.GeneratedCode);
        _writer.Line(declaration);
        _writer.Blank();
    }

    private void PrintConstants()
    {
        var allInputs = _inputs.Count == 1 ? _inputs[0].Words : "all inputs together";
        var allOutputs = _outputs.Count == 1 ? _outputs[0].Words : "all outputs together";
        Constant("InputSize", InputSize, $"Values in one row of input: {allInputs}.");
        Constant("OutputSize", OutputSize, $"Values in one row of output: {allOutputs}.");
        foreach (var port in _inputs.Concat(_outputs).Where(port => port.SizeName is not ("InputSize" or "OutputSize") && port.IsNamed))
        {
            Constant(port.SizeName, port.Size, $"Values in one row of {port.Row.TrimStart('@')}: {port.Words}.");
        }

        Constant("ParameterCount", _plan?.Layout.FlatCount ?? 1, "Numbers that are learnt, or could be: weights and biases.");
        Constant("BufferCount", _plan?.Layout.BufferFlatCount ?? 0, "Numbers that are measured rather than learnt and saved with the parameters.");
        if (_plan is not null)
        {
            Field(MemoryField("_parameters", "Parameters", _plan.Layout.PackedCount));
            Field("private ulong _seed;");
            if (HasBuffers)
            {
                Field(MemoryField("_buffers", "Buffers", _plan.Layout.BufferPackedCount));
                foreach (var layer in Measuring)
                {
                    Field($"private readonly {Library}RunningStatistics {MemberNames.Statistics(layer)} = new {Library}RunningStatistics({Literal.Int(layer.Input.Channels)}, {Literal.Int(layer.Input.Positions)}, channelsFirst: {(layer.Input.IsChannelsFirst ? "true" : "false")});");
                }
            }

            if (HasCounters)
            {
                Field($"private readonly long[] _counters = {(_baked is null ? $"new long[{Literal.Int(_plan.Layout.Counters.Count)}]" : $"{_own}.Weights.Counters()")};");
            }

            if (_model.Learns)
            {
                Field($"private {_own}.Learner? _learner;");
                Field("private float _learningRate;");
            }
        }

        Property("Tensors", $"global::System.ReadOnlySpan<{Library}TensorInfo>", "Parameters, then buffers, in the order of their flat vectors: layers from top to bottom, PyTorch's names and shapes.");
        for (var i = 0; i < _model.Outputs.Count; i++)
        {
            if (_model.Classes.ContainsKey(i))
            {
                Property(_model.Outputs[i].Prefix + "ClassNames", "global::System.ReadOnlySpan<string>", "The names of the classes, the class 0 first.");
            }
        }

        PrintDescription();
    }

    private IEnumerable<ShapedLayer> Measuring => _model.Layers.Where(layer => layer.Kind.Measures);

    private void Property(string name, string type, string summary)
    {
        if (!IsTakenName(name))
        {
            _writer.Summary(summary);
            FileFrame.TypeAttributes(_writer);
            _writer.Line($"public static {type} {name} => {(_plan is null ? "default" : $"{_own}.Description.{name}")};");
            _writer.Blank();
        }
    }

    private void PrintConstruction()
    {
        if (_baked is null)
        {
            Doc("A network with the initial weights of seed 0: two of them are equal.");
            Member($"public {_name}()", "Initialize(0);");
        }
        else
        {
            Doc($"A network with the weights of {_baked}, which are in the assembly: two of them are equal.{(IsShared ? $" It allocates nothing more: all such networks read {(MemberNames.PlacementOf(_model) == Placement.InPlace ? "them there" : "one copy of the weights")}, until one of them gets others." : "")}");
            Member($"public {_name}()", _model.Learns ? $"LearningRate = {Literal.Float(LearningRate)};" : "");
        }

        Doc("A network with the initial weights of a seed: the same seed gives the same weights on every machine.", ("seed", "Any number."));
        Member($"public {_name}(ulong seed)", "Initialize(seed);");
        Doc(_model.Learns ? "Makes everything as in a new instance: the initial weights of a seed, an optimizer that knows nothing, the first learning rate." : "Sets all weights to the initial ones of a seed.",
            ("seed", "Any number."));
        List<string> body =
        [
            "_seed = seed;",
            .. Owned(keep: false),
            "float[] flat = new float[global::System.Math.Max(ParameterCount, BufferCount)];",
            $"{_own}.Passes.Initialize(seed, flat);",
            $"{_own}.Passes.Pack(flat, ref _parameters.Start);",
        ];
        if (HasBuffers)
        {
            body.Add($"{_own}.Passes.InitializeBuffers(flat);");
            body.Add($"{_own}.Passes.PackBuffers(flat, ref _buffers.Start);");
            body.AddRange(Measuring.Select(layer => MemberNames.Statistics(layer) + ".Clear();"));
            body.AddRange(Refolded);
        }

        if (HasCounters)
        {
            body.Add("global::System.Array.Clear(_counters);");
        }

        if (_model.Learns)
        {
            body.Add($"LearningRate = {Literal.Float(LearningRate)};");
            body.AddRange(["if (_learner is not null)", "{", "    _learner.Clear();", "    _learner.ResetOptimizer();", "    _learner.RowsTrained = 0;", "}"]);
        }

        Member("public void Initialize(ulong seed)", [.. body]);
        if (IsShared && _plan is not null)
        {
            _documentation = _writer.Mark();
            _writer.Comment("Weights that others read as well are not written: this network gets its own, with the same values or, to be filled, with none.");
            Member("private void OwnWeights(bool keep)",
                ["if (!_parameters.IsShared)", "{", "    return;", "}", "",
                    "_parameters = _parameters.Own(keep);", .. HasBuffers ? ["_buffers = _buffers.Own(keep: true);"] : Array.Empty<string>()]);
        }
    }

    /// <summary>What every member does first that writes weights.</summary>
    /// <param name="keep">Whether what is not written must stay as it is.</param>
    private IEnumerable<string> Owned(bool keep = true) => IsShared ? [$"OwnWeights(keep: {(keep ? "true" : "false")});"] : [];

    /// <summary>What every member does last that has written weights.</summary>
    private IEnumerable<string> Refolded => _plan?.Graph.Folded.Count > 0 ? [$"{_own}.Passes.Fold(ref _parameters.Start, ref _buffers.Start);"] : [];

    private string MemoryField(string field, string image, int length)
    {
        if (_baked is null)
        {
            return $"private readonly {Library}AlignedMemory {field} = new {Library}AlignedMemory({Literal.Int(length)});";
        }

        return IsShared
            ? $"private {Library}AlignedMemory {field} = {_own}.Weights.{image};"
            : $"private readonly {Library}AlignedMemory {field} = new {Library}AlignedMemory({_own}.Weights.{image}Image, {Literal.Int(length)});";
    }

    private double LearningRate => _model.Optimizer!.Value.Kind.Build(_model.Optimizer.Value.Attribute).LearningRate;

    private static string Guard(string check, string actual, string expected, string name) =>
        $"{Library}Check.{check}({actual}, {expected}, nameof({name}));";

    /// <summary>Where an input's rows begin. Kernels see floats; of indices they read the bits.</summary>
    private static string RefOfInput(Port port, string span) => port.IsIndices
        ? $"ref global::System.Runtime.CompilerServices.Unsafe.As<int, float>(ref {Marshal}.GetReference({span}))"
        : RefOf(span);

    private static string AsFloats(Port port, string span) => port.IsIndices ? $"{Marshal}.Cast<int, float>({span})" : span;

    /// <summary>Every index must be the number of a row of the embedding; nothing for other inputs.</summary>
    private static IEnumerable<string> IndexGuard(Port port, string span) =>
        port.IsIndices ? [$"{Library}Check.Indices({span}, {Literal.Int(port.Limit!.Value)}, nameof({span}));"] : [];

    /// <summary>Inputs that something written could overlap.</summary>
    private IEnumerable<Port> FloatInputs => _inputs.Where(port => !port.IsIndices);

    private static string RefOf(string span) => $"ref {Marshal}.GetReference({span})";
}
