using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>The members that learn.</summary>
internal sealed partial class SurfaceEmitter
{
    private const string BackwardSummary = "Runs the network, measures the loss and adds up the gradients. Nothing changes until Update.";
    private const string TrainSummary = "One training step: BackwardBatch and Update.";
    private const string EvaluateSummary = "The loss without learning, as the network is outside training: no gradients, nothing changes.";

    private (string, string) LossWords => ("returns",
        $"The loss: {string.Join(", plus ", _model.Losses.Select(loss => loss.Kind.Formula))}, {(_model.Reduction == Reduction.Mean ? "averaged over the rows of this call" : "added up over the rows of this call")}.");

    private string Mean(string work) => _model.Reduction == Reduction.Mean
        ? $"return {work}.Divisor == 0 ? 0f : (float)({work}.Loss / {work}.Divisor);"
        : $"return (float){work}.Loss;";

    private string NewLearner => $"{_own}.Learner learner = _learner ??= new {_own}.Learner();";

    private void PrintLearning()
    {
        if (!IsTakenName("LearningRate"))
        {
            _writer.Summary($"The step size of Update; {Literal.Double(LearningRate)} at first. Changing it takes effect with the next step.");
            _writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">When set: negative, infinite or NaN.</exception>");
            FileFrame.TypeAttributes(_writer);
            using (_writer.Block("public float LearningRate"))
            {
                _writer.Line(_plan is null ? "get; set;" : "get => _learningRate;");
                if (_plan is not null)
                {
                    _writer.Line($"set => _learningRate = {Library}Check.LearningRate(value);");
                }
            }

            _writer.Blank();
        }

        if (!IsTakenName("Batch"))
        {
            PrintBatchStruct();
        }

