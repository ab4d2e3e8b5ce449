using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Losses;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>The members that learn.</summary>
internal sealed partial class SurfaceEmitter
{
    private void PrintLearning(Loss loss)
    {
        var reduction = _model.Loss!.Value.Declaration.Reduction;
        var rate = _model.Optimizer!.Value.Kind.Build(_model.Optimizer.Value.Attribute).LearningRate;
        if (!IsTakenName("LearningRate"))
        {
            _writer.Summary($"The step size of Update; {Literal.Double(rate)} at first. Changing it takes effect with the next step.");
            FileFrame.TypeAttributes(_writer);
            _writer.Line($"public float LearningRate {{ get; set; }} = {Literal.Float(rate)};");
            _writer.Blank();
        }

        if (!IsTakenName("Batch"))
        {
            PrintBatchStruct(loss);
        }

        Doc($"Allocates the memory for training now instead of in the first training call. Batches are worked on {Literal.Int(Schedule.NetworkPlan.ChunkRows)} rows at a time, so one size serves all.",
            ("maximumBatch", "The most rows of a batch, 1 or more."));
        _writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">It is less than 1.</exception>");
        Member("public void PrepareTraining(int maximumBatch)",
            "if (maximumBatch < 1)", "{",
            "    throw new global::System.ArgumentOutOfRangeException(nameof(maximumBatch), maximumBatch, \"A batch has 1 row or more.\");", "}", "",
            $"_learner ??= new {_own}.Learner();");

