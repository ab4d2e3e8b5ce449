using NeuralLearn.Compiled.Tool.Architecture;

namespace NeuralLearn.Compiled.Tool.Tests;

public sealed class ArchitectureTests
{
    public static TheoryData<string, string> Written { get; } = new()
    {
        { "12 -> dense 64 tanh -> dense 4", "[Input(12)] [Dense(64, Activation.Tanh)] [Dense(4)]" },
        {
            "1x28x28 -> conv 8 3x3 relu -> maxpool 2 -> flatten -> dense 10 -> crossentropy -> adam",
            "[Input(1, 28, 28)] [Conv2D(8, Kernel = 3, Activation = Activation.ReLU)] [MaxPool2D(2)] [Flatten] [Dense(10)] [CrossEntropyLoss] [Adam]"
        },
        { "3x64 signal -> conv 8 5 stride 2 pad 1 dilation 2 groups 1 nobias", "[Input(3, 64, Kind = InputKind.Signal)] [Conv1D(8, Kernel = 5, Stride = 2, Padding = 1, Dilation = 2, Groups = 1, Bias = false)]" },
        { "64x6 sequence → conv 8 3 causal → avgpool 2 → gru 32 layers 2 all → lstm 8", "[Input(64, 6, Kind = InputKind.Sequence)] [Conv1D(8, Kernel = 3, PaddingMode = PaddingMode.Causal)] [AvgPool1D(2)] [Gru(32, Layers = 2, Return = Return.Sequence)] [Lstm(8)]" },
        { "64x6 sequence -> rnn 8 relu sequence -> globalavgpool", "[Input(64, 6, Kind = InputKind.Sequence)] [Rnn(8, Activation = Activation.ReLU, Return = Return.Sequence)] [GlobalAvgPool]" },
        { "20 indices -> embedding 1000x16 -> embedding 10 4 -> flatten", "[Input(20, Kind = InputKind.Indices)] [Embedding(1000, 16)] [Embedding(10, 4)] [Flatten]" },
        {
            "12 as senses -> 4 as goal -> concat senses goal -> dense 8 relu as body -> dense 3 -> output move -> dense 1 from body -> output value -> crossentropy output=move smoothing 0.1 -> mse output=value weight 0.5",
            "[Input(12, Name = \"senses\")] [Input(4, Name = \"goal\")] [Concat(\"senses\", \"goal\")] [Dense(8, Activation.ReLU, Name = \"body\")] [Dense(3)] [Output(\"move\")] [Dense(1, From = \"body\")] [Output(\"value\")] "
            + "[CrossEntropyLoss(Output = \"move\", LabelSmoothing = 0.1)] [MeanSquaredErrorLoss(Output = \"value\", Weight = 0.5)]"
        },
        { "8x4x4 -> conv2d 8 1x3 padding 0x1 -> maxpool 1x2 stride 2 ceil", "[Input(8, 4, 4)] [Conv2D(8, KernelHeight = 1, KernelWidth = 3, PaddingHeight = 0, PaddingWidth = 1)] [MaxPool2D(KernelHeight = 1, KernelWidth = 2, Stride = 2, CeilMode = true)]" },
        { "8 -> standardize -> batchnorm momentum=0.05 eps 1e-3 noaffine -> layernorm -> dropout 0.2 -> prelu channels -> leakyrelu 0.2 -> leakyrelu -> softplus 2 -> elu 0.5 -> gelu -> hardswish",
            "[Input(8)] [Standardize] [BatchNorm(Momentum = 0.05, Epsilon = 0.001, Affine = false)] [LayerNorm] [Dropout(0.2)] [PReLU(Channels = true)] [LeakyReLU(0.2)] [Apply(Activation.LeakyReLU)] [Softplus(2)] [ELU(0.5)] [Apply(Activation.GELU)] [Apply(Activation.HardSwish)]" },
        { "32 -> reshape 8x4 signal -> transpose -> expect 4x8 -> reshape 2x4x4 -> globalmaxpool -> softmax -> logsoftmax", "[Input(32)] [Reshape(8, 4, Kind = InputKind.Signal)] [Transpose] [Expect(4, 8)] [Reshape(2, 4, 4)] [GlobalMaxPool] [Softmax] [LogSoftmax]" },
        { "4 -> dense 2 frozen init=henormal -> classes idle walk -> huber 2 sum -> sgd 0.1 momentum 0.9 nesterov decay 1e-5 clip 1", "[Input(4)] [Dense(2, Trainable = false, Init = Init.HeNormal)] [Classes(\"idle\", \"walk\")] [HuberLoss(Delta = 2, Reduction = Reduction.Sum)] [Sgd(LearningRate = 0.1, Momentum = 0.9, Nesterov = true, WeightDecay = 1e-5, ClipNorm = 1)]" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Parse_GivesTheAttributes(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', ArchitectureText.Parse(text).Lines));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("12 -> -> dense 4", "Step 2 of the architecture is empty")]
    [InlineData("12 -> dens 4", "'dens' in step 2 of the architecture ('dens 4'): a layer, a loss, an optimizer or an activation is expected. Did you mean 'dense'?")]
    [InlineData("12 -> dense", "Dense expects its units, a whole number behind it")]
    [InlineData("12 -> dense many", "Dense expects its units here, a whole number")]
    [InlineData("12 -> dense 6.5", "a whole number is expected for units")]
    [InlineData("12 -> dense 64 tan", "Dense knows no such option. Did you mean 'Tanh'?")]
    [InlineData("12 -> dense 64 12", "Dense expects no number here")]
    [InlineData("3x64 -> conv 8 3", "'3x64 signal' (channels x length) or '3x64 sequence'")]
    [InlineData("1x2x3x4 -> flatten", "one to three lengths are expected, not 4")]
    [InlineData("0x5x5 -> flatten", "1 or more")]
    [InlineData("1x8x8 -> conv 8 relu", "the length of its kernel is expected")]
    [InlineData("dense 64 -> dense 4", "an input is expected first")]
    [InlineData("12 -> add", "names of at least two layers")]
    [InlineData("12 -> dense 4 as", "a name is expected behind it")]
    [InlineData("12 -> dense 4 -> mse from dense1", "MeanSquaredErrorLoss reads nothing")]
    [InlineData("12 -> dense 4 -> customloss f", "a method of the class")]
    [InlineData("12 -> dropout 1x2", "expects its rate here, one number")]
    [InlineData("12 -> dense 4 init=henormel", "Did you mean 'HeNormal'?")]
    [InlineData("99999999999 -> dense 4", "1 or more")]
    public void Parse_NamesTheWordAndWhatWasExpected(string text, string expected)
    {
        var failure = Assert.Throws<ToolFailure>(() => ArchitectureText.Parse(text));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, failure.Code);
    }

    [Fact]
    public void EveryLayerLossAndOptimizer_HasAWord()
    {
        var words = AttributeWord.Words.ToHashSet(StringComparer.Ordinal);
        foreach (var type in typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => !type.IsAbstract
            && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(LossAttribute)) || type.IsSubclassOf(typeof(OptimizerAttribute)))))
        {
            var word = type.Name.Replace("Attribute", "", StringComparison.Ordinal).Replace("Loss", "", StringComparison.Ordinal).ToLowerInvariant();
            Assert.Contains(word, words);
            Assert.Equal(type, AttributeWord.Read(word)!.Type);
        }
    }

    [Fact]
    public void Source_IsAClassAsAUserWouldWriteIt()
    {
        var source = ArchitectureText.Parse("12 -> dense 64 tanh -> dense 4").ToSource("Brain", "Game.Minds");
        Assert.Equal(
            """
            using NeuralLearn.Compiled;

            namespace Game.Minds;

            /// <summary>12 → dense 64 tanh → dense 4</summary>
            [Network]
            [Input(12)]
            [Dense(64, Activation.Tanh)]
            [Dense(4)]
            public sealed partial class Brain;

            """.ReplaceLineEndings("\n"), source);
        Assert.Throws<ToolFailure>(() => ArchitectureText.Parse("12 -> dense 4").ToSource("4Brain"));
        Assert.Throws<ToolFailure>(() => ArchitectureText.Parse("12 -> dense 4").ToSource("Brain", "Game..Minds"));
    }
}
