using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>The struct that says everything about a batch, and how it is checked.</summary>
internal sealed partial class SurfaceEmitter
{
    private void PrintBatchStruct()
    {
        _writer.Summary("Everything that can be said about a batch at once. A field left empty is not used.");
        FileFrame.TypeAttributes(_writer);
        using (_writer.Block("public ref struct Batch"))
        {
            for (var i = 0; i < _model.Inputs.Count; i++)
            {
                BatchField(_inputs[i].Type, _fields.Inputs[i], i == 0 ? $"Rows of {_inputs[i].Words}, one behind the other." : $"As many rows of {_inputs[i].Words}.");
            }

            foreach (var loss in _model.Losses)
            {
                PrintLossFields(loss, _fields.Losses[loss], _outputs[loss.Output]);
            }

            if (TakesLengths)
            {
                BatchField(Integers, "Lengths", $"Steps used of each row, 1 to {Literal.Int(WindowSteps)}: what lies behind them is not looked at, has no loss and gives 0. All steps where empty.");
            }

            if (TakesStates)
            {
                BatchField("global::System.Span<State>", "States", "What is remembered of each row's stream: the pass begins with it and leaves what is remembered at the row's end. Gradients stop at the beginning (truncated back-propagation through time).");
            }

            BatchField(Floats, "RowWeights", "One factor per row, of any sign: its loss and gradient times it; 0 leaves the row out. The mean still divides by all rows.");
            for (var i = 0; i < _model.Outputs.Count; i++)
            {
                BatchField(MutableFloats, _fields.Outputs[i], $"Receives rows of {_outputs[i].Words}, as they were in the pass that was run.");
            }

            BatchField(MutableFloats, "RowLoss", _model.Losses.Any(loss => Targets(loss) > 1) ? "Receives the loss of each row, times its weights: the sum over its targets." : "Receives the loss of each row, times its weights.");
            for (var i = 0; i < _model.Inputs.Count; i++)
            {
                BatchField(MutableFloats, _fields.InputGradients[i], $"Receives ∂(loss of the row)/∂input, rows of {_inputs[i].Words}.");
            }

            if (_plan is not null)
            {
                PrintRead();
            }
        }

        _writer.Blank();
    }

    private void BatchField(string type, string name, string summary)
    {
        _writer.Summary(summary);
        _writer.Line($"public {type} {name};");
        _writer.Blank();
    }

    private void PrintLossFields(ShapedLoss loss, LossFields fields, Port port)
    {
        var kind = loss.Target(port.Size);
        var targets = Targets(loss);
        var each = targets == 1 ? "row" : _model.Outputs[loss.Output].Shape.PositionsWord.TrimEnd('s');
        var classes = Literal.Int(Choices(loss) - 1);
        if (kind != TargetKind.Labels && loss.OwnTarget is null)
        {
            BatchField(Floats, fields.Target, $"As many rows of {port.Words}: {TargetParameter.WordsOf(kind)}{(kind == TargetKind.Values ? $"; one value per {each} where {fields.Selected} is used" : "")}.");
        }

        if (kind is TargetKind.Classes or TargetKind.Labels)
        {
            var type = TargetParameter.LabelType(_model, loss.Output);
            BatchField($"global::System.ReadOnlySpan<{type}>", fields.Label,
                $"One class per {each}, 0 to {classes}, or {Literal.Int(Ignored(loss))} for a {each} without a loss{(kind == TargetKind.Classes ? $"; instead of {fields.Target}" : "")}.");
        }

        if (kind == TargetKind.Values)
        {
            if (loss.OwnTarget is null)
            {
                BatchField(Integers, fields.Selected, $"One output per {each}, 0 to {classes}: only this one is trained, {fields.Target} has its value.");
            }

            BatchField(Floats, fields.Weights, $"As many rows of {port.Words}: one factor per output; 0 leaves it out. The mean still divides by all outputs.");
        }
    }

