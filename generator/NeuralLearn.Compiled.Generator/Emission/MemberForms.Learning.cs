using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>What the members that learn take, and the fields of the batch.</summary>
internal sealed partial class MemberForms
{
    private IEnumerable<ShapedLoss> ToldLosses => _model.Losses.Where(loss => loss.OwnTarget is null);

    private void AddLearning()
    {
        var batch = new MemberParameter("batch", "in Batch");
        foreach (var targets in TargetParameter.Overloads(_model, _fields, _outputs))
        {
            List<MemberParameter> single = [.. targets.Select((target, index) => Target(target, index, isMany: false))];
            List<MemberParameter> many = [.. targets.Select((target, index) => Target(target, index, isMany: true))];
            Add("Backward", ShortInputRow, single);
            Add("Evaluate", ShortInputRow, single);
            if (Streaming.TakesStates(_model))
            {
                Add("Backward", ShortInputRow, [new MemberParameter("state", "ref State")], single);
            }

            foreach (var member in new[] { "BackwardBatch", "TrainBatch", "EvaluateBatch" })
            {
                // One number for one row and a span of them for many are two members there, one here.
                if (Named(member).All(form => string.Join(",", form.Parameters.Select(each => each.Type)) != string.Join(",", InputRows.Concat(many).Select(each => each.Type))))
                {
                    Add(member, InputRows, many);
                }
            }
        }

        foreach (var member in new[] { "BackwardBatch", "TrainBatch", "EvaluateBatch" })
        {
            Add(member, [batch]);
        }

        Add("BackwardBatch", InputRows, [new MemberParameter("loss", "ref TLoss")]);
        Add("InputGradient", InputRow,
            _outputs.Select((port, index) => Output(index, port.Row.TrimStart('@') + "Gradient", LengthRule.Exact, Floats)),
            _inputs.Select((port, index) => Input(index, port.Row.TrimStart('@') + "Gradient", LengthRule.Exact, MutableFloats)));
    }

    /// <summary>The target of one of the losses that are told one.</summary>
    private MemberParameter Target(TargetParameter target, int index, bool isMany)
    {
        var loss = ToldLosses.ElementAt(index);
        var isLabel = target.Field.EndsWith("Label", StringComparison.Ordinal) && target.Field == _fields.Losses[loss].Label;
        var (name, type) = isMany ? (target.ManyName, target.ManyType) : (target.Name, target.Type);
        if (!target.IsSpan && !isMany)
        {
            return new MemberParameter(name.TrimStart('@'), type) { Choice = isLabel ? Classes(loss) : null };
        }

        var rule = isMany ? LengthRule.PerRow : LengthRule.Exact;
        return isLabel ? Labels(loss, name, type, rule) : Output(loss.Output, name, rule, type);
    }

    private MemberParameter Labels(ShapedLoss loss, string name, string type, LengthRule rule)
    {
        var targets = Targets(loss);
        return MemberParameter.Of(name, type, rule, () => targets, null,
            targets == 1 ? "each row has 1 label" : $"{ReasonOfOutput(loss.Output)}, and each of its {Literal.Int(targets)} {_model.Outputs[loss.Output].Shape.PositionsWord} has a label", "label") with
        {
            Choice = Classes(loss),
        };
    }

    private Choice Classes(ShapedLoss loss)
    {
        var ignored = loss.Declaration.Attribute.Integer("IgnoreLabel", -100);
        var thing = Targets(loss) == 1 ? "row" : _model.Outputs[loss.Output].Shape.PositionsWord.TrimEnd('s');
        return new Choice(Choices(loss), ignored, $"the classes of {_model.Outputs[loss.Output].Title}", $"pass one of them, or {Literal.Int(ignored)} for a {thing} without a class");
    }

    private int Targets(ShapedLoss loss) => loss.Targets(_model.Outputs[loss.Output]);

    /// <summary>Outputs of one target: what a label or a selection chooses from.</summary>
    private int Choices(ShapedLoss loss) => Targets(loss) == 1 ? _model.Outputs[loss.Output].Size : _model.Outputs[loss.Output].Shape.Channels;

    private MemberForm BatchForm()
    {
        var fields = new List<MemberParameter>();
        fields.AddRange(InputRows.Select((parameter, index) => parameter.As(_fields.Inputs[index], parameter.Rule)));
        foreach (var loss in _model.Losses)
        {
            AddFields(fields, loss, _fields.Losses[loss], loss.Target(_outputs[loss.Output].Size));
        }

        if (Streaming.TakesLengths(_model))
        {
            fields.Add(OnePerRow("Lengths", Integers, LengthRule.PerRowOrEmpty, "length"));
        }

        if (Streaming.TakesStates(_model))
        {
            fields.Add(OnePerRow("States", "global::System.Span<State>", LengthRule.PerRowOrEmpty, "state"));
        }

        fields.Add(OnePerRow("RowWeights", Floats, LengthRule.PerRowOrEmpty, "weight"));
        fields.AddRange(_outputs.Select((_, index) => Output(index, _fields.Outputs[index], LengthRule.PerRowOrEmpty)));
        fields.Add(OnePerRow("RowLoss", MutableFloats, LengthRule.PerRowOrEmpty, "loss"));
        fields.AddRange(_inputs.Select((_, index) => Input(index, _fields.InputGradients[index], LengthRule.PerRowOrEmpty, MutableFloats)));

        // What stands behind the end of a row that ends early is not looked at, and how long rows are may be said elsewhere.
        return new MemberForm("Batch", Streaming.TakesLengths(_model) ? [.. fields.Select(field => field with { Choice = null })] : fields);
    }

    private void AddFields(List<MemberParameter> fields, ShapedLoss loss, LossFields names, TargetKind kind)
    {
        if (kind != TargetKind.Labels && loss.OwnTarget is null)
        {
            // Where one output of a row is selected, there is one value for it. Where labels may be given, values may be left out.
            var target = Output(loss.Output, names.Target, kind == TargetKind.Classes ? LengthRule.PerRowOrEmpty : LengthRule.PerRow, Floats);
            fields.Add(target with { OtherSize = kind == TargetKind.Values ? Targets(loss) : 0 });
        }

        if (kind is TargetKind.Classes or TargetKind.Labels)
        {
            var type = $"global::System.ReadOnlySpan<{TargetParameter.LabelType(_model, loss.Output)}>";
            fields.Add(Labels(loss, names.Label, type, kind == TargetKind.Classes ? LengthRule.PerRowOrEmpty : LengthRule.PerRow));
        }

        if (kind != TargetKind.Values)
        {
            return;
        }

        if (loss.OwnTarget is null)
        {
            var targets = Targets(loss);
            fields.Add(MemberParameter.Of(names.Selected, Integers, LengthRule.PerRowOrEmpty, () => targets, null,
                targets == 1 ? "each row has 1 selected output" : $"{ReasonOfOutput(loss.Output)}, and each of its steps has 1 selected output", "index") with
            {
                Choice = new Choice(Choices(loss), null, $"the outputs of {_model.Outputs[loss.Output].Title}", "pass the number of one of them"),
            });
        }

        fields.Add(Output(loss.Output, names.Weights, LengthRule.PerRowOrEmpty, Floats));
    }
}
