namespace NeuralLearn.Compiled.Generator.Tests.UseSites;

/// <summary>NLC3001 to NLC3999: every form in which a length can be known, and every rule.</summary>
internal static class UseSiteSamples
{
    private const string Input5 = "'input' takes 4 values, as the input of Net is a vector [4], but this has 5; make its length Net.InputSize";
    private const string Output2 = "'output' takes 3 values, as dense1 [Dense] of Net gives a vector [3], but this has 2; make its length Net.OutputSize";

    public static IReadOnlyList<UseSiteSample> Bad { get; } = [.. Forms, .. Variables, .. Members, .. Rows, .. Choices, .. Batches, .. Streams, .. Missing];

    private static IEnumerable<UseSiteSample> Forms =>
    [
        OnInput("SizedArray", "new float[{|NLC3001:5|}]"),
        OnInput("CountedArray", "new float[] {|NLC3001:{ 1, 2, 3, 4, 5 }|}"),
        OnInput("SizedAndCountedArray", "new float[5] {|NLC3001:{ 1, 2, 3, 4, 5 }|}"),
        OnInput("ImplicitArray", "new[] {|NLC3001:{ 1f, 2, 3, 4, 5 }|}"),
        OnInput("Stackalloc", "stackalloc float[{|NLC3001:5|}]"),
        OnInput("CountedStackalloc", "stackalloc float[] {|NLC3001:{ 1, 2, 3, 4, 5 }|}"),
        OnInput("ImplicitStackalloc", "stackalloc[] {|NLC3001:{ 1f, 2, 3, 4, 5 }|}"),
        OnInput("CollectionExpression", "{|NLC3001:[1, 2, 3, 4, 5]|}"),
        OnInput("CollectionExpressionWithASpread", "{|NLC3001:[1, .. more, 5]|}", "float[] more = [2, 3, 4];"),
        new("EmptyCollectionExpression", "new Net().Forward({|NLC3001:[]|}, new float[3]);", Input5.Replace("5", "0", StringComparison.Ordinal)),
        new("Default", "new Net().Forward({|NLC3001:default|}, new float[3]);", Input5.Replace("5", "0", StringComparison.Ordinal)),
        new("DefaultOfAType", "new Net().Forward({|NLC3001:default(ReadOnlySpan<float>)|}, new float[3]);", Input5.Replace("5", "0", StringComparison.Ordinal)),
        new("EmptySpan", "new Net().Forward({|NLC3001:ReadOnlySpan<float>.Empty|}, new float[3]);", Input5.Replace("5", "0", StringComparison.Ordinal)),
        new("EmptyArray", "new Net().Forward({|NLC3001:Array.Empty<float>()|}, new float[3]);", Input5.Replace("5", "0", StringComparison.Ordinal)),
        OnInput("Parentheses", "((new float[{|NLC3001:5|}])!)"),
        OnInput("Cast", "(ReadOnlySpan<float>)new float[{|NLC3001:5|}]"),
        OnInput("AsSpan", "new float[{|NLC3001:5|}].AsSpan()"),
        OnInput("AsSpanFrom", "{|NLC3001:new float[6].AsSpan(1)|}"),
        OnInput("AsSpanOfLength", "new float[9].AsSpan(2, {|NLC3001:5|})"),
        OnInput("AsSpanOfRange", "new float[9].AsSpan({|NLC3001:1..6|})"),
        OnInput("Slice", "new float[9].AsSpan().Slice(2, {|NLC3001:5|})"),
        OnInput("SliceFrom", "{|NLC3001:new float[9].AsSpan().Slice(4)|}"),
        OnInput("Range", "(new float[9])[{|NLC3001:..5|}]"),
        OnInput("RangeBetween", "(new float[9])[{|NLC3001:2..7|}]"),
        OnInput("RangeFromEnd", "(new float[9])[{|NLC3001:^5..|}]"),
        OnInput("RangeToEnd", "(new float[9])[{|NLC3001:4..|}]"),
        OnInput("RangeBothFromEnd", "(new float[9])[{|NLC3001:^7..^2|}]"),
        OnInput("RangeAcross", "(new float[9])[{|NLC3001:2..^2|}]"),
        OnInput("ToArray", "new float[{|NLC3001:5|}].AsSpan().ToArray()"),
        OnInput("NewSpan", "new ReadOnlySpan<float>(new float[{|NLC3001:5|}])"),
        OnInput("NewSpanOfPart", "new Span<float>(new float[9], 1, {|NLC3001:5|})"),
        OnInput("AllocatedByTheCollector", "GC.AllocateUninitializedArray<float>({|NLC3001:5|})"),
        OnInput("EitherOfTwo", "{|NLC3001:Environment.TickCount > 0 ? new float[5] : new float[2 + 3]|}"),
        OnInput("Sum", "new float[{|NLC3001:2 + 3|}]"),
        OnInput("Arithmetic", "new float[{|NLC3001:((7 * 3) - 1) / 4 % 6|}]"),
        OnInput("OwnConstantPlusOne", "new float[{|NLC3001:Net.InputSize + 1|}]"),
        new("OwnOutputSizeAsInput", "new Net().Forward(new float[{|NLC3001:Net.OutputSize|}], new float[3]);", Input5.Replace("5", "3", StringComparison.Ordinal)),
        new("ConstantOfAnotherNetwork", "new Net().Forward(new float[{|NLC3001:Next.InputSize|}], new float[3]);", Input5.Replace("5", "3", StringComparison.Ordinal)),
        new("InlineArray", "Five five = default; new Net().Forward({|NLC3001:five|}, new float[3]);", Input5) { Types = "[InlineArray(5)] public struct Five { private float _first; }" },
        new("PartOfAnInlineArray", "Nine nine = default; new Net().Forward(nine[{|NLC3001:..5|}], new float[3]);", Input5) { Types = "[InlineArray(9)] public struct Nine { private float _first; }" },
        new("InlineArrayOfANetworksSize", "Three three = default; new Net().Forward({|NLC3001:three|}, new float[3]);", Input5.Replace("5", "3", StringComparison.Ordinal))
            { Types = "[InlineArray(Net.OutputSize)] public struct Three { private float _first; }" },
        new("NamedArguments", "new Net().Forward(output: new float[{|NLC3001:2|}], input: new float[4]);", Output2),
        new("BothWrong", "new Net().Forward(new float[{|NLC3001:5|}], new float[{|NLC3001:2|}]);", Input5, Output2),
        new("ConditionalAccess", "var net = new Net(); net?.Forward(new float[{|NLC3001:5|}], new float[3]);", Input5),
        new("ElementOfAnArray", "var nets = new[] { new Net() }; nets[0].Forward(new float[{|NLC3001:5|}], new float[3]);", Input5),
        new("InsideALambda", "Action run = () => new Net().Forward(new float[{|NLC3001:5|}], new float[3]); run();", Input5),
        new("InsideTheClass", "Net.Try();", Input5) { Types = "public partial class Net { public static void Try() => new Net().Go(); private void Go() => Forward(new float[{|NLC3001:5|}], new float[3]); }" },
        new("DerivedClass", "new Mine().Forward(new float[{|NLC3001:5|}], new float[3]);", Input5) { Types = "public class Mine : Net { }" },
    ];

