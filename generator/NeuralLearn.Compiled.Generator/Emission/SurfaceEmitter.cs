using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>
/// Prints the user's half of the class: every public member. For a wrong declaration the same signatures are printed with bodies that
/// throw what the analyzer says, so that the user sees his own mistake and not a hundred missing members.
/// </summary>
internal sealed partial class SurfaceEmitter
{
    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string MutableFloats = "global::System.Span<float>";
    private const string Labels = "global::System.ReadOnlySpan<int>";

    private readonly NetworkModel _model;
    private readonly NetworkPlan? _plan;
    private readonly CodeWriter _writer;
    private readonly string _own;
    private readonly string _name;

    /// <summary>Where the documentation of the member being written begins.</summary>
    private int _documentation;

    private SurfaceEmitter(NetworkModel model, NetworkPlan? plan)
    {
        _model = model;
        _plan = plan;
        _own = "global::" + EmittedNames.Namespace(model.Declaration.Type);
        _name = Literal.TypeName(model.Declaration.Type.Name);
        _writer = FileFrame.Open(Headline(model));
    }

    private int InputSize => _model.Input.IsKnown ? _model.Input.Size : 1;

    private int OutputSize => _model.Output.IsKnown ? _model.Output.Size : 1;

    private Loss? Loss => _model.Loss?.Kind;

    private bool IsClassifier => MemberNames.IsClassifier(Loss);

    /// <summary>One output under a loss of yes or no; several are independent answers and have no class.</summary>
    private bool IsYesOrNo => Loss?.YesFrom is not null && OutputSize == 1;

    private string InputWords => $"{Literal.Int(InputSize)} values, shape {(_model.Input.IsKnown ? _model.Input : "unknown")}";

    private string OutputWords => $"{Literal.Int(OutputSize)} values, shape {(_model.Output.IsKnown ? _model.Output : "unknown")}";

    public static string Emit(NetworkModel model, NetworkPlan? plan)
    {
        var emitter = new SurfaceEmitter(model, plan);
        emitter.PrintFile();
        return emitter._writer.ToString();
    }

    public static string Headline(NetworkModel model)
    {
        var steps = model.Layers.Select(layer => AttributeText.Of(layer.Declaration.Attribute).Trim('[', ']'));
        return $"{model.Declaration.Type.Name}: {model.Input} -> {string.Join(" -> ", steps)} -> {model.Output}.";
    }

    private void PrintFile()
    {
        var type = _model.Declaration.Type;
        if (type.Namespace.Length == 0)
        {
            PrintTypes(0);
            return;
        }

        using (_writer.Block("namespace " + string.Join(".", type.Namespace.Split('.').Select(Literal.Identifier))))
        {
            PrintTypes(0);
        }
    }

    private void PrintTypes(int depth)
    {
        var type = _model.Declaration.Type;
        if (depth < type.ContainingTypes.Count)
        {
            var outer = type.ContainingTypes[depth];
            using (_writer.Block($"partial {outer.Keyword} {Literal.TypeName(outer.Name)}"))
            {
                PrintTypes(depth + 1);
            }

            return;
        }

        _writer.Line("/// <remarks>");
        _writer.Line("/// <code>");
        foreach (var line in LayerTable.Lines(_model))
        {
            _writer.Line("/// " + CodeWriter.Escape(line));
        }

        _writer.Line("/// </code>");
        _writer.Line("/// </remarks>");
        using (_writer.Block("partial class " + _name))
        {
            PrintMembers();
        }
    }

    private void PrintMembers()
    {
        PrintConstants();
        PrintConstruction();
        PrintInference();
        if (Loss is not null)
        {
            PrintLearning(Loss);
        }

        PrintParameters();
        PrintFiles();
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
        using (_writer.Block(signature))
        {
            if (_plan is null)
            {
                _writer.Line($"throw new global::System.InvalidOperationException({Literal.Text(FirstError)});");
            }
            else
            {
                _writer.Lines(body);
            }
        }

        _writer.Blank();
    }