    /// <summary>Arguments of a check that leaves out steps behind the end of a row; none where a row has one target.</summary>
    private string LengthsOf(ShapedLoss loss) => TakesLengths && Targets(loss) > 1 ? $"Lengths, {Literal.Int(WindowSteps)}, " : "";

    private int Targets(ShapedLoss loss) => loss.Targets(_model.Outputs[loss.Output]);

    /// <summary>Outputs of one target: what a label or a selection chooses from.</summary>
    private int Choices(ShapedLoss loss)
    {
        var output = _model.Outputs[loss.Output];
        return !output.Shape.IsKnown ? 1 : loss.Targets(output) == 1 ? output.Size : output.Shape.Channels;
    }

    private static int Ignored(ShapedLoss loss) => loss.Declaration.Attribute.Integer("IgnoreLabel", -100);

    /// <summary>Checks everything before anything runs, and hands it on in one form.</summary>
    private void PrintRead()
    {
        _writer.Comment("Checks every length and label and hands the rows on.");
        using (_writer.Block($"internal readonly {_own}.Work Read(ulong seed)"))
        {
            for (var i = 0; i < _inputs.Count; i++)
            {
                var count = $"{Library}Check.Rows({_fields.Inputs[i]}.Length, {_inputs[i].SizeName}, nameof({_fields.Inputs[i]}))";
                _writer.Line(i > 0 ? Guard("PerRow", _fields.Inputs[i] + ".Length", "rows, " + _inputs[i].SizeName, _fields.Inputs[i])
                    : $"int rows = {(TakesShortRows ? $"Lengths.Length == 1 && {_fields.Inputs[i]}.Length == (long)Lengths[0] * {StepSize(i)} ? 1 : " : "")}{count};");
            }

            if (TakesLengths)
            {
                _writer.Line(Guard("PerRowOrEmpty", "Lengths.Length", "rows, 1", "Lengths"));
                _writer.Line($"{Library}Check.Steps(Lengths, {Literal.Int(WindowSteps)}, nameof(Lengths));");
            }

            for (var i = 0; i < _inputs.Count; i++)
            {
                if (_inputs[i].IsIndices && TakesLengths)
                {
                    _writer.Line($"{Library}Check.Indices({_fields.Inputs[i]}, Lengths, {Literal.Int(WindowSteps)}, {Literal.Int(_inputs[i].Limit!.Value)}, nameof({_fields.Inputs[i]}));");
                }
                else
                {
                    _writer.Lines(IndexGuard(_inputs[i], _fields.Inputs[i]));
                }
            }

            _writer.Line($"{_own}.Work work = default;");
            _writer.Line("work.Rows = rows;");
            _writer.Line("work.Seed = seed;");
            for (var i = 0; i < _inputs.Count; i++)
            {
                _writer.Line($"work.{Ports.RowsOf(_inputs[i].Identifier)} = {AsFloats(_inputs[i], _fields.Inputs[i])};");
                Optional(_fields.InputGradients[i], _inputs[i].SizeName, Ports.GradientOf(_inputs[i].Identifier));
            }

            foreach (var loss in _model.Losses)
            {
                PrintReadLoss(loss, _fields.Losses[loss], _outputs[loss.Output]);
            }

            for (var i = 0; i < _outputs.Count; i++)
            {
                Optional(_fields.Outputs[i], _outputs[i].SizeName, Ports.ResultOf(_outputs[i].Identifier));
            }

            if (TakesLengths)
            {
                _writer.Line("work.Lengths = Lengths;");
            }

            if (TakesStates)
            {
                _writer.Line(Guard("PerRowOrEmpty", "States.Length", "rows, 1", "States"));
                _writer.Line($"work.States = {Marshal}.Cast<State, float>(States);");
            }

            Optional("RowWeights", "1", "RowWeights");
            Optional("RowLoss", "1", "RowLoss");
            var targets = _model.Losses.Where(loss => loss.OwnTarget is null && loss.Target(_outputs[loss.Output].Size) != TargetKind.Labels).Select(loss => _fields.Losses[loss].Target);
            _writer.Lines(Apart([.. _fields.Outputs, "RowLoss", .. _fields.InputGradients], [.. _fields.Inputs.Where((_, index) => !_inputs[index].IsIndices), .. targets]));
            _writer.Line("return work;");
        }
    }

