namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>Mistakes with windows and axes.</summary>
internal static class LayerSamples
{
    public static IEnumerable<RuleSample> All => [.. Windows, .. Axes, .. Sequences];

    private static IEnumerable<RuleSample> Windows =>
    [
        Of("ConvolutionWithoutKernel", "Input(1, 9, 9), {|NLC1017:Conv2D(4)|}", "conv1 [Conv2D] does not say how large its kernel is; add Kernel = 3, or KernelHeight and KernelWidth"),
        Of("SignalConvolutionWithoutKernel", "Input(1, 9, Kind = InputKind.Signal), {|NLC1017:Conv1D(4)|}", "conv1 [Conv1D] does not say how large its kernel is; add Kernel = 3"),
        Of("PoolingOfHalfAWindow", "Input(1, 9, 9), {|NLC1017:MaxPool2D(KernelWidth = 2)|}",
            "pool1 [MaxPool2D] does not say how large its window is; add Kernel = 3, or KernelHeight and KernelWidth"),
        Of("KernelLargerThanTheImage", "Input(1, 28, 4), Conv2D(8, Kernel = {|NLC1018:5|})",
            "conv1 [Conv2D] has a window of 5 along the width, but the input gives an image [1, 28, 4], where there are 4; make the window smaller, a kernel of 4 at most, or add Padding = 1 or more"),
        Of("KernelMuchLargerThanTheImage", "Input(1, 28, 4), Conv2D(8, KernelHeight = 3, KernelWidth = {|NLC1018:50|})",
            "conv1 [Conv2D] has a window of 50 along the width, but the input gives an image [1, 28, 4], where there are 4; make the window smaller, a kernel of 4 at most"),
        Of("KernelLargerThanThePaddedSignal", "Input(2, 6, Kind = InputKind.Signal), Conv1D(8, Kernel = {|NLC1018:4|}, Dilation = 3, Padding = 1)",
            "conv1 [Conv1D] has a window of 10 (Kernel 4, Dilation 3) along the length, but the input gives a signal [2, 6], where there are 6, 8 with its padding; "
            + "make the window or its dilation smaller, a kernel of 3 at most, or add Padding = 1 or more"),
        Of("KernelLongerThanTheTime", "Input(3, 6, Kind = InputKind.Sequence), AvgPool1D({|NLC1018:4|})",
            "pool1 [AvgPool1D] has a window of 4 along the time, but the input gives a sequence [3, 6], where there are 3; make the window smaller, a kernel of 3 at most"),
        Of("GroupsDoNotDivide", "Input(6, 9, 9), Conv2D(8, Kernel = 3, Groups = {|NLC1019:4|})",
            "conv1 [Conv2D] has 4 groups, but the input gives 6 channels and 8 channels come out; both must be divisible by the groups: use Groups = 2 or another divisor of both"),
        Of("GroupsOfNothingInCommon", "Input(9, 3, Kind = InputKind.Sequence), Conv1D(8, Kernel = 3, Groups = {|NLC1019:2|})",
            "conv1 [Conv1D] has 2 groups, but the input gives 3 features and 8 channels come out; both must be divisible by the groups: leave Groups out"),
        Of("SameWithAStride", "Input(1, 9, 9), Conv2D(4, Kernel = 3, Stride = 2, PaddingMode = {|NLC1020:PaddingMode.Same|})",
            "conv1 [Conv2D] cannot pad by PaddingMode.Same: with a stride of 2 the length does not stay; set Padding to a number instead"),
        Of("SameAndANumber", "Input(1, 9, 9), Conv2D(4, Kernel = 3, PaddingHeight = 1, PaddingMode = {|NLC1020:PaddingMode.Same|})",
            "conv1 [Conv2D] cannot pad by PaddingMode.Same: PaddingHeight gives a number too; remove one of them"),
        Of("CausalImage", "Input(1, 9, 9), Conv2D(4, Kernel = 3, PaddingMode = {|NLC1020:PaddingMode.Causal|})",
            "conv1 [Conv2D] cannot pad by PaddingMode.Causal: an image has no direction of time; use PaddingMode.Same or a number"),
        Of("PaddingMode", "Input(1, 9, 9), Conv2D(4, Kernel = 3, PaddingMode = {|NLC0011:(PaddingMode)9|})", "PaddingMode of [Conv2D] is 9; it must be a member of the enumeration PaddingMode"),
        Of("NumbersOfAConvolution", "Input(1, 9, 9), Conv2D({|NLC0011:0|}, Kernel = {|NLC0011:0|}, StrideWidth = {|NLC0011:-1|}, Groups = {|NLC0011:0|}, Init = {|NLC0011:(Init)50|})",
            "Channels of [Conv2D] is 0; it must be 1 or more", "Kernel of [Conv2D] is 0; it must be 1 or more", "StrideWidth of [Conv2D] is -1; it must be 1 or more",
            "Groups of [Conv2D] is 0; it must be 1 or more", "Init of [Conv2D] is 50; it must be a member of the enumeration Init"),
        Of("PaddingOfAPooling", "Input(1, 9, 9), MaxPool2D(3, Padding = {|NLC0011:2|})", "Padding of [MaxPool2D] is 2; it must be from 0 to 1, half of its window of 3"),
        Of("ConvolutionOfAVector", "Input(784), {|NLC1001:Conv2D(4, Kernel = 3)|}",
            "conv1 [Conv2D] takes an image [channels, height, width], but the input gives a vector [784]; "
            + "declare the input as [Input(channels, height, width)], or put a [Reshape(channels, height, width)] before it"),
        Of("ImageConvolutionOfASignal", "Input(2, 50, Kind = InputKind.Signal), {|NLC1001:Conv2D(4, Kernel = 3)|}",
            "conv1 [Conv2D] takes an image [channels, height, width], but the input gives a signal [2, 50]; use [Conv1D]"),
        Of("SignalPoolingOfAnImage", "Input(2, 5, 5), {|NLC1001:MaxPool1D(2)|}",
            "pool1 [MaxPool1D] takes a signal [channels, length] or a sequence [time, features], but the input gives an image [2, 5, 5]; use [MaxPool2D]"),
        Of("SignalPoolingOfAVector", "Input(10), {|NLC1001:MaxPool1D(2)|}",
            "pool1 [MaxPool1D] takes a signal [channels, length] or a sequence [time, features], but the input gives a vector [10]; "
            + "declare the input as [Input(channels, length, Kind = InputKind.Signal)], or put a [Reshape(channels, length, Kind = InputKind.Signal)] before it"),
        Of("GlobalPoolingOfAVector", "Input(10), {|NLC1001:GlobalAvgPool|}",
            "pool1 [GlobalAvgPool] takes a signal, an image or a sequence, but the input gives a vector [10]; remove it, as there is one position only"),
    ];

