using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>The members that run the network.</summary>
internal sealed partial class SurfaceEmitter
{
    private IEnumerable<(string, string)> InputDocs => _inputs.Select(port => (port.Row, port.Words + "."));

    private IEnumerable<(string, string)> InputRowsDocs => _inputs.Select((port, index) =>
        (port.Rows, index == 0 ? $"Rows of {port.Words}, one behind the other; none is fine." : $"As many rows of {port.Words}."));

    private string InputParameters => string.Join(", ", _inputs.Select(port => $"{port.Type} {port.Row}"));

    private string InputRowsParameters => string.Join(", ", _inputs.Select(port => $"{port.Type} {port.Rows}"));

    private IEnumerable<string> InputGuards => _inputs.SelectMany(port =>
        IndexGuard(port, port.Row).Prepend(Guard("Length", port.Row + ".Length", port.SizeName, port.Row)));

    /// <summary>As <see cref="InputGuards"/>, but a row may have fewer steps than the window: how many it has is in "steps" then.</summary>
    private IEnumerable<string> ShortInputGuards => !TakesShortRows ? InputGuards : IndexGuard(_inputs[0], _inputs[0].Row)
        .Prepend($"int steps = {Library}Check.Steps({_inputs[0].Row}.Length, {StepSize(0)}, {Literal.Int(WindowSteps)}, nameof({_inputs[0].Row}));");

    /// <summary>Counts the rows of the first input and checks the others against it.</summary>
    private IEnumerable<string> RowGuards => _inputs.SelectMany((port, index) => IndexGuard(port, port.Rows).Prepend(index == 0
        ? $"int rows = {Library}Check.Rows({port.Rows}.Length, {port.SizeName}, nameof({port.Rows}));"
        : Guard("PerRow", port.Rows + ".Length", "rows, " + port.SizeName, port.Rows)));

    /// <summary>
    /// What is written may share memory neither with what is read nor with what else is written. The compiler leaves these calls out unless
    /// the user's project defines DEBUG.
    /// </summary>
    private static IEnumerable<string> Apart(IReadOnlyList<string> written, IReadOnlyList<string> read)
    {
        for (var i = 0; i < written.Count; i++)
        {
            foreach (var other in read.Concat(written.Skip(i + 1)))
            {
                yield return $"{Library}Check.Apart({written[i]}, {other}, nameof({written[i]}), nameof({other}));";
            }
        }
    }

    private void PrintInference()
    {
        var outputParameters = string.Concat(_outputs.Select(port => $", {MutableFloats} {port.Row}"));
        var outputDocs = _outputs.Select(port => (port.Row, $"Receives {port.Words}."));
        string[] Guards(IEnumerable<string> inputs) =>
        [
            .. inputs, .. _outputs.Select(port => Guard("Length", port.Row + ".Length", port.SizeName, port.Row)),
            .. Apart([.. _outputs.Select(port => port.Row)], [.. FloatInputs.Select(port => port.Row)]),
        ];
        var references = string.Concat(_inputs.Concat(_outputs).Select(port => ", " + RefOfInput(port, port.Row)));
        Doc("Runs the network on one row. Nothing is allocated; any number of threads may do this at once.", [.. ShortInputDocs, .. outputDocs]);
        InputError();
        Member($"public void Forward({InputParameters}{outputParameters})", [.. Guards(ShortInputGuards), .. ShortForward(), $"{_own}.Kernels.Forward({Memory}{references});"]);

        Doc("Runs the network on many rows; each gets the bits that Forward gives it.",
            [.. InputRowsDocs, .. _outputs.Select(port => (port.Rows, $"Receives as many rows of {port.Words}."))]);
        InputError();
        Member($"public void ForwardBatch({InputRowsParameters}{string.Concat(_outputs.Select(port => $", {MutableFloats} {port.Rows}"))})",
            [
                .. RowGuards, .. _outputs.Select(port => Guard("PerRow", port.Rows + ".Length", "rows, " + port.SizeName, port.Rows)),
                .. Apart([.. _outputs.Select(port => port.Rows)], [.. FloatInputs.Select(port => port.Rows)]),
                $"{_own}.Passes.ForwardRows({Memory}{string.Concat(_inputs.Concat(_outputs).Select(port => ", " + RefOfInput(port, port.Rows)))}, rows);",
            ]);

        var predicts = _model.Losses.Any(loss => loss.Kind.Prediction != Prediction.AsIs);
        Doc(predicts ? "Runs the network on one row and turns its scores into probabilities." : "Runs the network on one row; the same as Forward, as no loss asks for more.",
            [.. InputDocs, .. outputDocs]);
        InputError();
        Member($"public void Predict({InputParameters}{outputParameters})", [.. Guards(InputGuards), $"{_own}.Kernels.{(predicts ? "Predict" : "Forward")}({Memory}{references});"]);
        for (var i = 0; i < _model.Outputs.Count; i++)
        {
            foreach (var name in MemberNames.ClassifyNames(_model, i))
            {
                PrintClassify(name, i);
            }
        }

        if (Measuring.Any())
        {
            PrintMeasuring();
        }
    }

