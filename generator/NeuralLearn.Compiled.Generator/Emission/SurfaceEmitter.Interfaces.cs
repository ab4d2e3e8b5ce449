using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>
/// The interfaces, implemented explicitly: several inputs or outputs lie one behind the other in a row there. What a member of the user's
/// hides is still there through them.
/// </summary>
internal sealed partial class SurfaceEmitter
{
    /// <summary>C# 11, the first with static abstract members of interfaces.</summary>
    private bool HasStaticInterface => _model.Declaration.Target.LanguageVersion >= 1100 && !_model.Declaration.Type.HasRequiredMembers;

    private string Interfaces => Library + (_model.Learns ? "ITrainableNetwork" : "INetwork") + (HasStaticInterface ? $", {Library}INetwork<{_name}>" : "");

    private bool IsPlain => _inputs.Count == 1 && _outputs.Count == 1 && !_inputs[0].IsIndices;

    private void PrintInterfaces()
    {
        if (HasStaticInterface)
        {
            Static($"{Library}NetworkInfo {Library}INetwork<{_name}>.Info", $"{_own}.Description.Info");
            Explicit($"static {_name} {Library}INetwork<{_name}>.Create(ulong seed)", $"return new {_name}(seed);");
        }

        const string Network = Library + "INetwork.";
        Getter($"{Library}NetworkInfo {Network}Info", $"{_own}.Description.Info");
        foreach (var name in new[] { "Forward", "Predict" })
        {
            Explicit($"void {Network}{name}({Floats} input, {MutableFloats} output)", IsPlain
                ? [$"{name}(input, output);"]
                : [Guard("Length", "input.Length", "InputSize", "input"), Guard("Length", "output.Length", "OutputSize", "output"), .. Indices("input", "1"), $"{name}({RowSlices("input", "output", "0", "0")});"]);
        }

        Explicit($"void {Network}ForwardBatch({Floats} inputs, {MutableFloats} outputs)", IsPlain
            ? ["ForwardBatch(inputs, outputs);"]
            :
            [
                $"int rows = {Library}Check.Rows(inputs.Length, InputSize, nameof(inputs));", Guard("PerRow", "outputs.Length", "rows, OutputSize", "outputs"),
                .. Indices("inputs", "rows"), "for (int row = 0; row < rows; row++)", "{", $"    Forward({RowSlices("inputs", "outputs", "(row * InputSize)", "(row * OutputSize)")});", "}",
            ]);
        Explicit($"void {Network}CopyParametersTo({MutableFloats} destination)", "CopyParametersTo(destination);");
        Explicit($"void {Network}LoadParameters({Floats} parameters)", "LoadParameters(parameters);");
        Explicit($"void {Network}CopyBuffersTo({MutableFloats} destination)", "CopyBuffersTo(destination);");
        Explicit($"void {Network}LoadBuffers({Floats} buffers)", "LoadBuffers(buffers);");
        Explicit($"void {Network}Save(global::System.IO.Stream destination)", "Save(destination);");
        Explicit($"{Library}LoadReport {Network}Load(global::System.IO.Stream source, {Library}LoadMode mode)", "return Load(source, mode);");
        if (_model.Learns)
        {
            PrintTrainableInterface();
        }
    }