        PrintTrainers(loss, reduction);
        Doc("Takes one step of the optimizer from the gradients added up since the last one, and clears them.",
            ("returns", "false, and no step, if there were none."));
        Member("public bool Update()", $"return _learner is not null && {_own}.Passes.Update(ref _parameters.Start, _learner, LearningRate);");
        PrintGradients(reduction);
    }

    private void PrintBatchStruct(Loss loss)
    {
        _writer.Summary("Everything that can be said about a batch at once. A field left empty is not used.");
        FileFrame.TypeAttributes(_writer);
        using (_writer.Block("public ref struct Batch"))
        {
            void Field(string type, string name, string summary)
            {
                _writer.Summary(summary);
                _writer.Line($"public {type} {name};");
                _writer.Blank();
            }

            Field(Floats, "Input", $"Rows of {InputWords}, one behind the other.");
            if (loss.Target != TargetKind.Labels)
            {
                Field(Floats, "Target", loss.Target == TargetKind.Gradient ? $"∂loss/∂output: as many rows of {OutputWords}." : $"As many rows of {OutputWords}: {TargetWords(loss)}.");
            }

            if (loss.Target is TargetKind.Classes or TargetKind.Labels)
            {
                Field(Labels, "Label", $"One class per row, 0 to {Literal.Int(OutputSize - 1)}{(loss.Target == TargetKind.Classes ? ", instead of Target" : "")}.");
            }

            Field(MutableFloats, "Output", $"Receives rows of {OutputWords}, as they were in training.");
            Field(MutableFloats, "RowLoss", "Receives the loss of each row.");
            Field(MutableFloats, "InputGradient", $"Receives ∂(loss of the row)/∂input, rows of {InputWords}.");
        }

        _writer.Blank();
    }

    private void PrintTrainers(Loss loss, Reduction reduction)
    {
        var labels = loss.Target is TargetKind.Classes or TargetKind.Labels;
        var values = loss.Target != TargetKind.Labels;
        var target = (Name: "target", Text: $"{OutputWords}: {TargetWords(loss)}.");
        var targets = (Name: "targets", Text: $"As many rows of {OutputWords}: {TargetWords(loss)}.");
        var label = (Name: "label", Text: $"The right class, 0 to {Literal.Int(OutputSize - 1)}.");
        var classes = (Name: "labels", Text: $"The right class of each row, 0 to {Literal.Int(OutputSize - 1)}.");
        var input = (Name: "input", Text: InputWords + ".");
        var inputs = (Name: "inputs", Text: $"Rows of {InputWords}, one behind the other; none is fine.");
        var lossWords = ("returns", $"The loss: {loss.Formula}, {(reduction == Reduction.Mean ? "averaged over the rows of this call" : "added up over the rows of this call")}.");
        const string Backward = "Runs the network, measures the loss and adds up the gradients. Nothing changes until Update.";
        const string Train = "One training step: BackwardBatch and Update.";
        const string Evaluate = "The loss without learning: no gradients, nothing changes.";

        void Single(string name, string summary, string type, (string, string) parameter, string field, string value)
        {
            Doc(summary, input, parameter, lossWords);
            LengthError();
            Member($"public float {name}({Floats} input, {type} {parameter.Item1})",
                Guard("Length", "input.Length", "InputSize", "input"),
                type == Floats ? Guard("Length", parameter.Item1 + ".Length", "OutputSize", parameter.Item1) : "",
                $"Batch batch = default;", "batch.Input = input;", $"batch.{field} = {value};", $"return {name}Batch(in batch);");
        }

        void Many(string name, string summary, string type, (string, string) parameter, string field)
        {
            Doc(summary, inputs, parameter, lossWords);
            LengthError();
            Member($"public float {name}({Floats} inputs, {type} {parameter.Item1})",
                RowsLine, Guard("PerRow", parameter.Item1 + ".Length", field == "Label" ? "rows, 1" : "rows, OutputSize", parameter.Item1),
                "Batch batch = default;", "batch.Input = inputs;", $"batch.{field} = {parameter.Item1};", $"return {name}(in batch);");
        }

        foreach (var (name, summary) in new[] { ("Backward", Backward), ("Evaluate", Evaluate) })
        {
            if (values)
            {
                Single(name, summary, Floats, target, "Target", "target");
            }

            if (labels)
            {
                Single(name, summary, "int", label, "Label", "global::System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref label, 1)");
            }
            else if (OutputSize == 1)
            {
                Single(name, summary, "float", target, "Target", "global::System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref target, 1)");
            }
        }

        foreach (var (name, summary) in new[] { ("BackwardBatch", Backward), ("TrainBatch", Train), ("EvaluateBatch", Evaluate) })
        {
            if (values)
            {
                Many(name, summary, Floats, targets, "Target");
            }

            if (labels)
            {
                Many(name, summary, Labels, classes, "Label");
            }

            Doc(summary, ("batch", "Inputs, what they should lead to, and what is wanted back."), lossWords);
            LengthError();
            Member($"public float {name}(in Batch batch)", name switch
            {
                "TrainBatch" => ["float loss = BackwardBatch(in batch);", "Update();", "return loss;"],
                "BackwardBatch" => BatchBody(loss, reduction, learns: true),
                _ => BatchBody(loss, reduction, learns: false),
            });
        }
    }

    private string[] BatchBody(Loss loss, Reduction reduction, bool learns)
    {
        var labels = loss.Target == TargetKind.Classes;
        var lines = new List<string>
        {
            "int rows = global::NeuralLearn.Compiled.Check.Rows(batch.Input.Length, InputSize, nameof(batch.Input));",
        };
        if (labels)
        {
            lines.AddRange([
                "if (batch.Label.IsEmpty)", "{", "    " + Guard("PerRow", "batch.Target.Length", "rows, OutputSize", "batch.Target"), "}",
                "else", "{",
                "    " + Guard("PerRow", "batch.Label.Length", "rows, 1", "batch.Label"),
                "    " + Guard("PerRowOrEmpty", "batch.Target.Length", "0, OutputSize", "batch.Target"),
                "    global::NeuralLearn.Compiled.Check.Labels(batch.Label, OutputSize, nameof(batch.Label));", "}", "",
            ]);
        }
        else if (loss.Target == TargetKind.Labels)
        {
            lines.Add(Guard("PerRow", "batch.Label.Length", "rows, 1", "batch.Label"));
            lines.Add("global::NeuralLearn.Compiled.Check.Labels(batch.Label, OutputSize, nameof(batch.Label));");
        }
        else
        {
            lines.Add(Guard("PerRow", "batch.Target.Length", "rows, OutputSize", "batch.Target"));
        }

        lines.Add(Guard("PerRowOrEmpty", "batch.Output.Length", "rows, OutputSize", "batch.Output"));
        lines.Add(Guard("PerRowOrEmpty", "batch.RowLoss.Length", "rows, 1", "batch.RowLoss"));
        lines.Add(Guard("PerRowOrEmpty", "batch.InputGradient.Length", "rows, InputSize", "batch.InputGradient"));
        lines.AddRange(["if (rows == 0)", "{", "    return 0f;", "}", ""]);
        var wanted = loss.Target switch
        {
            TargetKind.Classes => "batch.Target, batch.Label",
            TargetKind.Labels => "batch.Label",
            _ => "batch.Target",
        };
        var arguments = $"ref {RefOf("batch.Input")}, {wanted}, rows, batch.Output, batch.RowLoss";
        if (learns)
        {
            lines.Add($"{_own}.Learner learner = _learner ??= new {_own}.Learner();");
            lines.Add($"double loss = {_own}.Passes.Learn(ref _parameters.Start, learner, {arguments}, batch.InputGradient);");
            lines.Add("learner.Divisor += rows;");
        }
        else
        {
            lines.Add("if (!batch.InputGradient.IsEmpty)");
            lines.AddRange(["{", "    throw new global::System.ArgumentException(\"Evaluation works out no gradients; leave InputGradient empty or use BackwardBatch.\", nameof(batch));", "}", ""]);
            lines.Add($"double loss = {_own}.Passes.Evaluate(ref _parameters.Start, {arguments});");
        }

        lines.Add(reduction == Reduction.Mean ? "return (float)(loss / rows);" : "return (float)loss;");
        return [.. lines];
    }

    private void PrintGradients(Reduction reduction)
    {
        var mean = reduction == Reduction.Mean;
        Doc("∂loss/∂input of one row from ∂loss/∂output, with the parameters as they are and left alone.",
            ("input", InputWords + "."), ("outputGradient", $"∂loss/∂output, {OutputWords}."), ("inputGradient", $"Receives ∂loss/∂input, {InputWords}."));
        LengthError();
        Member($"public void InputGradient({Floats} input, {Floats} outputGradient, {MutableFloats} inputGradient)",
            Guard("Length", "input.Length", "InputSize", "input"),
            Guard("Length", "outputGradient.Length", "OutputSize", "outputGradient"),
            Guard("Length", "inputGradient.Length", "InputSize", "inputGradient"),
            $"{_own}.Passes.InputGradient(ref _parameters.Start, ref {RefOf("input")}, ref {RefOf("outputGradient")}, ref {RefOf("inputGradient")});");

        Doc("Copies out the gradient that Update would use now, before clipping; 0 everywhere if nothing was added up.",
            ("destination", "Receives ParameterCount values in the order of Tensors."));
        LengthError();
        Member($"public void CopyGradientsTo({MutableFloats} destination)",
            Guard("AtLeast", "destination.Length", "ParameterCount", "destination"),
            "if (_learner is null || _learner.Divisor == 0)", "{", "    destination.Slice(0, ParameterCount).Clear();", "    return;", "}", "",
            $"float scale = {UpdateEmitter.Scale(mean, "_learner")};",
            $"{_own}.Passes.Unpack(ref _learner.Gradients.Start, destination, scale);");

        Doc("Sets the gradient that Update will use, as if one row had led to it.",
            ("gradients", "ParameterCount values in the order of Tensors."));
        LengthError();
        Member($"public void LoadGradients({Floats} gradients)",
            Guard("Length", "gradients.Length", "ParameterCount", "gradients"),
            $"{_own}.Learner learner = _learner ??= new {_own}.Learner();",
            $"{_own}.Passes.Pack(gradients, ref learner.Gradients.Start);",
            "learner.Divisor = 1;");

        Doc("Forgets the gradients added up since the last step.");
        Member("public void ClearGradients()",
            "if (_learner is not null)", "{", "    _learner.Gradients.Span.Clear();", "    _learner.Divisor = 0;", "}");
    }

    private static string TargetWords(Loss loss) => loss.Target switch
    {
        TargetKind.Classes => "one probability per class",
        TargetKind.Gradient => "∂loss/∂output",
        _ => "the right outputs",
    };
}