    /// <summary>Fewer steps than the window has are taken one by one, with the same bits.</summary>
    private IEnumerable<string> ShortForward() => !TakesShortRows ? [] :
    [
        $"if (steps < {Literal.Int(WindowSteps)})", "{", "    State state = default;",
        $"    for (int step = 0; step < steps; step++)", "    {",
        $"        Step({_inputs[0].Row}.Slice(step * {StepSize(0)}, {StepSize(0)}), ref state{string.Concat(_outputs.Select(port => ", " + port.Row))});",
        "    }", "", "    return;", "}", "",
    ];

    private IEnumerable<(string, string)> ShortInputDocs => !TakesShortRows ? InputDocs
        : [(_inputs[0].Row, $"{_inputs[0].Words}, or the first steps of a window: {StepSize(0)} for each, 1 to {Literal.Int(WindowSteps)} of them.")];

    private void PrintClassify(string name, int output)
    {
        var port = _outputs[output];
        var type = _model.Classes.TryGetValue(output, out var classes) && classes.EnumType is { } enumType ? enumType : "int";
        var yesFrom = IsClassifier(output) ? null : _model.LossOn(output)!.Kind.YesFrom;
        var pooled = OutputSize > NetworkPlan.StackFloats;
        var answer = yesFrom is { } from
            ? $"{port.Row}Scores[0] >= {Literal.Float(from)} ? 1 : 0"
            : $"{Library}Decision.Best({port.Row}Scores)";
        var body = new List<string>();
        if (pooled)
        {
            body.Add("float[] scores = global::System.Buffers.ArrayPool<float>.Shared.Rent(OutputSize);");
        }

        var start = 0;
        foreach (var each in _outputs)
        {
            body.Add($"{MutableFloats} {each.Row}Scores = " + (pooled
                ? $"global::System.MemoryExtensions.AsSpan(scores, {Literal.Int(start)}, {each.SizeName});"
                : $"stackalloc float[{each.SizeName}];"));
            start += each.Size;
        }

        body.Add($"Forward({string.Join(", ", _inputs.Select(each => each.Row).Concat(_outputs.Select(each => each.Row + "Scores")))});");
        body.Add($"int best = {answer};");
        if (pooled)
        {
            body.Add("global::System.Buffers.ArrayPool<float>.Shared.Return(scores);");
        }

        body.Add(type == "int" ? "return best;" : $"return ({type})best;");
        Doc(yesFrom is { } threshold
                ? $"1 where the output is {Literal.Double(threshold)} or more, which means yes, else 0."
                : "The class with the largest score. Ties go to the lowest class; NaN counts as largest.",
            [.. ShortInputDocs, ("returns", yesFrom is null ? type == "int" ? $"0 to {Literal.Int(port.Size - 1)}." : "One of the classes." : "0 or 1.")]);
        InputError();
        Member($"public {type} {name}({InputParameters})", [.. body]);

        Doc("The class of each of many rows.", [.. InputRowsDocs, ("labels", "Receives one class per row.")]);
        InputError();
        var arguments = string.Join(", ", _inputs.Select(each => $"{each.Rows}.Slice(row * {each.SizeName}, {each.SizeName})"));
        Member($"public void {name.Replace("Classify", "ClassifyBatch")}({InputRowsParameters}, global::System.Span<{type}> labels)",
            [.. RowGuards, Guard("PerRow", "labels.Length", "rows, 1", "labels"), "for (int row = 0; row < rows; row++)", "{", $"    labels[row] = {name}({arguments});", "}"]);
    }