    private void PrintTrainableInterface()
    {
        const string Network = Library + "ITrainableNetwork.";
        FileFrame.TypeAttributes(_writer);
        _writer.Line($"float {Network}LearningRate {{ get => {(_plan is null ? "0f" : "LearningRate")}; set {(_plan is null ? "{ }" : "=> LearningRate = value;")} }}");
        _writer.Blank();
        Getter($"int {Network}StateBytes", "StateBytes");
        Explicit($"void {Network}PrepareTraining(int maximumBatch)", "PrepareTraining(maximumBatch);");
        Explicit($"bool {Network}Update()", "return Update();");
        Explicit($"void {Network}Initialize(ulong seed)", "Initialize(seed);");
        Explicit($"void {Network}SaveState(global::System.Span<byte> destination)", "SaveState(destination);");
        Explicit($"void {Network}RestoreState(global::System.ReadOnlySpan<byte> source)", "RestoreState(source);");
        Explicit($"ulong {Network}StateHash()", "return StateHash();");
        Explicit($"void {Network}SaveTraining(global::System.IO.Stream destination)", "SaveTraining(destination);");
        Explicit($"void {Network}LoadTraining(global::System.IO.Stream source)", "LoadTraining(source);");
        foreach (var (name, run) in new[]
        {
            ("BackwardBatch", new[] { NewLearner, $"{_own}.Passes.Learn({LearningMemory}, learner, ref work);" }),
            ("EvaluateBatch", [$"{_own}.Passes.Evaluate({Memory}, ref work);"]),
        })
        {
            Explicit($"{Library}LossTotal {Network}{name}(in {Library}NetworkRows rows)", _plan is null ? [] : PackedBody(run));
        }
    }

    /// <summary>From packed rows to a batch, through it, and the outputs back into packed rows.</summary>
    private string[] PackedBody(IReadOnlyList<string> run)
    {
        var body = new List<string>();
        List<ShapedLoss> told = [.. _model.Losses.Where(loss => loss.OwnTarget is null)];
        var targetSize = told.Where(loss => loss.Target(_outputs[loss.Output].Size) != TargetKind.Labels).Sum(loss => _outputs[loss.Output].Size);
        var labels = LabelLoss;
        if (told.Count > 1 && told.Find(loss => loss.Target(_outputs[loss.Output].Size) == TargetKind.Labels) is { } labelled)
        {
            var name = Literal.Text($"The loss on output {_outputs[labelled.Output].Row.TrimStart('@')} takes labels only; use Batch, which has a field for them.");
            return [$"throw new global::System.NotSupportedException({name});"];
        }

        body.Add($"{Library}PackedRows.Check(in rows, InputSize, OutputSize, {Literal.Int(targetSize)}, {(labels is null ? "false" : "true")}, {(told.Count == 0 ? "true" : "false")}, {(TakesLengths ? "true" : "false")});");
        body.Add("Batch batch = default;");
        body.AddRange(Indices("rows.Inputs", "rows.Inputs.Length / InputSize"));
        if (_inputs.Count == 1 && _inputs[0].IsIndices)
        {
            body.Add($"batch.{_fields.Inputs[0]} = {IndicesOf(0)}.All;");
        }
        else if (_inputs.Count == 1)
        {
            body.Add($"batch.{_fields.Inputs[0]} = rows.Inputs;");
        }
        else
        {
            body.Add($"int count = rows.Inputs.Length / InputSize;");
            body.Add($"using {Library}PackedRows inputs = new {Library}PackedRows(rows.Inputs.Length);");
            var start = 0;
            for (var i = 0; i < _inputs.Count; i++)
            {
                body.Add(_inputs[i].IsIndices ? $"batch.{_fields.Inputs[i]} = {IndicesOf(i)}.All;" : $"batch.{_fields.Inputs[i]} = inputs.Split(rows.Inputs, count, InputSize, {Literal.Int(start)}, {Literal.Int(_inputs[i].Size)});");
                start += _inputs[i].Size;
            }
        }

        AddPackedTargets(body, told, targetSize, labels);
        if (TakesLengths)
        {
            body.Add("batch.Lengths = rows.Lengths;");
        }

        body.Add("batch.RowWeights = rows.RowWeights;");
        body.Add("batch.RowLoss = rows.RowLosses;");
        if (_outputs.Count == 1)
        {
            body.Add($"batch.{_fields.Outputs[0]} = rows.Outputs;");
        }
        else
        {
            body.Add($"using {Library}PackedRows outputs = new {Library}PackedRows(rows.Outputs.Length);");
            body.AddRange(_outputs.Select((port, index) => $"batch.{_fields.Outputs[index]} = outputs.Room(rows.Outputs.Length / OutputSize * {Literal.Int(port.Size)});"));
        }

        body.Add($"{_own}.Work work = batch.Read(_seed);");
        body.AddRange(run);
        if (_outputs.Count > 1)
        {
            var start = 0;
            for (var i = 0; i < _outputs.Count; i++)
            {
                body.Add($"{Library}PackedRows.Join(batch.{_fields.Outputs[i]}, rows.Outputs, OutputSize, {Literal.Int(start)}, {Literal.Int(_outputs[i].Size)});");
                start += _outputs[i].Size;
            }
        }

        body.Add($"return new {Library}LossTotal(work.Loss, work.Divisor);");
        return [.. body];
    }