    private static IEnumerable<UseSiteSample> Variables =>
    [
        OnInput("Local", "{|NLC3001:x|}", "var x = new float[5];"),
        OnInput("LocalSpan", "{|NLC3001:x|}", "Span<float> x = stackalloc float[5]; x.Clear();"),
        OnInput("LocalList", "{|NLC3001:x|}", "float[] x = { 1, 2, 3, 4, 5 };"),
        OnInput("LocalCollection", "{|NLC3001:x|}", "ReadOnlySpan<float> x = [1, 2, 3, 4, 5];"),
        OnInput("LocalAssignedOnce", "{|NLC3001:x|}", "float[] x; x = new float[5];"),
        OnInput("LocalOfALocal", "{|NLC3001:y|}", "var x = new float[5]; var y = x.AsSpan();"),
        OnInput("PartOfALocal", "x[{|NLC3001:1..|}]", "var x = new float[6]; x[0] = 1;"),
        OnInput("LocalConstant", "new float[{|NLC3001:n|}]", "const int n = 5;"),
        OnInput("LocalNumber", "new float[{|NLC3001:n|}]", "var n = 5;"),
        OnInput("LengthOfAnother", "new float[{|NLC3001:x.Length|}]", "var x = new float[5];"),
        OnInput("ConstantOfAClass", "new float[{|NLC3001:Size|}]", members: "private const int Size = Net.InputSize + 1;"),
        new("ConstantOfAnotherClass", "new Net().Forward(new float[{|NLC3001:Sizes.Wide|}], new float[3]);", Input5) { Types = "public static class Sizes { public const int Wide = 5; }" },
        OnInput("ReadonlyField", "{|NLC3001:Rows|}", members: "public static readonly float[] Rows = new float[5];"),
        OnInput("PrivateField", "{|NLC3001:s_rows|}", members: "private static float[] s_rows = { 1, 2, 3, 4, 5 };"),
        OnInput("FieldOfAnInstance", "{|NLC3001:new Use()._rows|}", members: "private readonly float[] _rows = new float[5];"),
        OnInput("PropertyWithAnArrow", "{|NLC3001:Rows|}", members: "private static ReadOnlySpan<float> Rows => new float[] { 1, 2, 3, 4, 5 };"),
        OnInput("PropertyWithAValue", "{|NLC3001:Rows|}", members: "public static float[] Rows { get; } = new float[5];"),
        OnInput("PropertyWithAnAccessor", "{|NLC3001:Rows|}", members: "public static float[] Rows { get => new float[5]; }"),
        new("OutputOfOneNetworkAsInputOfAnother", "var scores = new float[Net.OutputSize]; new Net().Forward(new float[4], scores); new Next().Forward(scores, new float[2]); new Next().Forward(new float[3], {|NLC3001:scores|});",
            "'output' takes 2 values, as dense1 [Dense] of Next gives a vector [2], but this has 3; make its length Next.OutputSize"),
    ];