    private string FirstError => _model.Errors.FirstOrDefault()?.ToString() ?? "The network's declaration has an error.";

    /// <summary>Whether the user's class has such a member, which is an error of its own and must not become a second one.</summary>
    private bool IsTaken(string signature)
    {
        var list = signature.IndexOf('(');
        var name = signature.Substring(0, list);
        name = name.Substring(name.LastIndexOf(' ') + 1);
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
                : $"/// <param name=\"{name}\">{CodeWriter.Escape(text)}</param>");
        }
    }

    private void LengthError() =>
        _writer.Line("/// <exception cref=\"global::System.ArgumentException\">A span has another length; the message names it and both numbers. Nothing has changed.</exception>");

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

    private void PrintConstants()
    {
        Constant("InputSize", InputSize, $"Values in one row of input: {InputWords}.");
        Constant("OutputSize", OutputSize, $"Values in one row of output: {OutputWords}.");
        Constant("ParameterCount", _plan?.Layout.FlatCount ?? 1, "Trainable numbers: weights and biases.");
        if (_plan is not null)
        {
            _writer.Line(FileFrame.GeneratedCode);
            _writer.Line($"private readonly global::NeuralLearn.Compiled.AlignedMemory _parameters = new global::NeuralLearn.Compiled.AlignedMemory({Literal.Int(_plan.Layout.PackedCount)});");
            _writer.Blank();
            if (Loss is not null)
            {
                _writer.Line(FileFrame.GeneratedCode);
                _writer.Line($"private {_own}.Learner? _learner;");
                _writer.Blank();
            }
        }

        if (!IsTakenName("Tensors"))
        {
            PrintTensors();
        }

        Doc("The network as a table: layers, shapes, parameters, multiply-adds.", ("returns", "Lines of text."));
        Member("public static string Summary()", $"return {_own}.Description.Summary;");
    }

    private void PrintTensors()
    {
        _writer.Summary("The tensors, in the order of the flat vector of parameters: layers from top to bottom, PyTorch's names and shapes.");
        FileFrame.TypeAttributes(_writer);
        _writer.Line(_plan is null
            ? "public static global::System.ReadOnlySpan<global::NeuralLearn.Compiled.TensorInfo> Tensors => default;"
            : $"public static global::System.ReadOnlySpan<global::NeuralLearn.Compiled.TensorInfo> Tensors => {_own}.Description.Tensors;");
        _writer.Blank();
    }

    private void PrintConstruction()
    {
        Doc("A network with the initial weights of seed 0: two of them are equal.");
        Member($"public {_name}()", "Initialize(0);");
        Doc("A network with the initial weights of a seed: the same seed gives the same weights on every machine.", ("seed", "Any number."));
        Member($"public {_name}(ulong seed)", "Initialize(seed);");
        Doc(Loss is null ? "Sets all weights to the initial ones of a seed." : "Sets all weights to the initial ones of a seed and forgets what the optimizer knew.",
            ("seed", "Any number."));
        var body = new List<string>
        {
            "float[] flat = new float[ParameterCount];",
            $"{_own}.Passes.Initialize(seed, flat);",
            $"{_own}.Passes.Pack(flat, ref _parameters.Start);",
        };
        if (Loss is not null)
        {
            body.Add("_learner?.Reset();");
        }

        Member("public void Initialize(ulong seed)", [.. body]);
    }

    private void PrintInference()
    {
        var row = new[]
        {
            Guard("Length", "input.Length", "InputSize", "input"), Guard("Length", "output.Length", "OutputSize", "output"),
        };
        Doc("Runs the network on one row. Nothing is allocated; any number of threads may do this at once.",
            ("input", InputWords + "."), ("output", $"Receives {OutputWords}."));
        LengthError();
        Member($"public void Forward({Floats} input, {MutableFloats} output)",
            [.. row, $"{_own}.Passes.Forward(ref _parameters.Start, ref {RefOf("input")}, ref {RefOf("output")});"]);

        Doc("Runs the network on many rows; each gets the bits that Forward gives it.",
            ("inputs", $"Rows of {InputWords}, one behind the other; none is fine."), ("outputs", $"Receives as many rows of {OutputWords}."));
        LengthError();
        Member($"public void ForwardBatch({Floats} inputs, {MutableFloats} outputs)",
            RowsLine, Guard("PerRow", "outputs.Length", "rows, OutputSize", "outputs"),
            $"{_own}.Passes.ForwardRows(ref _parameters.Start, ref {RefOf("inputs")}, ref {RefOf("outputs")}, rows);");

        var predicts = Loss is not null && Loss.Prediction != Prediction.AsIs;
        Doc(predicts ? "Runs the network on one row and turns its scores into probabilities." : "Runs the network on one row; the same as Forward, as no loss asks for more.",
            ("input", InputWords + "."), ("output", $"Receives {OutputWords}."));
        LengthError();
        Member($"public void Predict({Floats} input, {MutableFloats} output)",
            [.. row, $"{_own}.Passes.{(predicts ? "Predict" : "Forward")}(ref _parameters.Start, ref {RefOf("input")}, ref {RefOf("output")});"]);
        if (IsClassifier)
        {
            PrintClassify();
        }
        else if (IsYesOrNo)
        {
            PrintYesOrNo(Loss!.YesFrom!.Value);
        }
    }

    private void PrintClassify()
    {
        var scores = OutputSize <= NetworkPlan.StackFloats
            ? "global::System.Span<float> scores = stackalloc float[OutputSize];"
            : "float[] scores = global::System.Buffers.ArrayPool<float>.Shared.Rent(OutputSize);";
        var pooled = OutputSize > NetworkPlan.StackFloats;
        var span = pooled ? "global::System.MemoryExtensions.AsSpan(scores, 0, OutputSize)" : "scores";
        Doc("The class with the largest score. Ties go to the lowest class; NaN counts as largest.",
            ("input", InputWords + "."), ("returns", $"0 to {Literal.Int(OutputSize - 1)}."));
        LengthError();
        string[] body =
        [
            scores, $"Forward(input, {span});",
            pooled ? $"int best = global::NeuralLearn.Compiled.Decision.Best({span});" : $"return global::NeuralLearn.Compiled.Decision.Best({span});",
        ];
        Member($"public int Classify({Floats} input)",
            pooled ? [.. body, "global::System.Buffers.ArrayPool<float>.Shared.Return(scores);", "return best;"] : body);
        PrintClassifyBatch();
    }

    private void PrintClassifyBatch()
    {
        Doc("The class of each of many rows.",
            ("inputs", $"Rows of {InputWords}, one behind the other; none is fine."), ("labels", "Receives one class per row."));
        LengthError();
        Member($"public void ClassifyBatch({Floats} inputs, global::System.Span<int> labels)",
            RowsLine, Guard("PerRow", "labels.Length", "rows, 1", "labels"),
            "for (int row = 0; row < rows; row++)", "{", "    labels[row] = Classify(inputs.Slice(row * InputSize, InputSize));", "}");
    }

    private void PrintYesOrNo(double yesFrom)
    {
        Doc($"1 where the output is {Literal.Double(yesFrom)} or more, which means yes with a probability of a half or more, else 0.",
            ("input", InputWords + "."), ("returns", "0 or 1."));
        LengthError();
        Member($"public int Classify({Floats} input)",
            "global::System.Span<float> score = stackalloc float[OutputSize];", "Forward(input, score);", $"return score[0] >= {Literal.Float(yesFrom)} ? 1 : 0;");
        PrintClassifyBatch();
    }

    private static string RowsLine => "int rows = global::NeuralLearn.Compiled.Check.Rows(inputs.Length, InputSize, nameof(inputs));";

    private static string Guard(string check, string actual, string expected, string name) =>
        $"global::NeuralLearn.Compiled.Check.{check}({actual}, {expected}, nameof({name}));";

    private static string RefOf(string span) => $"global::System.Runtime.InteropServices.MemoryMarshal.GetReference({span})";
}