    /// <summary>The loss that labels go to: the only one that takes any, where it is the only one that is told anything.</summary>
    private ShapedLoss? LabelLoss => _model.Losses.Where(loss => loss.OwnTarget is null).ToList() is { Count: 1 } told
        && told[0].Target(_outputs[told[0].Output].Size) is TargetKind.Classes or TargetKind.Labels ? told[0] : null;

    private void AddPackedTargets(List<string> body, List<ShapedLoss> told, int targetSize, ShapedLoss? labels)
    {
        if (labels is not null)
        {
            var type = TargetParameter.LabelType(_model, labels.Output);
            body.Add($"batch.{_fields.Losses[labels].Label} = {(type == "int" ? "rows.Labels" : $"{Marshal}.Cast<int, {type}>(rows.Labels)")};");
        }

        if (told.Count == 1 && targetSize > 0)
        {
            body.Add($"batch.{_fields.Losses[told[0]].Target} = rows.Targets;");
        }
        else if (told.Count > 1)
        {
            body.Add($"int targetRows = rows.Inputs.Length / InputSize;");
            body.Add($"using {Library}PackedRows targets = new {Library}PackedRows(rows.Targets.Length);");
            var start = 0;
            foreach (var loss in told)
            {
                var size = _outputs[loss.Output].Size;
                var fields = _fields.Losses[loss];
                body.Add($"batch.{fields.Target} = targets.Split(rows.Targets, targetRows, {Literal.Int(targetSize)}, {Literal.Int(start)}, {Literal.Int(size)});");
                start += size;
            }
        }
    }

    /// <summary>Whole numbers from the floats that they are in packed rows.</summary>
    private IEnumerable<string> Indices(string rows, string count)
    {
        var start = 0;
        for (var i = 0; i < _inputs.Count; i++)
        {
            if (_inputs[i].IsIndices)
            {
                yield return $"using {Library}PackedIndices {IndicesOf(i)} = new {Library}PackedIndices({rows}, {count}, InputSize, {Literal.Int(start)}, {Literal.Int(_inputs[i].Size)}, nameof({rows}));";
            }

            start += _inputs[i].Size;
        }
    }

    private static string IndicesOf(int input) => "indices" + Literal.Int(input);

    private string RowSlices(string inputs, string outputs, string inputStart, string outputStart)
    {
        var slices = new List<string>();
        void Add(IReadOnlyList<Port> ports, string span, string origin)
        {
            var start = 0;
            for (var i = 0; i < ports.Count; i++)
            {
                var port = ports[i];
                slices.Add(port.IsIndices ? $"{IndicesOf(i)}.Row({(origin == "0" ? "0" : "row")})" : $"{span}.Slice({(origin == "0" ? Literal.Int(start) : $"{origin} + {Literal.Int(start)}")}, {Literal.Int(port.Size)})");
                start += port.Size;
            }
        }

        Add(_inputs, inputs, inputStart);
        Add(_outputs, outputs, outputStart);
        return string.Join(", ", slices);
    }

    private void Explicit(string signature, params string[] body)
    {
        FileFrame.TypeAttributes(_writer);
        PrintBody(signature, body);
    }

    private void Static(string signature, string value) => Getter("static " + signature, value);

    private void Getter(string signature, string value)
    {
        FileFrame.TypeAttributes(_writer);
        _writer.Line(_plan is null
            ? $"{signature} => throw new global::System.InvalidOperationException({Literal.Text(_whyNot)});"
            : $"{signature} => {value};");
        _writer.Blank();
    }
}
