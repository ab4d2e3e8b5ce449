using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>The members that run the network step by step over a stream.</summary>
internal sealed partial class SurfaceEmitter
{
    private const string AsState = "global::System.Runtime.CompilerServices.Unsafe.As<State, float>(ref ";

    /// <summary>While something is wrong the members are there all the same.</summary>
    private bool TakesLengths => _plan?.TakesLengths ?? Streaming.IsPossible(_model);

    private bool TakesStates => _plan?.TakesStates ?? Streaming.IsPossible(_model);

    private bool TakesShortRows => _plan is { TakesShortRows: true };

    private int WindowSteps => Streaming.WindowSteps(_model);

    private string StepSize(int input) => Literal.Int(_inputs[input].Size / WindowSteps);

    private void PrintStreaming()
    {
        Port Step(Port port, Shape shape)
        {
            var size = shape.IsKnown ? Streaming.StepOf(shape).Size : 1;
            var words = $"{Literal.Int(size)} value{(size == 1 ? "" : "s")}";
            return port with { SizeName = Literal.Int(size), Size = size, Words = port.IsIndices ? "1 index" : words };
        }

        List<Port> inputs = [.. _inputs.Select((port, index) => Step(port, index < _model.Inputs.Count ? _model.Inputs[index].Shape : Shape.Unknown))];
        List<Port> outputs = [.. _outputs.Select((port, index) => Step(port, index < _model.Outputs.Count ? _model.Outputs[index].Shape : Shape.Unknown))];
        if (!IsTakenName("State"))
        {
            PrintStateStruct();
        }

        Doc("Goes on with one stream by one step. Step by step over a window, from a state that is default, it gives the bits of Forward: of an output that is a sequence its steps one by one, of one that is a vector the result with the last step. Nothing is allocated; any number of threads may do this at once, each with a state of its own.",
            [
                .. inputs.Select(port => (port.Row, port.Words + " of this step.")), ("state", "What the network remembers of the stream; default is the beginning."),
                .. outputs.Select(port => (port.Row, $"Receives {port.Words}, as of now.")),
            ]);
        InputError();
        Member($"public void Step({string.Join(", ", inputs.Select(port => $"{port.Type} {port.Row}"))}, ref State state{string.Concat(outputs.Select(port => $", {MutableFloats} {port.Row}"))})",
            [
                .. inputs.SelectMany(port => IndexGuard(port, port.Row).Prepend(Guard("Length", port.Row + ".Length", port.SizeName, port.Row))),
                .. outputs.Select(port => Guard("Length", port.Row + ".Length", port.SizeName, port.Row)),
                .. Apart([.. outputs.Select(port => port.Row)], [.. inputs.Where(port => !port.IsIndices).Select(port => port.Row)]),
                $"{_own}.Kernels.Step({Memory}{string.Concat(inputs.Concat(outputs).Select(port => ", " + RefOfInput(port, port.Row)))}, ref {AsState}state));",
            ]);

        Doc("Goes on with many streams by one step each; every one gets the bits that Step gives it.",
            [
                .. inputs.Select(port => (port.Rows, $"{port.Words} of this step for each stream.")), ("states", "What the network remembers of each stream."),
                .. outputs.Select(port => (port.Rows, $"Receives {port.Words} for each stream.")),
            ]);
        InputError();
        Member($"public void StepBatch({string.Join(", ", inputs.Select(port => $"{port.Type} {port.Rows}"))}, global::System.Span<State> states{string.Concat(outputs.Select(port => $", {MutableFloats} {port.Rows}"))})",
            [
                "int rows = states.Length;",
                .. inputs.SelectMany(port => IndexGuard(port, port.Rows).Prepend(Guard("PerRow", port.Rows + ".Length", "rows, " + port.SizeName, port.Rows))),
                .. outputs.Select(port => Guard("PerRow", port.Rows + ".Length", "rows, " + port.SizeName, port.Rows)),
                .. Apart([.. outputs.Select(port => port.Rows)], [.. inputs.Where(port => !port.IsIndices).Select(port => port.Rows)]),
                $"{_own}.Passes.StepRows({Memory}{string.Concat(inputs.Concat(outputs).Select(port => ", " + RefOfInput(port, port.Rows)))}, ref {AsState}{Marshal}.GetReference(states)), rows);",
            ]);
    }

    /// <summary>Fields cover every byte, so that copies and comparisons see them all.</summary>
    private void PrintStateStruct()
    {
        var floats = _plan?.Streaming?.State?.Floats ?? 16;
        _writer.Summary("What the network remembers of a stream. default is the beginning; a copy is a snapshot. Plain numbers without references.");
        FileFrame.TypeAttributes(_writer);
        using (_writer.Block("public struct State"))
        {
            _writer.Summary("Bytes of a state.");
            _writer.Line($"public const int Size = {Literal.Int(floats * sizeof(float))};");
            _writer.Blank();
            _writer.Line("#pragma warning disable CS0169, IDE0044, IDE0051 // the fields are room that the kernels fill");
            for (var i = 0; i < floats / 16; i++)
            {
                _writer.Line($"private Sixteen _numbers{Literal.Int(i)};");
            }

            _writer.Blank();
            FileFrame.TypeAttributes(_writer);
            using (_writer.Block("private struct Sixteen"))
            {
                _writer.Line("private global::System.Numerics.Vector4 _first, _second, _third, _fourth;");
            }

            _writer.Line("#pragma warning restore CS0169, IDE0044, IDE0051");
        }

        _writer.Blank();
    }
}