    private static IEnumerable<UseSiteSample> Members =>
    [
        new("Predict", "new Net().Predict(new float[4], new float[{|NLC3001:2|}]);", Output2),
        new("Classify", "new Net().Classify(new float[{|NLC3001:5|}]);", Input5),
        new("Evaluate", "new Net().Evaluate(new float[{|NLC3001:5|}], 1);", Input5),
        new("BackwardWithProbabilities", "new Net().Backward(new float[4], new float[{|NLC3001:2|}]);", Output2.Replace("output", "target", StringComparison.Ordinal)),
        new("BackwardWithANumber", "new Single().Backward(new float[{|NLC3001:5|}], 1);", "'input' takes 4 values, as the input of Single is a vector [4], but this has 5; make its length Single.InputSize"),
        new("InputGradient", "new Net().InputGradient(new float[4], new float[{|NLC3001:4|}], new float[{|NLC3001:3|}]);",
            "'outputGradient' takes 3 values, as dense1 [Dense] of Net gives a vector [3], but this has 4; make its length Net.OutputSize",
            "'inputGradient' takes 4 values, as the input of Net is a vector [4], but this has 3; make its length Net.InputSize"),
        new("LoadParameters", "new Net().LoadParameters(new float[{|NLC3001:16|}]);", "'parameters' takes 15 values, as Net has that many parameters, but this has 16; make its length Net.ParameterCount"),
        new("CopyParametersTo", "new Net().CopyParametersTo(new float[{|NLC3001:14|}]);", "'destination' takes at least 15 values, as Net has that many parameters, but this has 14; make its length Net.ParameterCount"),
        new("CopyGradientsTo", "new Net().CopyGradientsTo(new float[{|NLC3001:14|}]);", "'destination' takes at least 15 values, as Net has that many parameters, but this has 14; make its length Net.ParameterCount"),
        new("LoadGradients", "new Net().LoadGradients(new float[{|NLC3001:Net.BufferCount|}]);", "'gradients' takes 15 values, as Net has that many parameters, but this has 0; make its length Net.ParameterCount"),
        new("LoadBuffers", "new Scaled().LoadBuffers(new float[{|NLC3001:4|}]);", "'buffers' takes 8 values, as Scaled has that many measured numbers, but this has 4; make its length Scaled.BufferCount"),
        new("SaveState", "new Next().SaveState(new byte[{|NLC3001:Next.StateBytes - 1|}]);",
            "'destination' takes at least 576 bytes, as the whole learner of Next has that many, but this has 575; make its length Next.StateBytes"),
        new("RestoreState", "new Next().RestoreState(new byte[{|NLC3001:8|}]);", "'source' takes 576 bytes, as the whole learner of Next has that many, but this has 8; make its length Next.StateBytes"),
        new("UpdateStandardize", "new Scaled().UpdateStandardize(new float[{|NLC3001:5|}]);", "'input' takes 4 values, as the input of Scaled is a vector [4], but this has 5; make its length Scaled.InputSize"),
        new("FitStandardize", "new Scaled().FitStandardize(new float[{|NLC3002:6|}]);", "'inputs' takes whole rows of 4 values, as the input of Scaled is a vector [4], but this has 6; 1 row would be 4, 2 rows 8"),
        new("ImageInput", "new Image().Forward(new float[{|NLC3001:12|}], new float[3]);", "'input' takes 16 values, as the input of Image is an image [1, 4, 4], but this has 12; make its length Image.InputSize"),
        new("SecondInput", "new Two().Forward(new float[4], new float[{|NLC3001:4|}], new float[3], new float[1]);", "'speed' takes 2 values, as the input 'speed' of Two is a vector [2], but this has 4; make its length Two.SpeedSize"),
        new("FirstOfTwoInputs", "new Two().Forward(new float[{|NLC3001:Two.InputSize|}], new float[2], new float[3], new float[1]);", "'input' takes 4 values, as the input of Two is a vector [4], but this has 6; make its length 4"),
        new("SecondOutput", "new Two().Forward(new float[4], new float[2], new float[3], new float[{|NLC3001:2|}]);", "'value' takes 1 value, as dense2 [Dense] of Two gives a vector [1], but this has 2; make its length Two.ValueSize"),
        new("NamedClassify", "new Two().ClassifyMove(new float[4], new float[{|NLC3001:3|}]);", "'speed' takes 2 values, as the input 'speed' of Two is a vector [2], but this has 3; make its length Two.SpeedSize"),
        new("IndicesInput", "new Words().Forward(new int[{|NLC3001:5|}], new float[2]);", "'input' takes 6 values, as the input of Words is indices [6], but this has 5; make its length Words.InputSize"),
        new("ExternalGradient", "new Policy().Backward(new float[4], new float[{|NLC3001:4|}]);", "'target' takes 3 values, as dense1 [Dense] of Policy gives a vector [3], but this has 4; make its length Policy.OutputSize"),
        new("OneRowUnderBatchNorm", "new Norm().{|NLC3005:Backward|}(new float[4], 1);",
            "batchnorm1 [BatchNorm] measures mean and variance over the rows of a batch, and the 1 row of this Backward has no variance; train on 2 rows or more at once with BackwardBatch or TrainBatch"),
        new("BatchOfOneRowUnderBatchNorm", "new Norm().TrainBatch(new float[{|NLC3005:4|}], new int[1]);",
            "batchnorm1 [BatchNorm] measures mean and variance over the rows of a batch, and the 1 row of this TrainBatch has no variance; train on 2 rows or more at once with BackwardBatch or TrainBatch"),
    ];