    private void Optional(string field, string size, string work)
    {
        _writer.Line(Guard("PerRowOrEmpty", field + ".Length", "rows, " + size, field));
        _writer.Line($"work.{work} = {field};");
    }

    private void PrintReadLoss(ShapedLoss loss, LossFields fields, Port port)
    {
        var kind = loss.Target(port.Size);
        var perRow = "rows, " + Literal.Int(Targets(loss));
        var target = Guard("PerRow", fields.Target + ".Length", "rows, " + port.SizeName, fields.Target);
        switch (kind)
        {
            case TargetKind.Values when loss.OwnTarget is null:
                using (_writer.Block($"if ({fields.Selected}.IsEmpty)"))
                {
                    _writer.Line(target);
                }

                using (_writer.Block("else"))
                {
                    _writer.Line(Guard("PerRow", fields.Selected + ".Length", perRow, fields.Selected));
                    _writer.Line($"{Library}Check.Selected({fields.Selected}, {LengthsOf(loss)}{(Targets(loss) == 1 ? port.SizeName : Literal.Int(Choices(loss)))}, nameof({fields.Selected}));");
                    _writer.Line(Guard("PerRow", fields.Target + ".Length", perRow, fields.Target));
                }

                _writer.Blank();
                _writer.Line($"work.{Ports.TargetOf(port.Identifier)} = {fields.Target};");
                _writer.Line($"work.{Ports.SelectedOf(port.Identifier)} = {fields.Selected};");
                Optional(fields.Weights, port.SizeName, Ports.WeightsOf(port.Identifier));
                break;
            case TargetKind.Values:
                Optional(fields.Weights, port.SizeName, Ports.WeightsOf(port.Identifier));
                break;
            case TargetKind.Gradient:
                _writer.Line(target);
                _writer.Line($"work.{Ports.TargetOf(port.Identifier)} = {fields.Target};");
                break;
            default:
                PrintReadLabels(loss, fields, port, kind, target);
                break;
        }
    }

    private void PrintReadLabels(ShapedLoss loss, LossFields fields, Port port, TargetKind kind, string target)
    {
        var type = TargetParameter.LabelType(_model, loss.Output);
        var labels = type == "int" ? fields.Label : $"{Marshal}.Cast<{type}, int>({fields.Label})";
        void Labels()
        {
            _writer.Line(Guard("PerRow", fields.Label + ".Length", "rows, " + Literal.Int(Targets(loss)), fields.Label));
            _writer.Line($"work.{Ports.LabelOf(port.Identifier)} = {labels};");
            _writer.Line($"{Library}Check.Labels(work.{Ports.LabelOf(port.Identifier)}, {LengthsOf(loss)}{(Targets(loss) == 1 ? port.SizeName : Literal.Int(Choices(loss)))}, {Literal.Int(Ignored(loss))}, nameof({fields.Label}));");
        }

        if (kind == TargetKind.Labels)
        {
            Labels();
            return;
        }

        using (_writer.Block($"if ({fields.Label}.IsEmpty)"))
        {
            _writer.Line(target);
            _writer.Line($"work.{Ports.TargetOf(port.Identifier)} = {fields.Target};");
        }

        using (_writer.Block("else"))
        {
            _writer.Line($"{Library}Check.NotBoth({fields.Target}.Length, nameof({fields.Label}), nameof({fields.Target}));");
            Labels();
        }

        _writer.Blank();
    }
}