        Doc("Allocates the memory for training now instead of in the first training call. " + (MeasuresBatches
                ? "A batch is worked on as a whole, so the memory grows with the largest one; a larger batch later makes it grow again."
                : $"Batches are worked on {Literal.Int(NetworkPlan.ChunkRows)} rows at a time, so one size serves all."),
            ("maximumBatch", "The most rows of a batch, 1 or more."));
        _writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">It is less than 1.</exception>");
        Member("public void PrepareTraining(int maximumBatch)",
            "if (maximumBatch < 1)", "{",
            "    throw new global::System.ArgumentOutOfRangeException(nameof(maximumBatch), maximumBatch, \"A batch has 1 row or more.\");", "}", "",
            $"_learner ??= new {_own}.Learner();",
            MeasuresBatches ? "_learner.Reserve(maximumBatch);" : "");

        PrintTrainers();
        Doc("Takes one step of the optimizer from the gradients added up since the last one, and clears them.",
            ("returns", "false, and no step, if there were none."));
        Member("public bool Update()", $"return _learner is not null && {_own}.Passes.Update(ref _parameters.Start, _learner, LearningRate);");
        PrintGradients();
    }

    private void PrintTrainers()
    {
        foreach (var targets in TargetParameter.Overloads(_model, _fields, _outputs))
        {
            PrintSingle("Backward", BackwardSummary, targets);
            PrintSingle("Evaluate", EvaluateSummary, targets);
        }

        // A single number per row is a span of numbers for many rows: there is no second overload.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var targets in TargetParameter.Overloads(_model, _fields, _outputs).Where(targets => seen.Add(string.Join(",", targets.Select(target => target.ManyType)))))
        {
            PrintMany("BackwardBatch", BackwardSummary, targets);
            PrintMany("TrainBatch", TrainSummary, targets);
            PrintMany("EvaluateBatch", EvaluateSummary, targets);
        }

        foreach (var (name, summary) in new[] { ("BackwardBatch", BackwardSummary), ("TrainBatch", TrainSummary), ("EvaluateBatch", EvaluateSummary) })
        {
            Doc(summary, ("batch", "Inputs, what they should lead to, and what is wanted back."), LossWords);
            InputError();
            LabelError();
            if (name != "EvaluateBatch")
            {
                BatchError();
            }

            Member($"public float {name}(in Batch batch)", name switch
            {
                "TrainBatch" => ["float loss = BackwardBatch(in batch);", "Update();", "return loss;"],
                "BackwardBatch" => [$"{_own}.Work work = batch.Read(_seed);", NewLearner, $"{_own}.Passes.Learn({LearningMemory}, learner, ref work);", Mean("work")],
                _ =>
                [
                    $"{_own}.Work work = batch.Read(_seed);",
                    "if (work.WantsInputGradients)", "{",
                    "    throw new global::System.ArgumentException(\"Evaluation works out no gradients; leave the batch's gradients of inputs empty or use BackwardBatch.\", nameof(batch));", "}", "",
                    $"{_own}.Passes.Evaluate({Memory}, ref work);", Mean("work"),
                ],
            });
        }

        Doc("Runs the network and asks a loss of the caller's own for each row's loss and gradient, rows in order, before the gradients are added up. If it throws, the gradients added up so far are cleared.",
            [.. InputRowsDocs, ("loss", "Sees the outputs as they are in training, all outputs one behind the other."), ("returns", $"Its losses, {(_model.Reduction == Reduction.Mean ? "averaged" : "added up")} over the rows.")]);
        _writer.Line($"/// <typeparam name=\"TLoss\">A struct, so that nothing is allocated.</typeparam>");
        InputError();
        Member($"public float BackwardBatch<TLoss>({InputRowsParameters}, ref TLoss loss) where TLoss : struct, {Library}IOutputLoss",
            [
                .. RowGuards, $"{_own}.Work work = default;", "work.Rows = rows;", "work.Seed = _seed;",
                .. _inputs.Select(port => $"work.{Ports.RowsOf(port.Identifier)} = {AsFloats(port, port.Rows)};"),
                NewLearner, "bool finished = false;", "try", "{", $"    {_own}.Passes.LearnFrom({LearningMemory}, learner, ref work, ref loss);", "    finished = true;", "}",
                "finally", "{", "    if (!finished)", "    {", "        learner.Clear();", "    }", "}", "", Mean("work"),
            ]);
    }

    private void PrintSingle(string name, string summary, IReadOnlyList<TargetParameter> targets)
    {
        Doc(summary, [.. ShortInputDocs, .. targets.Select(target => (target.Name, target.Words)), LossWords]);
        InputError();
        if (targets.Any(target => target.Field.EndsWith("Label", StringComparison.Ordinal)))
        {
            LabelError();
        }

        if (name == "Backward")
        {
            BatchError();
        }

        Member($"public float {name}({string.Join(", ", targets.Select(target => $"{target.Type} {target.Name}").Prepend(InputParameters))})",
            [.. SingleBatch(targets), $"return {name}Batch(in batch);"]);
        if (name == "Backward" && TakesStates)
        {
            Doc("As Backward without a state, but for a piece of a stream: it begins with what is remembered of the stream and leaves what is at the piece's end. Gradients stop at its beginning (truncated back-propagation through time).",
                [.. ShortInputDocs, ("state", "What is remembered of the stream; default is the beginning."), .. targets.Select(target => (target.Name, target.Words)), LossWords]);
            InputError();
            Member($"public float Backward({string.Join(", ", targets.Select(target => $"{target.Type} {target.Name}").Prepend("ref State state").Prepend(InputParameters))})",
                [.. SingleBatch(targets), $"batch.States = {Marshal}.CreateSpan(ref state, 1);", "return BackwardBatch(in batch);"]);
        }
    }

    private IEnumerable<string> SingleBatch(IReadOnlyList<TargetParameter> targets) =>
    [
        .. ShortInputGuards,
        .. targets.Where(target => target.IsSpan).Select(target => Guard("Length", target.Name + ".Length", target.Size, target.Name)),
        "Batch batch = default;",
        .. _inputs.Select((port, index) => $"batch.{InputField(index)} = {port.Row};"),
        .. targets.Select(target => $"batch.{target.Field} = {(target.IsSpan ? target.Name : $"{Marshal}.CreateReadOnlySpan(ref {target.Name}, 1)")};"),
        .. !TakesShortRows ? [] : new[] { $"if (steps < {Literal.Int(WindowSteps)})", "{", $"    batch.Lengths = {Marshal}.CreateReadOnlySpan(ref steps, 1);", "}", "" },
    ];

    private void PrintMany(string name, string summary, List<TargetParameter> targets)
    {
        Doc(summary, [.. InputRowsDocs, .. targets.Select(target => (target.ManyName, target.ManyWords)), LossWords]);
        InputError();
        if (targets.Any(target => target.Field.EndsWith("Label", StringComparison.Ordinal)))
        {
            LabelError();
        }

        if (name != "EvaluateBatch")
        {
            BatchError();
        }

        var parameters = string.Join(", ", targets.Select(target => $"{target.ManyType} {target.ManyName}").Prepend(InputRowsParameters));
        string[] guards =
        [
            .. RowGuards, .. targets.Select(target => Guard("PerRow", target.ManyName + ".Length", "rows, " + target.Size, target.ManyName)),
        ];
        string[] batch =
        [
            "Batch batch = default;",
            .. _inputs.Select((port, index) => $"batch.{InputField(index)} = {port.Rows};"),
            .. targets.Select(target => $"batch.{target.Field} = {target.ManyName};"),
            $"return {name}(in batch);",
        ];
        if (name == "TrainBatch" && targets.Count == 1 && RowStepTarget(targets[0]) is { } row)
        {
            // The batch's many spans are cleared on entry, which a single row should not pay for: they are in a function of their own.
            Member($"public float {name}({parameters})",
            [
                .. guards, "if (rows == 1 && (_learner is null || _learner.Divisor == 0))", "{", .. row.Select(line => "    " + line), "}", "",
                $"return Many({string.Join(", ", _inputs.Select(port => port.Rows).Append(targets[0].ManyName))});", "",
                "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]",
                $"float Many({parameters})", "{", .. batch.Select(line => "    " + line), "}",
            ]);
            return;
        }

        Member($"public float {name}({parameters})", [.. guards, .. batch]);
    }

    /// <summary>What a call on a single row does where a step needs no gradients in memory; null for other forms of a target.</summary>
    private IEnumerable<string>? RowStepTarget(TargetParameter target)
    {
        if (_plan?.Training?.RowStep is not { } step)
        {
            return null;
        }

        var loss = step.Loss.Loss;
        var isLabel = target.Field.EndsWith("Label", StringComparison.Ordinal);
        var inputs = string.Concat(_inputs.Select(port => ", " + RefOfInput(port, port.Rows)));
        string Call(string argument) => $"{_own}.Passes.TrainRow({Memory}, learner{inputs}, {argument}, LearningRate);";
        if (loss.Target == TargetKind.Values && !isLabel)
        {
            return [NewLearner, "return " + Call(RefOf(target.ManyName))];
        }

        if (loss.Target is not (TargetKind.Classes or TargetKind.Labels) || !isLabel)
        {
            return null;
        }

        var label = $"(int){target.ManyName}[0]";
        return
        [
            $"int label = {label};", $"if ((uint)label < {Literal.Int(loss.Output.Size)}u{(loss.Terms.IgnoreLabel >= 0 && loss.Terms.IgnoreLabel < loss.Output.Size ? " && label != " + Literal.Int(loss.Terms.IgnoreLabel) : "")})", "{", "    " + NewLearner, "    return " + Call("label"), "}",
        ];
    }

    private string InputField(int index) => _fields.Inputs.Count > index ? _fields.Inputs[index] : "Input";

    /// <summary>What a training call says that needs more than one row.</summary>
    private void BatchError()
    {
        if (_plan is not null && BatchStatistics.NeedsRows(_plan.Graph) is { } norm)
        {
            _writer.Line($"/// <exception cref=\"global::System.InvalidOperationException\">There is 1 row, and {CodeWriter.Escape(norm.Layer.Name)} needs 2 or more to measure. Nothing has changed.</exception>");
        }
    }

    private void LabelError()
    {
        if (_model.Losses.Any(loss => loss.Target(_model.Outputs[loss.Output].Size) is TargetKind.Classes or TargetKind.Labels))
        {
            _writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">A label is none of the classes; the message names it and its row. Nothing has changed.</exception>");
        }
    }

    private void PrintGradients()
    {
        var outputGradients = _outputs.Select(port => (Name: GradientName(port), port)).ToList();
        var inputGradients = _inputs.Select(port => (Name: GradientName(port), port)).ToList();
        Doc("∂loss/∂input of one row from ∂loss/∂output, as the network is outside training, with the parameters as they are and left alone.",
            [
                .. InputDocs, .. outputGradients.Select(each => (each.Name, $"∂loss/∂{each.port.Row.TrimStart('@')}, {each.port.Words}.")),
                .. inputGradients.Select(each => (each.Name, $"Receives ∂loss/∂{each.port.Row.TrimStart('@')}, {each.port.Words}.")),
            ]);
        InputError();
        Member($"public void InputGradient({InputParameters}{string.Concat(outputGradients.Select(each => $", {Floats} {each.Name}"))}{string.Concat(inputGradients.Select(each => $", {MutableFloats} {each.Name}"))})",
            [
                .. InputGuards,
                .. outputGradients.Concat(inputGradients).Select(each => Guard("Length", each.Name + ".Length", each.port.SizeName, each.Name)),
                .. Apart([.. inputGradients.Select(each => each.Name)], [.. FloatInputs.Select(port => port.Row), .. outputGradients.Select(each => each.Name)]),
                $"{_own}.Passes.InputGradient({Memory}{string.Concat(_inputs.Select(port => ", " + RefOfInput(port, port.Row)))}{string.Concat(outputGradients.Concat(inputGradients).Select(each => ", " + RefOf(each.Name)))});",
            ]);

        Doc("Copies out the gradient that Update would use now, before clipping; 0 everywhere if nothing was added up, and of what does not learn.",
            ("destination", "Receives ParameterCount values in the order of Tensors."));
        LengthError();
        Member($"public void CopyGradientsTo({MutableFloats} destination)",
            Guard("AtLeast", "destination.Length", "ParameterCount", "destination"),
            "if (_learner is null || _learner.Divisor == 0)", "{", "    destination.Slice(0, ParameterCount).Clear();", "    return;", "}", "",
            $"float scale = {UpdateEmitter.Scale(_model.Reduction == Reduction.Mean, "_learner")};",
            $"{_own}.Passes.UnpackLearning(ref _learner.Gradients.Start, destination, scale);");

        Doc("Sets the gradient that Update will use, as if one row had led to it. Those of what does not learn are ignored.",
            ("gradients", "ParameterCount values in the order of Tensors."));
        LengthError();
        Member($"public void LoadGradients({Floats} gradients)",
            Guard("Length", "gradients.Length", "ParameterCount", "gradients"),
            NewLearner,
            $"{_own}.Passes.PackLearning(gradients, ref learner.Gradients.Start);",
            "learner.Divisor = 1;");

        Doc("Adds the gradients that another network of this class has added up, as if its rows had been this one's.", ("other", "A network with the same parameters; it is not changed."));
        NullError();
        Member($"public void AddGradientsFrom({_name} other)",
            "global::System.ArgumentNullException.ThrowIfNull(other);",
            "if (other._learner is null)", "{", "    return;", "}", "",
            NewLearner,
            $"{Library}Packing.Add(learner.Gradients.Span, other._learner.Gradients.Span);",
            "learner.Divisor += other._learner.Divisor;");

        Doc("Forgets the gradients added up since the last step.");
        Member("public void ClearGradients()", "_learner?.Clear();");
    }

    private static string GradientName(Port port) => port.Row.TrimStart('@') + "Gradient";

    private void NullError() => _writer.Line("/// <exception cref=\"global::System.ArgumentNullException\">There is no other network.</exception>");
}