    private static IEnumerable<UseSiteSample> Rows =>
    [
        new("PartOfARow", "new Net().ForwardBatch(new float[{|NLC3002:10|}], new float[6]);", "'inputs' takes whole rows of 4 values, as the input of Net is a vector [4], but this has 10; 2 rows would be 8, 3 rows 12"),
        new("LessThanARow", "new Net().ForwardBatch(new float[{|NLC3002:3|}], new float[6]);", "'inputs' takes whole rows of 4 values, as the input of Net is a vector [4], but this has 3; 1 row would be 4"),
        new("OutputsOfOtherRows", "new Net().ForwardBatch(new float[8], new float[{|NLC3003:9|}]);",
            "'outputs' takes 6 values for the 2 rows of 'inputs', as dense1 [Dense] of Net gives a vector [3], but this has 9; pass both for the same rows"),
        new("OutputsThatAreNoRows", "new Net().ForwardBatch(Unknown(8), new float[{|NLC3002:7|}]);",
            "'outputs' takes whole rows of 3 values, as dense1 [Dense] of Net gives a vector [3], but this has 7; 2 rows would be 6, 3 rows 9") { Members = Unknown },
        new("FewerLabels", "new Net().TrainBatch(new float[12], new int[{|NLC3003:2|}]);", "'labels' takes 3 labels for the 3 rows of 'inputs', as each row has 1 label, but this has 2; pass both for the same rows"),
        new("MoreTargets", "new Next().TrainBatch(new float[6], new float[{|NLC3003:6|}]);",
            "'targets' takes 4 values for the 2 rows of 'inputs', as dense1 [Dense] of Next gives a vector [2], but this has 6; pass both for the same rows"),
        new("ClassifyBatch", "new Net().ClassifyBatch(new float[8], new int[{|NLC3003:3|}]);", "'labels' takes 2 labels for the 2 rows of 'inputs', as each row has 1 label, but this has 3; pass both for the same rows"),
        new("EvaluateBatchOfNothing", "new Net().EvaluateBatch(default, new int[{|NLC3003:1|}]);", "'labels' takes 0 labels for the 0 rows of 'inputs', as each row has 1 label, but this has 1; pass both for the same rows"),
        new("SecondInputOfOtherRows", "new Two().ForwardBatch(new float[8], new float[{|NLC3003:6|}], new float[6], new float[2]);",
            "'speed' takes 4 values for the 2 rows of 'inputs', as the input 'speed' of Two is a vector [2], but this has 6; pass both for the same rows"),
        new("LabelsBesideTargets", "new Two().BackwardBatch(new float[8], new float[4], new int[2], new float[{|NLC3003:3|}]);",
            "'valueTarget' takes 2 values for the 2 rows of 'inputs', as dense2 [Dense] of Two gives a vector [1], but this has 3; pass both for the same rows"),
        new("LabelOfEachStep", "new Tags().TrainBatch(new float[12], new int[{|NLC3003:2|}]);",
            "'labels' takes 6 labels for the 2 rows of 'inputs', as dense1 [Dense] of Tags gives a sequence [3, 5], and each of its 3 steps has a label, but this has 2; pass both for the same rows"),
    ];

