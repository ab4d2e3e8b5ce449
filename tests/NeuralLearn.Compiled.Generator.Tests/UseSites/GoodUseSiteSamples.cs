namespace NeuralLearn.Compiled.Generator.Tests.UseSites;

/// <summary>Code that runs, close to what does not, and code of which nobody can say before it runs.</summary>
internal static class GoodUseSiteSamples
{
    private const string Unknown = "private static float[] Unknown(int length) => new float[length]; private static int Number(int n) => n;";

    public static IReadOnlyList<UseSiteSample> All { get; } =
    [
        .. new[]
        {
            "new float[4]", "new float[] { 1, 2, 3, 4 }", "new[] { 1f, 2, 3, 4 }", "stackalloc float[4]", "stackalloc[] { 1f, 2, 3, 4 }", "[1, 2, 3, 4]", "new float[9].AsSpan(2, 4)", "new float[9].AsSpan(5)",
            "new float[9].AsSpan()[..4]", "(new float[9])[5..]", "(new float[9])[^4..]", "(new float[9])[1..^4]", "new float[Net.InputSize]", "new float[Next.InputSize + 1]", "new ReadOnlySpan<float>(new float[9], 3, 4)",
            "GC.AllocateArray<float>(4)", "Unknown(4)", "new float[Number(4)]", "[.. Unknown(3), 1]", "(ReadOnlySpan<float>)Unknown(4)", "Unknown(9).AsSpan(5)", "Unknown(9)[..4]", "Unknown(9).AsSpan(Range.StartAt(5))",
            "Environment.TickCount != 0.5 ? new float[4] : new float[5]", "new float[Math.Max(4, 3)]", "new float[(byte)Number(260)]", "new float[\"four\".Length]", "new float[4].Clone() as float[]",
        }.Select((input, index) => new UseSiteSample($"Input{index}", $"new Net().Forward({input}, new float[3]);") { Members = Unknown }),
        Of("LocalWrittenAgain", "var x = new float[5]; x = new float[4]; new Net().Forward(x, new float[3]);"),
        Of("LocalWrittenByReference", "var x = new float[5]; Array.Resize(ref x, 4); new Net().Forward(x, new float[3]);"),
        Of("LocalWrittenByOut", "var x = new float[5]; Make(out x); new Net().Forward(x, new float[3]);", "private static void Make(out float[] x) => x = new float[4];"),
        Of("LocalWrittenInALambda", "var x = new float[5]; Action make = () => x = new float[4]; make(); new Net().Forward(x, new float[3]);"),
        Of("LocalWrittenInATuple", "var x = new float[5]; int n; (x, n) = (new float[4], 1); new Net().Forward(x, new float[3]);"),
        Of("LocalBehindAReference", "var x = new float[5]; ref var alias = ref x; alias = new float[4]; new Net().Forward(x, new float[3]);"),
        Of("SpanThatMovesOn", "ReadOnlySpan<float> x = new float[5]; x.Skip(); new Net().Forward(x, new float[3]);", types: "public static class Spans { public static void Skip(this ref ReadOnlySpan<float> span) => span = span.Slice(1); }"),
        Of("NumberThatCounts", "for (var n = 3; n < 5; n++) { if (n == 4) { new Net().Forward(new float[n], new float[3]); } }"),
        Of("LocalAssignedTwice", "float[] x; if (Environment.TickCount != 0.5) { x = new float[4]; } else { x = new float[5]; } new Net().Forward(x, new float[3]);"),
        Of("LocalOfAnotherNameWritten", "var x = new float[4]; var y = new float[5]; y = x; new Net().Forward(y, new float[3]);"),
        Of("FieldWrittenElsewhere", "s_x = new float[4]; new Net().Forward(s_x, new float[3]);", "private static float[] s_x = new float[5];"),
        Of("FieldWrittenInItsConstructor", "new Net().Forward(new Use()._x, new float[3]);", "private readonly float[] _x = new float[5]; public Use() { _x = new float[4]; }"),
        Of("FieldThatOthersSee", "Settings.Set(); new Net().Forward(Settings.X, new float[3]);", types: "public static class Settings { internal static float[] X = new float[5]; public static void Set() => X = new float[4]; }"),
        Of("FieldWithAnAttribute", "var use = new Use(); typeof(Use).GetField(\"_x\", (System.Reflection.BindingFlags)36).SetValue(use, new float[4]); new Net().Forward(use._x, new float[3]);", "[Saved] private float[] _x = new float[5];",
            "public sealed class SavedAttribute : Attribute { }"),
        Of("PropertyOfADerivedClass", "Base rows = new Derived(); new Net().Forward(rows.Rows, new float[3]);",
            types: "public class Base { public virtual float[] Rows => new float[5]; } public class Derived : Base { public override float[] Rows => new float[4]; }"),
        Of("InlineArray", "Four four = default; new Net().Forward(four, new float[3]); Nine nine = default; new Net().Forward(nine[2..6], new float[3]);",
            types: "[InlineArray(Net.InputSize)] public struct Four { private float _first; } [InlineArray(9)] public struct Nine { private float _first; }"),
        Of("OwnConversion", "new Net().Forward(default(Rows), new float[3]);", types: "public struct Rows { public static implicit operator ReadOnlySpan<float>(Rows rows) => new float[4]; }"),
        Of("OutputOfOneAsInputOfAnother", "Span<float> scores = stackalloc float[Net.OutputSize]; new Net().Forward(new float[4], scores); new Next().Forward(scores, new float[Next.OutputSize]);"),
        Of("Batches", "new Net().ForwardBatch(new float[8], new float[6]); new Net().ForwardBatch(default, default); new Net().ForwardBatch(new float[4 * Net.InputSize], new float[4 * Net.OutputSize]);"),
        Of("Labels", "var net = new Net(); net.Backward(new float[4], 2); net.Backward(new float[4], -100); net.Evaluate(new float[4], Net.OutputSize - 1); net.TrainBatch(new float[8], new[] { 0, -100 }); net.TrainBatch(new float[8], new float[6]);"),
        Of("Probabilities", "new Net().Backward(new float[4], new float[3]); new Net().TrainBatch(new float[4], new float[] { 1, 0, 0 });"),
        Of("EnumerationLabels", "new Moves().Backward(new float[4], Move.Stay); new Moves().TrainBatch(new float[8], new[] { Move.Left, (Move)2 });"),
        Of("Steps", "var net = new Stream(); net.Forward(new float[2], new float[3]); net.Forward(new float[10], new float[3]); net.Classify(new float[6]); net.Backward(new float[4], 1); Stream.State state = default; "
            + "net.Step(new float[2], ref state, new float[3]); net.StepBatch(new float[4], new Stream.State[2], new float[6]); net.Backward(new float[4], ref state, 2);"),
        Of("RowThatEndsEarly", "new Stream().TrainBatch(new Stream.Batch { Input = new float[4], Lengths = new[] { 2 }, Label = new int[1] }); new Stream().TrainBatch(new Stream.Batch { Input = new float[20], Lengths = new[] { 2, 5 }, Label = new int[2] });"),
        Of("LabelBehindTheEnd", "new Tags().TrainBatch(new Tags.Batch { Input = new float[6], Lengths = new[] { 2 }, Label = new[] { 0, 4, 77 } });"),
        Of("LabelOfEachStep", "new Tags().Backward(new float[6], new[] { 0, 9, 4 }); new Tags().TrainBatch(new float[12], new int[6]);"),
        Of("Indices", "new Words().Forward(new[] { 0, 1, 2, 3, 4, 99 }, new float[2]); new Words().TrainBatch(new int[12], new int[2]);"),
        Of("RowsUnderBatchNorm", "new Norm().TrainBatch(new float[8], new int[2]); new Norm().Evaluate(new float[4], 1); new Norm().EvaluateBatch(new float[4], new int[1]); new ImageNorm().Backward(new float[36], 1);"),
        Of("NumbersAsTargets", "new Single().Backward(new float[4], 5); new Single().Backward(new float[4], new float[1]); new Single().TrainBatch(new float[8], new float[2]);"),
        Of("Batch", "new Next().TrainBatch(new Next.Batch { Input = new float[6], Target = new float[4], Output = default, RowLoss = new float[2], InputGradient = new float[6] }); "
            + "new Next().TrainBatch(new() { Input = new float[6], Target = new float[2], Selected = new[] { 0, 1 } }); new Net().TrainBatch(new Net.Batch { Input = new float[4], Label = default, Target = new float[3] });"),
        Of("TwoInputsAndOutputs", "new Two().Forward(new float[4], new float[Two.SpeedSize], new float[Two.MoveSize], new float[Two.ValueSize]); new Two().Backward(new float[4], new float[2], 2, 0.5f); new Two().ClassifyMove(new float[4], new float[2]);"),
        Of("MoreRoomThanNeeded", "var net = new Net(); net.CopyParametersTo(new float[99]); net.LoadParameters(new float[Net.ParameterCount]); net.SaveState(new byte[Net.StateBytes + 1]); var state = new byte[Net.StateBytes]; net.SaveState(state); net.RestoreState(state);"),
        Of("Standardize", "new Scaled().FitStandardize(new float[8]); new Scaled().UpdateStandardize(new float[4]); new Scaled().LoadBuffers(new float[8]);"),
        Of("MembersOfOthers", "new Still().Update(); Still still = new Still(); still.Update(); new Other().Forward(new float[9]); new Other().Update();", types:
            "public static class StillExtensions { public static void Update(this Still still) { } } public class Other { public void Forward(float[] x) { } public void Update() { } }"),
        Of("OwnMemberOfTheName", "new Still().Update(1); new Still().Step();", types: "public partial class Still { public void Update(int times) { } public void Step() { } public struct State { } }"),
        Of("Interface", "INetwork net = new Net(); net.Forward(new float[4], new float[3]);"),
        Of("LossOfTheCallers", "var loss = new Zero(); new Net().BackwardBatch(new float[8], ref loss);",
            types: "public struct Zero : IOutputLoss { public float Evaluate(int row, ReadOnlySpan<float> output, Span<float> gradient) => 0; }"),
    ];

    private static UseSiteSample Of(string name, string statements, string members = "", string types = "") => new(name, statements) { Members = members, Types = types };
}
