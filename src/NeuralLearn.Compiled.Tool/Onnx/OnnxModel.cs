namespace NeuralLearn.Compiled.Tool.Onnx;

/// <summary>An ONNX file: a graph, and the version of the operators in it.</summary>
internal sealed class OnnxModel
{
    public long IrVersion { get; set; }

    public string ProducerName { get; set; } = "";

    public string ProducerVersion { get; set; } = "";

    public OnnxGraph Graph { get; set; } = new();

    /// <summary>Versions by domain; "" is ONNX's own.</summary>
    public List<(string Domain, long Version)> Opsets { get; } = [];

    public List<(string Key, string Value)> Metadata { get; } = [];

    /// <summary>Functions made of other operators, which are counted only.</summary>
    public int Functions { get; set; }

    public long Opset => Opsets.Where(opset => opset.Domain is "" or "ai.onnx").Select(opset => opset.Version).DefaultIfEmpty().Max();
}

/// <summary>Nodes in an order in which they can run, and the tensors they read.</summary>
internal sealed class OnnxGraph
{
    public string Name { get; set; } = "";

    public List<OnnxNode> Nodes { get; } = [];

    public List<OnnxTensor> Initializers { get; } = [];

    public List<OnnxValue> Inputs { get; } = [];

    public List<OnnxValue> Outputs { get; } = [];
}

/// <summary>One operator at work.</summary>
internal sealed class OnnxNode
{
    public string Name { get; set; } = "";

    public string OpType { get; set; } = "";

    public string Domain { get; set; } = "";

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<OnnxAttribute> Attributes { get; } = [];

    public OnnxAttribute? Find(string name) => Attributes.Find(attribute => attribute.Name == name);

    public long Integer(string name, long otherwise) => Find(name)?.Integer ?? otherwise;

    public float Real(string name, float otherwise) => Find(name)?.Real ?? otherwise;

    public string Text(string name, string otherwise) => Find(name)?.Text ?? otherwise;

    public IReadOnlyList<long>? Integers(string name) => Find(name)?.Integers;

    public IReadOnlyList<string>? Texts(string name) => Find(name)?.Texts;
}

/// <summary>A setting of a node; one of the properties holds it.</summary>
internal sealed class OnnxAttribute
{
    public string Name { get; set; } = "";

    public float? Real { get; set; }

    public long? Integer { get; set; }

    public string? Text { get; set; }

    public OnnxTensor? Tensor { get; set; }

    public List<float>? Reals { get; set; }

    public List<long>? Integers { get; set; }

    public List<string>? Texts { get; set; }

    /// <summary>Whether it holds a graph of its own, as those of conditions and loops do.</summary>
    public bool HasGraph { get; set; }
}

/// <summary>An input or an output.</summary>
/// <param name="ElementType">A number of <see cref="OnnxType"/>; 0 where it is not said.</param>
/// <param name="Shape">Null where it is not said.</param>
internal sealed record OnnxValue(string Name, int ElementType, IReadOnlyList<OnnxDimension>? Shape)
{
    public string ShapeText => Shape is null ? "?" : "[" + string.Join(", ", Shape) + "]";
}

/// <summary>The length of an axis: a number, a name for one that is open, or nothing.</summary>
internal readonly record struct OnnxDimension(long? Length, string? Name)
{
    public override string ToString() => Length?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? (string.IsNullOrEmpty(Name) ? "?" : Files.Printed.Text(Name));
}