    private static IEnumerable<UseSiteSample> Choices =>
    [
        new("LabelTooLarge", "new Net().Backward(new float[4], {|NLC3004:3|});", "'label' has the value 3, but the classes of dense1 [Dense] are 0 to 2; pass one of them, or -100 for a row without a class"),
        new("NegativeLabel", "new Net().Evaluate(new float[4], {|NLC3004:-1|});", "'label' has the value -1, but the classes of dense1 [Dense] are 0 to 2; pass one of them, or -100 for a row without a class"),
        new("LabelOnePastTheEnd", "new Net().Backward(new float[4], {|NLC3004:Net.OutputSize|});", "'label' has the value 3, but the classes of dense1 [Dense] are 0 to 2; pass one of them, or -100 for a row without a class"),
        new("LabelOfALocal", "var label = 7; new Net().Backward(new float[4], {|NLC3004:label|});", "'label' has the value 7, but the classes of dense1 [Dense] are 0 to 2; pass one of them, or -100 for a row without a class"),
        new("LabelOfAList", "new Net().TrainBatch(new float[8], new[] { 0, {|NLC3004:5|} });", "'labels' has the value 5, but the classes of dense1 [Dense] are 0 to 2; pass one of them, or -100 for a row without a class"),
        new("LabelOfAStep", "new Tags().Backward(new float[6], new[] { 0, 9, {|NLC3004:-100|} });", "'labels' has the value -100, but the classes of dense1 [Dense] are 0 to 4; pass one of them, or 9 for a step without a class"),
        new("MemberThatIsNone", "new Moves().Backward(new float[4], {|NLC3004:(Move)3|});", "'label' has the value 3, but the classes of dense1 [Dense] are 0 to 2; pass one of them, or -100 for a row without a class"),
        new("LabelBesideANumber", "new Two().Backward(new float[4], new float[2], {|NLC3004:3|}, 0.5f);", "'moveLabel' has the value 3, but the classes of dense1 [Dense] are 0 to 2; pass one of them, or -100 for a row without a class"),
        new("IndexOfNoRow", "new Words().Classify(new[] { 0, 1, 2, 3, 4, {|NLC3004:100|} });",
            "'input' has the value 100, but the rows of embedding1 [Embedding] are 0 to 99; pass the number of one of them, or make the embedding larger"),
    ];

