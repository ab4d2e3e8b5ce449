using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>The whole learner as bytes, as a hash and as a file.</summary>
internal sealed partial class SurfaceEmitter
{
    private const string LayoutError = "/// <exception cref=\"global::System.IO.InvalidDataException\">It comes from another network, or from another version of this one; nothing has changed.</exception>";

    private void PrintState()
    {
        Constant("StateBytes", _cost?.StateBytes ?? 1, "Bytes of the whole learner, as SaveState writes it.");
        const string Everything = "the whole learner: parameters, buffers, the optimizer's memory, step count, learning rate, gradients added up";
        Doc($"Writes {Everything}. Nothing is allocated once training has begun.", ("destination", "Receives StateBytes bytes."));
        LengthError();
        Member("public void SaveState(global::System.Span<byte> destination)",
            [
                Guard("AtLeast", "destination.Length", "StateBytes", "destination"), NewLearner,
                $"{Library}StateWriter state = new {Library}StateWriter(destination);",
                .. StateItems().Select(item => $"state.Write({item.Read});"),
            ]);

        Doc($"Takes back {Everything}. The same calls then give the same bits.", ("source", "What SaveState wrote."));
        LengthError();
        _writer.Line(LayoutError);
        Member("public void RestoreState(global::System.ReadOnlySpan<byte> source)",
            [
                Guard("Length", "source.Length", "StateBytes", "source"),
                $"{Library}StateReader state = new {Library}StateReader(source, {Layout});", NewLearner,
                .. StateItems().Skip(1).Select(item => item.Write),
            ]);

        Doc("A number that is equal for equal learners, on every machine: two games that have drifted apart differ in it. All NaNs count as one.",
            ("returns", "The hash of everything that SaveState writes."));
        Member("public ulong StateHash()",
            [NewLearner, $"{Library}StateHasher state = default;", .. StateItems().Select(item => $"state.Write({item.Read});"), "return state.Hash();"]);
        PrintTrainingFile();
    }

    /// <summary>A number that changes with everything that decides where a value lies in the state.</summary>
    private string Layout => _plan is null ? "0UL" : "0x" + EmittedNames.Fnv64(string.Join("|", _plan.Layout.Parameters.Concat(_plan.Layout.Buffers)
        .Select(tensor => $"{tensor.Parameter.Name}{tensor.Parameter.Shape.Aggregate("", (text, length) => text + "," + Literal.Int(length))}:{tensor.Parameter.Role}:{Literal.Int(tensor.Offset)}")
        .Concat(_plan.Layout.Counters.Select(counter => counter.Name)).Prepend(_plan.Training!.Update.Kind).Concat(_plan.Training.Update.Slots).Prepend("state 1"))).ToString("x16", System.Globalization.CultureInfo.InvariantCulture) + "UL";

    private IEnumerable<(string Read, string Write)> StateItems()
    {
        if (_plan?.Training is not { } training)
        {
            yield break;
        }

        (string, string) Number(string name, string method) => (name, $"{name} = state.{method}();");
        (string, string) Memory(string name) => ($"{name}.Span", $"state.ReadFloats({name}.Span);");
        yield return (Layout, "");
        yield return Number("_seed", "ReadUnsigned");
        yield return ("(double)LearningRate", "_learningRate = (float)state.ReadReal();");
        yield return Number("learner.Divisor", "ReadReal");
        yield return Number("learner.Step", "ReadInteger");
        yield return Number("learner.RowsTrained", "ReadInteger");
        foreach (var state in training.Update.States)
        {
            yield return Number("learner." + UpdateEmitter.Pascal(state.Name), "ReadReal");
        }

        foreach (var layer in Measuring)
        {
            yield return ($"{MemberNames.Statistics(layer)}.State", $"state.ReadReals({MemberNames.Statistics(layer)}.State);");
        }

        for (var i = 0; i < _plan.Layout.Counters.Count; i++)
        {
            yield return Number($"_counters[{Literal.Int(i)}]", "ReadInteger");
        }

        yield return Memory("_parameters");
        if (HasBuffers)
        {
            yield return Memory("_buffers");
        }

        yield return Memory("learner.Gradients");
        foreach (var slot in training.Update.Slots)
        {
            yield return Memory("learner." + UpdateEmitter.Pascal(slot));
        }
    }