    private void PrintMeasuring()
    {
        var layers = Measuring.ToList();
        Port PortOf(ShapedLayer layer) => layer.Sources.Count > 0 && Source.IsInput(layer.Sources[0]) && Source.InputIndex(layer.Sources[0]) < _inputs.Count
            ? _inputs[Source.InputIndex(layer.Sources[0])]
            : _inputs[0];
        var ports = layers.Select(PortOf).Distinct().ToList();
        string Store(ShapedLayer layer)
        {
            var node = _plan?.Graph.Nodes.OfType<Graph.StandardizeNode>().FirstOrDefault(candidate => candidate.Layer.Identifier == layer.Identifier);
            return node is null ? "" : $"{MemberNames.Statistics(layer)}.Store({Dialect.RefAt("_buffers.Start", _plan!.Layout[node.Mean].Offset)}, {Dialect.RefAt("_buffers.Start", _plan.Layout[node.Deviation].Offset)});"
                .Replace("Unsafe.Add", "global::System.Runtime.CompilerServices.Unsafe.Add");
        }

        Doc("Measures mean and deviation of every feature (of signals and images: of every channel, over its positions) from rows of data, in place of what was measured before; a deviation of 0 counts as 1.",
            [.. ports.Select(port => (port.Rows, $"1 row or more of {port.Words}, all finite."))]);
        _writer.Line("/// <exception cref=\"global::System.ArgumentException\">There is no row, part of one, or a value that is not finite. Nothing has changed.</exception>");
        Member($"public void FitStandardize({string.Join(", ", ports.Select(port => $"{Floats} {port.Rows}"))})",
            [
                .. ports.Select(port => $"{Library}RunningStatistics.CheckRows({port.Rows}, {port.SizeName}, nameof({port.Rows}));"),
                .. Owned(),
                .. layers.SelectMany(layer => new[] { $"{MemberNames.Statistics(layer)}.Fit({PortOf(layer).Rows});", Store(layer) }),
                .. Refolded,
            ]);
        if (TakesLengths && ports.Count == 1 && layers.All(layer => layer.Input.Axes == Axes.Sequence))
        {
            var (port, steps) = (ports[0], Literal.Int(WindowSteps));
            Doc("As the other form, of rows that may end before the window does: what lies behind their ends is not looked at.",
                (port.Rows, $"1 row or more of {port.Words}, finite where they are used."), ("lengths", $"Steps used of each row, 1 to {steps}."));
            _writer.Line("/// <exception cref=\"global::System.ArgumentException\">There is no row, part of one, a value that is not finite or a length that is none. Nothing has changed.</exception>");
            Member($"public void FitStandardize({Floats} {port.Rows}, {Integers} lengths)",
                [
                    Guard("PerRow", "lengths.Length", $"{port.Rows}.Length / {port.SizeName}, 1", "lengths"),
                    $"{Library}Check.Steps(lengths, {steps}, nameof(lengths));",
                    $"{Library}RunningStatistics.CheckRows({port.Rows}, {port.SizeName}, lengths, {steps}, nameof({port.Rows}));",
                    .. Owned(),
                    .. layers.SelectMany(layer => new[] { $"{MemberNames.Statistics(layer)}.Fit({port.Rows}, lengths);", Store(layer) }),
                    .. Refolded,
                ]);
        }

        Doc("Takes one more row into mean and deviation of every feature, of signals and images of every channel (Welford 1962).",
            [.. ports.Select(port => (port.Row, $"{port.Words}, all finite."))]);
        _writer.Line("/// <exception cref=\"global::System.ArgumentException\">A span has another length or a value that is not finite. Nothing has changed.</exception>");
        Member($"public void UpdateStandardize({string.Join(", ", ports.Select(port => $"{Floats} {port.Row}"))})",
            [
                .. ports.Select(port => Guard("Length", port.Row + ".Length", port.SizeName, port.Row)),
                .. ports.Select(port => $"{Library}RunningStatistics.CheckRows({port.Row}, {port.SizeName}, nameof({port.Row}));"),
                .. Owned(),
                .. layers.SelectMany(layer => new[] { $"{MemberNames.Statistics(layer)}.Update({PortOf(layer).Row});", Store(layer) }),
                .. Refolded,
            ]);
    }
}