    private static IEnumerable<UseSiteSample> Batches =>
    [
        new("BatchInput", "new Net().TrainBatch(new Net.Batch { Input = new float[{|NLC3002:5|}], Label = new int[1] });",
            "'Input' takes whole rows of 4 values, as the input of Net is a vector [4], but this has 5; 1 row would be 4, 2 rows 8"),
        new("BatchLabel", "new Net().TrainBatch(new Net.Batch { Label = new int[{|NLC3003:3|}], Input = new float[8] });", "'Label' takes 2 labels for the 2 rows of 'Input', as each row has 1 label, but this has 3; pass both for the same rows"),
        new("BatchLabelOutOfRange", "var batch = new Net.Batch { Input = new float[8], Label = new[] { 1, {|NLC3004:4|} } }; new Net().EvaluateBatch(in batch);",
            "'Label' has the value 4, but the classes of dense1 [Dense] are 0 to 2; pass one of them, or -100 for a row without a class"),
        new("BatchWithoutAType", "new Next().TrainBatch(new() { Input = new float[6], Target = new float[4], RowWeights = new float[{|NLC3003:3|}] });",
            "'RowWeights' takes 2 weights for the 2 rows of 'Input', as each row has 1 weight, but this has 3; pass both for the same rows"),
        new("BatchInAVariable", "Next.Batch batch = new() { Input = new float[6], Target = new float[4], RowLoss = new float[{|NLC3003:3|}] }; new Next().TrainBatch(batch);",
            "'RowLoss' takes 2 losses for the 2 rows of 'Input', as each row has 1 loss, but this has 3; pass both for the same rows"),
        new("BatchOutput", "new Next().EvaluateBatch(new Next.Batch { Input = new float[6], Target = new float[4], Output = new float[{|NLC3003:2|}] });",
            "'Output' takes 4 values for the 2 rows of 'Input', as dense1 [Dense] of Next gives a vector [2], but this has 2; pass both for the same rows"),
        new("BatchSelected", "new Next().TrainBatch(new Next.Batch { Input = new float[6], Target = new float[2], Selected = new[] { 0, {|NLC3004:2|} } });",
            "'Selected' has the value 2, but the outputs of dense1 [Dense] are 0 to 1; pass the number of one of them"),
        new("BatchTarget", "new Next().TrainBatch(new Next.Batch { Input = new float[6], Target = new float[{|NLC3003:3|}] });",
            "'Target' takes 4 values for the 2 rows of 'Input', as dense1 [Dense] of Next gives a vector [2], but this has 3; pass both for the same rows"),
        new("BatchOfNamedOutputs", "new Two().TrainBatch(new Two.Batch { Input = new float[4], Speed = new float[2], MoveLabel = new int[{|NLC3003:2|}], ValueTarget = new float[1] });",
            "'MoveLabel' takes 1 label for the 1 row of 'Input', as each row has 1 label, but this has 2; pass both for the same rows"),
    ];

    private static IEnumerable<UseSiteSample> Streams =>
    [
        new("PartOfAStep", "new Stream().Forward(new float[{|NLC3001:3|}], new float[3]);",
            "'input' takes 1 to 5 steps of 2 values, 10 for the whole window, as the input of Stream is a sequence [5, 2], but this has 3; pass whole steps"),
        new("MoreThanTheWindow", "new Stream().Classify(new float[{|NLC3001:12|}]);",
            "'input' takes 1 to 5 steps of 2 values, 10 for the whole window, as the input of Stream is a sequence [5, 2], but this has 12; pass whole steps"),
        new("StepOfAWindow", "Stream.State state = default; new Stream().Step(new float[{|NLC3001:10|}], ref state, new float[3]);",
            "'input' takes 2 values, as one step of the input of Stream is a sequence [1, 2], but this has 10; make its length 2"),
        new("StepIntoTooLittle", "Stream.State state = default; new Stream().Step(new float[2], ref state, new float[{|NLC3001:2|}]);",
            "'output' takes 3 values, as one step of dense1 [Dense] is a vector [3], but this has 2; make its length 3"),
        new("StatesOfOtherRows", "new Stream().StepBatch(new float[4], new Stream.State[{|NLC3003:3|}], new float[6]);",
            "'states' takes 2 states for the 2 rows of 'inputs', as each row has 1 state, but this has 3; pass both for the same rows"),
        new("BackwardWithAState", "Stream.State state = default; new Stream().Backward(new float[{|NLC3001:5|}], ref state, 1);",
            "'input' takes 1 to 5 steps of 2 values, 10 for the whole window, as the input of Stream is a sequence [5, 2], but this has 5; pass whole steps"),
        new("PredictTakesTheWholeWindow", "new Stream().Predict(new float[{|NLC3001:4|}], new float[3]);",
            "'input' takes 10 values, as the input of Stream is a sequence [5, 2], but this has 4; make its length Stream.InputSize"),
    ];