    private void PrintTrainingFile()
    {
        var slots = _plan?.Training?.Update.Slots ?? [];
        var states = _plan?.Training?.Update.States ?? [];
        Doc("Writes the whole learner as safetensors, by name: it outlives changes of the build.", ("destination", "Written to from where it stands; left open."));
        var save = new List<string>
        {
            NewLearner, $"{Library}TrainingFile file = {_own}.Description.NewTrainingFile();", "CopyParametersTo(file.Parameters);", "CopyBuffersTo(file.Buffers);",
            $"{_own}.Passes.UnpackLearning(ref learner.Gradients.Start, file.Slot(0), 1f);",
        };
        save.AddRange(slots.Select((slot, index) => $"{_own}.Passes.UnpackLearning(ref learner.{UpdateEmitter.Pascal(slot)}.Start, file.Slot({Literal.Int(index + 1)}), 1f);"));
        save.AddRange(["file.Integers[0] = learner.Step;", "file.Integers[1] = learner.RowsTrained;", "file.Integers[2] = unchecked((long)_seed);",
            "file.Reals[0] = LearningRate;", "file.Reals[1] = learner.Divisor;"]);
        save.AddRange(Enumerable.Range(0, _plan?.Layout.Counters.Count ?? 0).Select(index => $"file.Integers[{Literal.Int(index + 3)}] = _counters[{Literal.Int(index)}];"));
        save.AddRange(states.Select((state, index) => $"file.Reals[{Literal.Int(index + 2)}] = learner.{UpdateEmitter.Pascal(state.Name)};"));
        save.AddRange(Measuring.Select((layer, index) => $"{MemberNames.Statistics(layer)}.State.CopyTo(file.Statistics[{Literal.Int(index)}]);"));
        save.Add("file.Save(destination);");
        Member("public void SaveTraining(global::System.IO.Stream destination)", [.. save]);

        Doc("Takes back what SaveTraining wrote. The file is checked as a whole first: if it does not fit, nothing changes.", ("source", "Read to its end."));
        _writer.Line("/// <exception cref=\"global::System.IO.InvalidDataException\">The file is malformed or does not fit; the message lists every difference.</exception>");
        var load = new List<string>
        {
            $"{Library}TrainingFile file = {_own}.Description.NewTrainingFile();", "file.Load(source);", NewLearner, "LoadParameters(file.Parameters);", "LoadBuffers(file.Buffers);",
            $"{_own}.Passes.PackLearning(file.Slot(0), ref learner.Gradients.Start);",
        };
        load.AddRange(slots.Select((slot, index) => $"{_own}.Passes.PackLearning(file.Slot({Literal.Int(index + 1)}), ref learner.{UpdateEmitter.Pascal(slot)}.Start);"));
        load.AddRange(["learner.Step = file.Integers[0];", "learner.RowsTrained = file.Integers[1];", "_seed = unchecked((ulong)file.Integers[2]);",
            "_learningRate = (float)file.Reals[0];", "learner.Divisor = file.Reals[1];"]);
        load.AddRange(Enumerable.Range(0, _plan?.Layout.Counters.Count ?? 0).Select(index => $"_counters[{Literal.Int(index)}] = file.Integers[{Literal.Int(index + 3)}];"));
        load.AddRange(states.Select((state, index) => $"learner.{UpdateEmitter.Pascal(state.Name)} = file.Reals[{Literal.Int(index + 2)}];"));
        load.AddRange(Measuring.Select((layer, index) => $"new global::System.ReadOnlySpan<double>(file.Statistics[{Literal.Int(index)}]).CopyTo({MemberNames.Statistics(layer)}.State);"));
        Member("public void LoadTraining(global::System.IO.Stream source)", [.. load]);
    }
}
