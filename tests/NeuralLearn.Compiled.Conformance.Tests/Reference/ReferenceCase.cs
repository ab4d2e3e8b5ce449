using System.Text.Json;

namespace NeuralLearn.Compiled.Conformance.Reference;

/// <summary>How far apart two numbers may be: atol + rtol * |expected|. Both 0: the same value.</summary>
internal readonly record struct Tolerance(double Relative, double Absolute)
{
    public double For(double expected) => Absolute + (Relative * Math.Abs(expected));
}

/// <summary>A run over mini-batches in the order of the rows.</summary>
internal sealed record TrainingPlan(int BatchSize, int Epochs);

/// <summary>One case of index.json: a network described neutrally, and what another library computed for it.</summary>
internal sealed class ReferenceCase
{
    private readonly JsonElement _json;
    private readonly string _file;
    private readonly Lazy<Dictionary<string, ReferenceTensor>> _tensors;

    public ReferenceCase(JsonElement json, string folder, int number)
    {
        _json = json;
        Number = number;
        Name = json.GetProperty("name").GetString()!;
        Family = json.GetProperty("family").GetString()!;
        _file = Path.Combine(folder, json.GetProperty("file").GetString()!);
        _tensors = new(() => SafetensorsFile.Read(File.ReadAllBytes(_file)));
    }

    /// <summary>Position in the index.</summary>
    public int Number { get; }

    public string Name { get; }

    public string Family { get; }

    /// <summary>Whether passes through the network are those of evaluation: running statistics, no dropout.</summary>
    public bool IsEvaluation => _json.GetProperty("mode").GetString() == "eval";

    public IReadOnlyList<JsonElement> Layers => [.. _json.GetProperty("layers").EnumerateArray()];

    public JsonElement Loss => _json.GetProperty("loss");

    public string LossType => Loss.GetProperty("type").GetString()!;

    /// <summary>Whether the file gives the upstream gradient instead of a loss.</summary>
    public bool HasUpstreamGradient => LossType == "vjp";

    public JsonElement? Optimizer => Optional("optimizer");

    /// <summary>After how many steps on the same batch the parameters are recorded.</summary>
    public int[] Steps => Optional("steps") is { } steps ? [.. steps.EnumerateArray().Select(step => step.GetInt32())] : [];

    public TrainingPlan? Training
    {
        get
        {
            if (Optional("training") is not { } plan)
            {
                return null;
            }

            if (plan.GetProperty("order").GetString() != "sequential" || plan.GetProperty("drop_last").GetBoolean())
            {
                throw new InvalidDataException($"Case '{Name}' trains in an order that these tests do not know.");
            }

            return new TrainingPlan(plan.GetProperty("batch_size").GetInt32(), plan.GetProperty("epochs").GetInt32());
        }
    }

    public int[] InputShape => [.. _json.GetProperty("input").GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt32())];

    public int[] OutputShape => [.. _json.GetProperty("output_shape").EnumerateArray().Select(axis => axis.GetInt32())];

    public int Rows => InputShape[0];

    public int ParameterCount => _json.GetProperty("parameter_count").GetInt32();

    /// <summary>Whether the input holds whole numbers: the ids of an embedding.</summary>
    public bool HasIndexInput => _json.GetProperty("input").GetProperty("dtype").GetString() == "I64";

    public bool HasLabels => !HasUpstreamGradient && Optional("target") is { } target && target.GetProperty("dtype").GetString() == "I64";

    /// <summary>Whether there is one label a row, as Backward(input, label) takes it, not one a step.</summary>
    public bool HasOneLabelPerRow => HasLabels && _json.GetProperty("target").GetProperty("shape").GetArrayLength() == 1;

    /// <summary>Targets of one row that the mean counts: one per step of a sequence, which a window over positions does not give.</summary>
    public int TargetsPerRow => OutputShape.Length == 3 && !Layers.Any(layer => LayerType(layer).EndsWith("1d", StringComparison.Ordinal)) ? OutputShape[1] : 1;

    /// <summary>Cases about NaN and infinity have no targets: only the forward pass is recorded.</summary>
    public bool HasTarget => Tensors.ContainsKey(HasUpstreamGradient ? "grad_output" : "target");

    public ReferenceTensor Target => Tensors[HasUpstreamGradient ? "grad_output" : "target"];

    public IReadOnlyDictionary<string, ReferenceTensor> Tensors => _tensors.Value;

    /// <summary>Whether a pass of training and one of evaluation give different outputs.</summary>
    public bool HasTrainingOnlyBehaviour => Layers.Any(layer => LayerType(layer) == "dropout") || HasBatchStatistics;

    /// <summary>Whether the rows of a batch see each other, so that rows one by one are another computation.</summary>
    public bool HasBatchStatistics => Layers.Any(layer => LayerType(layer).StartsWith("batch_norm", StringComparison.Ordinal));

    public static string LayerType(JsonElement layer) => layer.GetProperty("type").GetString()!;

    public bool Has(string tensor) => Tensors.ContainsKey(tensor);

    /// <summary>The tensors whose names begin with <paramref name="prefix"/> and a dot, by the rest of the name.</summary>
    public IEnumerable<(string Name, ReferenceTensor Tensor)> Under(string prefix) =>
        from entry in Tensors
        where entry.Key.StartsWith(prefix + ".", StringComparison.Ordinal)
        orderby entry.Key
        select (entry.Key[(prefix.Length + 1)..], entry.Value);

    /// <summary>The tolerance of a group of tensors: output, loss, grad, after1 or late.</summary>
    public Tolerance Tolerance(string group)
    {
        var numbers = _json.GetProperty("tolerances").GetProperty(group);
        return new Tolerance(numbers.GetProperty("rtol").GetDouble(), numbers.GetProperty("atol").GetDouble());
    }

    public override string ToString() => Name;

    private JsonElement? Optional(string property) =>
        _json.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