    private static IEnumerable<UseSiteSample> Missing =>
    [
        Untaught("Backward", "(new float[4], 1)"),
        Untaught("BackwardBatch", "(new float[4], new int[1])"),
        Untaught("Update", "()"),
        Untaught("TrainBatch", "(new float[4], new int[1])"),
        Untaught("Evaluate", "(new float[4], 1)"),
        Untaught("PrepareTraining", "(8)"),
        Untaught("SaveState", "(new byte[8])"),
        Untaught("ClearGradients", "()"),
        Untaught("InputGradient", "(new float[4], new float[3], new float[4])"),
        new("NoLearningRate", "new Still().{|NLC3006:LearningRate|} = 0.1f;", Untaught("LearningRate")) { Error = "CS1061" },
        new("NoStateBytes", "var n = Still.{|NLC3006:StateBytes|};", Untaught("StateBytes")) { Error = "CS0117" },
        new("NoBatch", "var batch = new Still.{|NLC3006:Batch|} { Input = new float[4] };", Untaught("Batch")) { Error = "CS0426" },
        new("NoClassOfARegression", "new Next().{|NLC3007:Classify|}(new float[3]);",
            "Next has no Classify, as [MeanSquaredErrorLoss] compares values, so that its output is no class; use Forward, or a loss over classes such as [CrossEntropyLoss]") { Error = "CS1061" },
        new("NoClassOfAnExternalLoss", "new Policy().{|NLC3007:Classify|}(new float[4]);",
            "Policy has no Classify, as [ExternalLoss] does not say that its outputs are classes; name them with [Classes(...)], or use Forward") { Error = "CS1061" },
        new("NoClassOfSeveralOutputs", "new Two().{|NLC3007:ClassifyBatch|}(new float[4], new float[2], new int[1]);",
            "Two has no ClassifyBatch, as it has several outputs; use ClassifyBatchMove") { Error = "CS1061" },
        new("NoClassOfASequence", "new Tags().{|NLC3007:Classify|}(new float[6]);",
            "Tags has no Classify, as dense1 [Dense] gives a sequence [3, 5], with a class of its own at each of 3 steps; use Forward and take the largest score of each") { Error = "CS1061" },
        new("NoStep", "new Net().{|NLC3007:Step|}(new float[4], 1);", "Net has no Step, as none of its layers remembers anything from one step to the next; use Forward, or a recurrent layer such as [Gru]") { Error = "CS1061" },
        new("NoState", "Whole.{|NLC3007:State|} state = default;", "Whole has no State, as conv1 [Conv1D] gives its result only when it has seen later steps; use Forward with the whole window") { Error = "CS0426" },
        new("NoStandardize", "new Net().{|NLC3007:FitStandardize|}(new float[4]);", "Net has no FitStandardize, as no layer of it is measured on data; put [Standardize] right below its [Input]") { Error = "CS1061" },
        new("NoClassNames", "var names = Net.{|NLC3007:ClassNames|};", "Net has no ClassNames, as its classes have no names; add them with [Classes(...)]") { Error = "CS0117" },
    ];

    private const string Unknown = "private static float[] Unknown(int length) => new float[length];";

    private static string Untaught(string member) =>
        $"Still has no {member}, as it has no loss, and without one no code for training is written; add one, for example [CrossEntropyLoss] or [MeanSquaredErrorLoss]";

    private static UseSiteSample Untaught(string member, string list) =>
        new("No" + member, "new Still().{|NLC3006:" + member + "|}" + list + ";", Untaught(member)) { Error = "CS1061" };

    private static UseSiteSample OnInput(string name, string input, string before = "", string members = "") =>
        new(name, $"{before} new Net().Forward({input}, new float[3]);", Input5) { Members = members };
}