    private static IEnumerable<RuleSample> Axes =>
    [
        Of("ReshapeDisagrees", "Input(64), {|NLC1021:Reshape(1, 8, 9)|}",
            "reshape1 [Reshape] makes [1, 8, 9], which holds 72, but the input gives a vector [64], which holds 64; make both numbers equal, or write -1 for one length to have it worked out"),
        Of("ReshapeWithARest", "Input(64), {|NLC1021:Reshape(7, -1, 1)|}",
            "reshape1 [Reshape] makes [7, -1, 1], which holds a multiple of 7, but the input gives a vector [64], which holds 64; make both numbers equal, or write -1 for one length to have it worked out"),
        Of("ReshapeToTwoAxes", "Input(64), {|NLC1003:Reshape(8, 8)|}",
            "[Reshape(8, 8)] has two axes; add Kind = InputKind.Signal for [channels, length] or Kind = InputKind.Sequence for [time, features]"),
        Of("ReshapeToAnImageOfAKind", "Input(64), Reshape(1, 8, 8, Kind = {|NLC1004:InputKind.Signal|})", "Kind = InputKind.Signal needs two axes, but reshape1 [Reshape] has 3"),
        Of("ReshapeToIndices", "Input(64), Reshape(64, Kind = {|NLC0011:InputKind.Indices|})", "Kind of [Reshape] is 3; it must be InputKind.Signal or InputKind.Sequence"),
        Of("ReshapeToNothing", "Input(64), {|NLC1023:Reshape|}", "reshape1 [Reshape] lists 0 lengths; write one for a vector, two for a signal or a sequence, three for an image"),
        Of("ReshapeToNull", "Input(64), {|NLC1023:Reshape(null!)|}", "reshape1 [Reshape] lists 0 lengths; write one for a vector, two for a signal or a sequence, three for an image"),
        Of("ReshapeToFourAxes", "Input(64), {|NLC1023:Reshape(1, 1, 8, 8)|}", "reshape1 [Reshape] lists 4 lengths; write one for a vector, two for a signal or a sequence, three for an image"),
        Of("ReshapeToNoLength", "Input(64), Reshape(8, {|NLC0011:0|}, 8)", "Dimensions of [Reshape] is 0; it must be 1 or more, or -1 in one place for what is left over"),
        Of("ExpectDisagrees", "Input(1, 28, 28), MaxPool2D(2), {|NLC1022:Expect(1, 12, 12)|}",
            "expect1 [Expect] expects [1, 12, 12], but pool1 [MaxPool2D] gives an image [1, 14, 14]; change what stands above, or write [Expect(1, 14, 14)]"),
        Of("TransposeOfAnImage", "Input(1, 28, 28), {|NLC1001:Transpose|}",
            "transpose1 [Transpose] takes a signal [channels, length] or a sequence [time, features], but the input gives an image [1, 28, 28]; only two axes can change places; remove it, or use [Reshape(...)]"),
        Of("ConcatOfDifferentLengths", "Input(1, 8, 8), Conv2D(4, Kernel = 3), Concat({|NLC1024:\"input\"|}, \"conv1\")",
            "concat1 [Concat] joins features or channels, so all other axes must be equal, but the input gives an image [1, 8, 8] and conv1 [Conv2D] gives an image [4, 6, 6]; "
            + "bring both to one shape, for example with [Flatten]"),
        Of("ConcatOfAVectorAndAnImage", "Input(1, 8, 8), GlobalMaxPool, Concat({|NLC1024:\"input\"|}, \"pool1\")",
            "concat1 [Concat] joins features or channels, so all other axes must be equal, but the input gives an image [1, 8, 8] and pool1 [GlobalMaxPool] gives a vector [1]; "
            + "bring both to one shape, for example with [Flatten]"),
        Of("ClassWeightsPerPosition", "Input(3, 8, 8), Conv2D(3, Kernel = 1), CrossEntropyLoss(ClassWeights = {|NLC1013:new double[] { 1, 2 }|})",
            "ClassWeights of [CrossEntropyLoss] lists 2, but conv1 [Conv2D] has 3 outputs; there must be one for each"),
        new("BiasBeforeBatchNorm", Emission.Network, "[Network, Input(1, 8, 8), {|NLC9008:Conv2D(4, Kernel = 3)|}, BatchNorm(Name = \"norm\"), Flatten, Dense(2)] public partial class Net { }",
            "conv1 [Conv2D] adds a bias, which norm [BatchNorm] subtracts again with the mean; write Bias = false"),
    ];

    private static IEnumerable<RuleSample> Sequences =>
    [
        Of("RecurrentLayerOfASignal", "Input(2, 50, Kind = InputKind.Signal), {|NLC1001:Gru(8)|}", "gru1 [Gru] takes a sequence [time, features], but the input gives a signal [2, 50]; put [Transpose] before it"),
        Of("RecurrentLayerOnALastStep", "Input(50, 2, Kind = InputKind.Sequence), Lstm(8), {|NLC1001:Lstm(8)|}",
            "lstm2 [Lstm] takes a sequence [time, features], but lstm1 [Lstm] gives a vector [8]; let lstm1 [Lstm] return all steps with Return = Return.Sequence"),
        Of("RecurrentLayerOfAVector", "Input(50), {|NLC1001:Gru(8)|}",
            "gru1 [Gru] takes a sequence [time, features], but the input gives a vector [50]; declare the input as [Input(time, features, Kind = InputKind.Sequence)]"),
        Of("RecurrentLayerOfAnImage", "Input(1, 8, 8), {|NLC1001:Rnn(8)|}",
            "rnn1 [Rnn] takes a sequence [time, features], but the input gives an image [1, 8, 8]; put a [Reshape(time, features, Kind = InputKind.Sequence)] before it"),
        Of("ArgumentsOfARecurrentLayer", "Input(50, 2, Kind = InputKind.Sequence), Rnn({|NLC0011:0|}, Layers = {|NLC0011:0|}, Return = {|NLC0011:(Return)4|}, Activation = {|NLC0011:Activation.Sigmoid|})",
            "Units of [Rnn] is 0; it must be 1 or more", "Layers of [Rnn] is 0; it must be 1 or more", "Return of [Rnn] is 4; it must be a member of the enumeration Return",
            "Activation of [Rnn] is Sigmoid; it must be Activation.Tanh or Activation.ReLU"),
        Of("DenseOfIndices", "Input(3, Kind = InputKind.Indices), {|NLC1001:Dense(2)|}",
            "dense1 [Dense] takes a vector [features] or a sequence [time, features], but the input gives indices [3]; put an [Embedding(count, size)] before it"),
        Of("ActivationOfIndices", "Input(3, Kind = InputKind.Indices), {|NLC1001:Apply(Activation.Tanh)|}",
            "activation1 [Apply] takes numbers to calculate with, but the input gives indices [3]; put an [Embedding(count, size)] before it"),
        Of("SumOfIndices", "Input(3, Kind = InputKind.Indices), {|NLC1001:Add(\"input\", \"input\")|}",
            "add1 [Add] takes numbers to calculate with, but the input gives indices [3]; put an [Embedding(count, size)] before it"),
        Of("IndicesAsOutput", "Input(3, Kind = InputKind.Indices), {|NLC1001:Output(\"same\")|}, Embedding(10, 4), Output(\"rows\")",
            "The output takes numbers to calculate with, but the input gives indices [3]; put an [Embedding(count, size)] before it"),
        Of("EmbeddingOfNumbers", "Input(3), {|NLC1001:Embedding(10, 4)|}",
            "embedding1 [Embedding] takes indices, but the input gives a vector [3]; let it read an input declared as [Input(count, Kind = InputKind.Indices)]"),
        Of("EmptyEmbedding", "Input(3, Kind = InputKind.Indices), Embedding({|NLC0011:0|}, {|NLC0011:-4|})", "Count of [Embedding] is 0; it must be 1 or more", "Size of [Embedding] is -4; it must be 1 or more"),
        Of("KindOfTwoAxes", "Input(3, 4, Kind = {|NLC1004:InputKind.Indices|}), Embedding(10, 4)", "Kind = InputKind.Indices needs one axis, but the input has 2"),
        Of("NumbersOfNormalisations", "Input(3), BatchNorm(Momentum = {|NLC0011:1.5|}, Epsilon = {|NLC0011:0|}), LayerNorm(Epsilon = {|NLC0011:double.NaN|})",
            "Momentum of [BatchNorm] is 1.5; it must be from 0 to 1", "Epsilon of [BatchNorm] is 0; it must be a finite number greater than 0",
            "Epsilon of [LayerNorm] is NaN; it must be a finite number greater than 0"),
    ];

    private static RuleSample Of(string name, string marked, params string[] messages) =>
        new(name, Emission.Skeleton, "[Network, " + marked + "] public partial class Net { }", messages);
}
