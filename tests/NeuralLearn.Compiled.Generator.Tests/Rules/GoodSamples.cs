namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>Declarations about which there is nothing to say. Each is a near miss of a rule, or a corner of what is allowed.</summary>
internal static class GoodSamples
{
    /// <summary>Two outputs, 'move' of 3 scores and 'value' of 1 number.</summary>
    private const string TwoOutputs = "Input(4), Dense(8, Name = \"body\"), Dense(3), Output(\"move\"), Dense(1, From = \"body\"), Output(\"value\")";

    public static IEnumerable<(string Name, string Source)> All => [.. Plain, .. Ports, .. Layers, .. Classes, .. Programs];

    private static IEnumerable<(string Name, string Source)> Plain =>
    [
        Of("Classifier", "Input(4), Dense(16, Activation.ReLU), Dense(3), CrossEntropyLoss, Adam(LearningRate = 1e-2)"),
        Of("Regression", "Input(4), Dense(16, Activation.Tanh), Dense(1), MeanSquaredErrorLoss"),
        Of("Textbook", "Input(2), Dense(3, Activation.Sigmoid), Dense(1, Activation.Sigmoid), HalfSquaredErrorLoss, Sgd(LearningRate = 0.5)"),
        Of("PolicyGradient", "Input(8), Dense(64, Activation.Tanh), Dense(4), ExternalLoss, Adam"),
        Of("InferenceOnly", "Input(4), Dense(2, Activation.Softmax)"),
        Of("SoftmaxBeforeSquares", "Input(4), Dense(2), Softmax, MeanSquaredErrorLoss"),
        Of("ReluBeforeTheLastLayer", "Input(4), Apply(Activation.ReLU), Dense(1), MeanSquaredErrorLoss"),
        Of("ReluBeforeClasses", "Input(4), Dense(3, Activation.ReLU), CrossEntropyLoss"),
        Of("OneInputOneOutput", "Input(1), Dense(1), MeanSquaredErrorLoss, Sgd"),
        Of("WithoutBias", "Input(5), Dense(7, Bias = false), Dense(2, Activation.Sigmoid, Bias = false), MeanSquaredErrorLoss"),
        Of("ExpectedInputs", "Input(4), Dense(16, Inputs = 4), Dense(3, Inputs = 16), CrossEntropyLoss"),
        Of("PropertyWins", "Input(4), Dense(16, Activation.Tanh, Activation = Activation.ReLU), Dense(3)"),
        Of("NamedArguments", "Input(features: 4), Dense(activation: Activation.ReLU, units: 16), Dense(units: 3)"),
        Of("Names", "Input(4), Dense(8, Name = \"mlp.body-1.0\"), Dense(8, Name = \"class\"), Dense(2, Name = \"größe_模型\"), MeanSquaredErrorLoss"),
        Of("LongestName", "Input(4), Dense(2, Name = \"" + new string('n', 200) + "\")"),
        Of("AutomaticNameWritten", "Input(4), Dense(8, Name = \"dense1\"), Dense(2)"),
        Of("EveryActivation", "Input(4), Dense(5, Activation.Identity), Apply(Activation.ReLU), Apply(Activation.Tanh), Apply(Activation.Sigmoid), "
            + "Apply(Activation.Softmax), Apply(Activation.Identity), Dense(3, Activation.Sigmoid), MeanSquaredErrorLoss"),
        Of("Momentum", "Input(4), Dense(2), MeanSquaredErrorLoss(Reduction = Reduction.Sum), Sgd(Momentum = 0.9, Nesterov = true, WeightDecay = 1e-4)"),
        Of("Dampening", "Input(4), Dense(2), CrossEntropyLoss(LabelSmoothing = 0.1), Sgd(Momentum = 0.9, Dampening = 0.5)"),
        Of("AmsGrad", "Input(4), Dense(2), CrossEntropyLoss(Reduction = Reduction.Sum), Adam(AmsGrad = true, WeightDecay = 0.01, Beta1 = 0, Beta2 = 0, Epsilon = 1e-30)"),
        Of("OptimizerAboveTheLoss", "Input(4), Adam, Dense(2), MeanSquaredErrorLoss"),
        Of("Wide", "Input(70), Dense(130, Activation.ReLU), Dense(65, Activation.Tanh), Dense(33), CrossEntropyLoss"),
        Of("WideClasses", "Input(3), Dense(1100), CrossEntropyLoss"),
        Of("ActivationOfAnImage", "Input(1, 28, 28), Apply(Activation.Tanh)"),
        Of("SkipConnection", "Input(4), Dense(4, Activation.ReLU), Add(\"input\", \"dense1\"), Dense(3), CrossEntropyLoss"),
        Of("TwoTowers", "Input(4), Dense(8, Name = \"left\"), Dense(8, Activation.Sigmoid, Name = \"right\", From = \"input\"), Multiply(\"left\", \"right\", Name = \"both\"), "
            + "Concat(\"left\", \"both\", \"input\"), Dense(2), MeanSquaredErrorLoss"),
        Of("MergeOfAnImage", "Input(1, 3, 3), Apply(Activation.Tanh), Multiply(new[] { \"input\", \"activation1\", \"input\" })"),
        Of("FromTheLineAbove", "Input(4), Dense(8), Dense(2, From = \"dense1\")"),
        Of("Signal", "Input(2, 50, Kind = InputKind.Signal), Apply(Activation.Sigmoid), MeanSquaredErrorLoss"),
        Of("Sequence", "Input(2, 50, Kind = InputKind.Sequence), Apply(Activation.Sigmoid)"),
        Of("BudgetJustMet", "Input(4), Dense(64), Dense(3), CrossEntropyLoss, Budget(Parameters = 515, MultiplyAdds = 448)"),
        Of("BudgetWithoutLimits", "Input(4), Dense(2), Budget"),
        ("WrittenOut", "[Network(Unroll = Unroll.Full), Input(40), Dense(80, Activation.Tanh), Dense(3), CrossEntropyLoss] public partial class Net { }"),
        ("InLoops", "[Network(Unroll = Unroll.Never), Input(4), Dense(300, Activation.Tanh), Dense(3), CrossEntropyLoss] public partial class Net { }"),
        ("Portable", "[Network(Arithmetic = Arithmetic.Portable), Input(4), Dense(8, Activation.Tanh), Dense(3), CrossEntropyLoss] public partial class Net { }"),
        ("MembersWithOtherNames", "[Network, Input(4), Dense(2)] public partial class Net { public Net(int level) : this((ulong)level) { } "
            + "public void Backward() { } public int Level { get; set; } public class Nested { } public event System.Action? Changed; public void Raise() => Changed?.Invoke(); "
            + "public int this[int i] => i; public static Net operator +(Net a, Net b) => a; ~Net() { } static Net() { } }"),
        ("NamedLikeALearningMember", "[Network, Input(4), Dense(2)] public partial class Batch { public class Update { } }"),
        ("SeveralParts", "[Network, Input(4), Dense(2)] public partial class Net { }\npublic partial class Net { public int Level => 1; }"),
        ("NestedInEverything", "namespace A.B { public partial struct S { public partial interface I { public partial record R { public partial record struct T { "
            + "public static partial class C { [Network, Input(4), Dense(2), MeanSquaredErrorLoss] public sealed partial class Net { } } } } } } }"),
        ("AttributeOfAnotherLibrary", "[Network, Input(4), Dense(2), System.Obsolete(\"old\"), System.Serializable] public partial class Net { }"),
        ("UnusedLookAlike", "[Network, Input(4), NeuralLearn.Compiled.Dense(2)] public partial class Net { }\n"
            + "namespace App { public sealed class DenseAttribute : System.Attribute { } [Dense] public class Other { } }"),
        ("Aliases", "namespace App { using Layer = NeuralLearn.Compiled.DenseAttribute; using N = NeuralLearn.Compiled.NetworkAttribute; "
            + "[N, Input(4), Layer(2)] public partial class Net { } }"),
        ("AttributeSuffixes", "[NetworkAttribute, InputAttribute(4), global::NeuralLearn.Compiled.DenseAttribute(2)] public partial class Net { }"),
        ("Constants", "[Network, Input(Sizes.In), Dense(Sizes.In * 2 + (int)Activation.ReLU), Adam(LearningRate = Sizes.Rate), MeanSquaredErrorLoss] public partial class Net { }\n"
            + "public static class Sizes { public const int In = 4; public const double Rate = 1d / 3; }"),
        ("NotANetworkAtAll", "public class Net { }"),
        ("InheritedAttributes", "[Network, Input(4), Dense(2)] public partial class Net { }\npublic class Tuned : Net { }"),
    ];

    private static IEnumerable<(string Name, string Source)> Ports =>
    [
        Of("TwoOutputsTwoLosses", TwoOutputs + ", CrossEntropyLoss(Output = \"move\"), MeanSquaredErrorLoss(Output = \"value\", Weight = 0.5, OutputWeights = new[] { 2.0 }), Adam"),
        Of("LossesInAnotherOrder", TwoOutputs + ", HuberLoss(Output = \"value\"), CrossEntropyLoss(Output = \"move\", ClassWeights = new double[] { 1, 0, 3 }, IgnoreLabel = -1)"),
        Of("LossesThatAdd", TwoOutputs + ", CrossEntropyLoss(Output = \"move\", Reduction = Reduction.Sum), HuberLoss(Output = \"value\", Reduction = Reduction.Sum)"),
        Of("LabelsBesideValues", TwoOutputs.Replace("Dense(3)", "Dense(3, Activation.LogSoftmax)", StringComparison.Ordinal) + ", NegativeLogLikelihoodLoss(Output = \"move\"), HuberLoss(Output = \"value\")"),
        Of("MarginsBesideMargins", TwoOutputs + ", HingeLoss(Output = \"move\", IgnoreLabel = 7), HingeLoss(Output = \"value\", Weight = -1)"),
        Of("TwoOutputsWithoutLoss", TwoOutputs),
        Of("OneNamedOutput", "Input(4), Dense(3), Output(\"move\"), CrossEntropyLoss"),
        Of("OneNamedOutputAskedForByName", "Input(4), Dense(3), Output(\"move\"), CrossEntropyLoss(Output = \"move\"), Classes(\"a\", \"b\", \"c\", Output = \"move\")"),
        Of("OutputReadOn", "Input(4), Dense(8, Activation.Tanh), Output(\"features\"), Dense(3), Output(\"move\"), MeanSquaredErrorLoss(Output = \"features\"), CrossEntropyLoss(Output = \"move\")"),
        Of("OutputsFromElsewhere", "Input(4), Dense(8, Name = \"body\"), Dense(3, Name = \"head\"), Output(\"move\"), Output(\"features\", From = \"body\"), Output(\"same\", From = \"input\")"),
        Of("OutputsBelowTheLosses", "Input(4), Dense(3, Name = \"a\"), Dense(2, Name = \"b\"), MeanSquaredErrorLoss(Output = \"first\"), HuberLoss(Output = \"second\"), Output(\"first\", From = \"a\"), Output(\"second\")"),
        Of("TwoNamesOfOneResult", "Input(4), Dense(3), Output(\"scores\"), Output(\"again\"), CrossEntropyLoss(Output = \"scores\"), MeanSquaredErrorLoss(Output = \"again\")"),
        Of("TwoInputsOneWithoutAName", "Input(4), Input(2, Name = \"speed\"), Concat(\"input\", \"speed\"), Dense(2), MeanSquaredErrorLoss"),
        Of("ThreeInputs", "Input(4, Name = \"board\"), Input(2, Name = \"speed\"), Input(1, 2, 3, Name = \"camera\"), Concat(\"board\", \"speed\"), Dense(2), Output(\"move\"), "
            + "Apply(Activation.Tanh, From = \"camera\"), Output(\"seen\"), MeanSquaredErrorLoss(Output = \"seen\"), CrossEntropyLoss(Output = \"move\")"),
        Of("OneNamedInput", "Input(4, Name = \"board\"), Dense(3, From = \"input\"), Add(\"board\", \"input\", Name = \"twice\"), Concat(\"dense1\", \"twice\"), Dense(2), CrossEntropyLoss"),
        Of("TargetIsAnInput", "Input(4), Input(2, Name = \"wanted\"), Dense(2, From = \"input\"), MeanSquaredErrorLoss(Target = \"wanted\")"),
        Of("TargetBesideATarget", TwoOutputs + ", Dense(4, From = \"body\"), Output(\"copy\"), CrossEntropyLoss(Output = \"move\"), MeanSquaredErrorLoss(Output = \"copy\", Target = \"input\"), HuberLoss(Output = \"value\")"),
        Of("KeywordsAsNames", "Input(4, Name = \"class\"), Dense(3, Name = \"return\"), Output(\"int\"), Dense(1), Output(\"ref\"), CrossEntropyLoss(Output = \"int\"), MeanSquaredErrorLoss(Output = \"ref\")"),
        Of("NamesThatTheBuildUses", "Input(1, Name = \"rows\"), Input(1, Name = \"row\"), Input(1, Name = \"loss\"), Input(1, Name = \"batch\"), Input(1, Name = \"work\"), Input(1, Name = \"learner\"), "
            + "Input(1, Name = \"finished\"), Input(1, Name = \"labels\"), Input(1, Name = \"best\"), Input(1, Name = \"scores\"), Input(1, Name = \"output\"), Input(1, Name = \"target\"), "
            + "Concat(\"rows\", \"row\", \"loss\", \"batch\", \"work\", \"learner\", \"finished\", \"labels\", \"best\", \"scores\", \"output\", \"target\"), Dense(3), CrossEntropyLoss"),
        Of("NamesThatMeet", "Input(4, Name = \"moveTarget\"), Input(4, Name = \"moveLabel\"), Input(4, Name = \"moveGradient\"), Input(4, Name = \"moveScores\"), Input(3, Name = \"move\"), "
            + "Add(\"moveTarget\", \"moveLabel\", \"moveGradient\", \"moveScores\"), Dense(3), Add(\"dense1\", \"move\"), Output(\"move\"), Dense(1), Output(\"moveTarget\"), CrossEntropyLoss(Output = \"move\"), "
            + "MeanSquaredErrorLoss(Output = \"moveTarget\")"),
        Of("OutputsNamedLikeMembers", "Input(4), Dense(3), Output(\"input\"), Output(\"output\"), Output(\"parameter\"), Output(\"batch\"), Output(\"learning-rate\"), Output(\"1\"), Output(\"loss\"), "
            + "Output(\"rows\"), MeanSquaredErrorLoss(Output = \"input\"), CrossEntropyLoss(Output = \"output\"), ExternalLoss(Output = \"parameter\"), HuberLoss(Output = \"batch\"), "
            + "HuberLoss(Output = \"learning-rate\"), HuberLoss(Output = \"1\"), HuberLoss(Output = \"loss\"), HuberLoss(Output = \"rows\")"),
    ];

    private static IEnumerable<(string Name, string Source)> Layers =>
    [
        Of("DropoutInside", "Input(4), Dropout(0.2), Dense(8, Activation.ReLU), Dropout(rate: 0.5, Name = \"drop\"), Dense(3), CrossEntropyLoss"),
        Of("DropoutLastWithoutLoss", "Input(4), Dense(3), Dropout(0.5)"),
        Of("DropoutOfNothing", "Input(4), Dropout(0), Dense(3), CrossEntropyLoss"),
        Of("Standardized", "Input(4), Input(2, Name = \"speed\"), Standardize(From = \"input\"), Standardize(From = \"speed\", Name = \"scale\"), Concat(\"standardize1\", \"scale\"), Dense(1), MeanSquaredErrorLoss"),
        Of("StandardizedForInference", "Input(4), Standardize, Dense(2)"),
        Of("Slopes", "Input(4), Dense(8, Activation.PReLU), PReLU, PReLU(Channels = true, Trainable = false, LearningRateScale = 2), Dense(1), MeanSquaredErrorLoss"),
        Of("Initialized", "Input(4), Dense(8, Init = Init.HeNormal, BiasInit = 0.01), Dense(8, Init = Init.Orthogonal), Dense(8, Init = Init.GlorotUniform), Dense(8, Init = Init.GlorotNormal), "
            + "Dense(8, Init = Init.HeUniform), Dense(1, Init = Init.Zeros, BiasInit = -1), MeanSquaredErrorLoss"),
        Of("Frozen", "Input(4), Dense(8, Activation.Tanh, Trainable = false), Dense(8, LearningRateScale = 0.1), Dense(2, LearningRateScale = 0), MeanSquaredErrorLoss"),
        Of("AllFrozen", "Input(4), Dense(2, Trainable = false), MeanSquaredErrorLoss"),
        Of("WithoutParameters", "Input(4), Apply(Activation.Tanh), MeanSquaredErrorLoss, Sgd(Momentum = 0.9)"),
        Of("Margins", "Input(4), Dense(3), HingeLoss(Weight = 2, IgnoreLabel = -1)"),
        Of("OneMargin", "Input(4), Dense(1), HingeLoss, Sgd"),
        Of("Likelihood", "Input(4), Dense(3), LogSoftmax, NegativeLogLikelihoodLoss(ClassWeights = new double[] { 1, 2, 0 }, IgnoreLabel = 0)"),
        Of("LikelihoodOfProbabilities", "Input(4), Dense(3, Activation.LogSoftmax), KLDivergenceLoss(OutputWeights = new double[] { -1, 0, 2.5 })"),
        Of("Answers", "Input(4), Dense(3, Activation.HardSigmoid), BinaryCrossEntropyLoss"),
        Of("AnswersFromScores", "Input(4), Dense(3), BinaryCrossEntropyWithLogitsLoss(PositiveWeight = 3, OutputWeights = new double[] { 1, 2, 3 }), RmsProp(ClipNorm = 1, ClipValue = 0.5, SkipNonFinite = true)"),
    ];

    private static IEnumerable<(string Name, string Source)> Classes =>
    [
        Of("NamesOfClasses", "Input(4), Dense(2), Classes(\"no\", \"a \\\"b\\\"\\n\\u2028<c>\"), CrossEntropyLoss"),
        Of("NamesOfClassesAboveTheLayer", "Input(4), Classes(\"no\", \"yes\"), Dense(2)"),
        Of("NamesOfTheOutputWithClasses", TwoOutputs + ", Classes(\"a\", \"b\", \"c\"), CrossEntropyLoss(Output = \"move\"), MeanSquaredErrorLoss(Output = \"value\")"),
        Of("NamesOfTwoOutputs", TwoOutputs.Replace("Dense(1", "Dense(2", StringComparison.Ordinal) + ", Classes(\"a\", \"b\", \"c\", Output = \"move\"), Classes(\"a\", \"b\", Output = \"value\")"),
        Of("ClassesOfAPolicy", "Input(4), Dense(2), Classes(\"a\", \"b\"), ExternalLoss"),
        ("EnumerationOfClasses", "[Network, Input(4), Dense(3), Classes(typeof(App.Gesture)), CrossEntropyLoss] public sealed partial class Net { public App.Gesture See(float[] x) => Classify(x); "
            + "public float Learn(float[] x) => Backward(x, App.Gesture.Wave) + TrainBatch(x, new[] { App.Gesture.Rest }) + Evaluate(x, Classify(x)); }\n"
            + "namespace App { public enum Gesture { Rest, Wave, Point = 2 } }"),
        ("EnumerationOfANamedOutput", "[Network, " + TwoOutputs + ", Classes(typeof(Move)), CrossEntropyLoss(Output = \"move\"), HuberLoss(Output = \"value\")] public sealed partial class Net "
            + "{ public float Learn(float[] x) => Backward(x, Move.Right, 0.5f) + (int)ClassifyMove(x); public enum Move { Stay, Right = 2, Left = 1 } }"),
        ("InternalEnumerationOfAnInternalNetwork", "[Network, Input(4), Dense(2), Classes(typeof(Kind)), CrossEntropyLoss] internal sealed partial class Net { }\ninternal enum Kind { A, B }"),
        ("EnumerationWithoutLoss", "[Network, Input(4), Dense(2), Classes(typeof(Kind))] public sealed partial class Net { }\npublic enum Kind { A, B }"),
    ];

    /// <summary>The declarations of the programs that the library is measured by.</summary>
    private static IEnumerable<(string Name, string Source)> Programs =>
    [
        ("ActorCritic", "[Network, Input(24), Dense(64, Activation.Tanh, Name = \"body\")]\n[Dense(5, From = \"body\"), Output(\"policy\"), Dense(1, From = \"body\"), Output(\"value\")]\n"
            + "[ExternalLoss(Output = \"policy\"), HuberLoss(Output = \"value\", Weight = 0.5f), Adam(LearningRate = 3e-4f, ClipNorm = 0.5f)]\npublic sealed partial class Steering\n{\n"
            + "    public float Learn(float[] seen, float[] gradient, float target) { var policy = new float[5]; var value = new float[1]; Forward(seen, policy, value); "
            + "return Backward(seen, gradient, target); }\n}"),
        ("DeepQ", "[Network, Input(8), Dense(64, Activation.ReLU), Dense(64, Activation.ReLU), Dense(4), HuberLoss, Adam(LearningRate = 1e-3f)]\npublic sealed partial class QNet\n{\n"
            + "    public void Learn(QNet target, float[] x, int[] a, float[] y) { TrainBatch(new QNet.Batch { Input = x, Selected = a, Target = y }); target.BlendFrom(this, 0.005f); }\n}"),
        ("Creatures", "[Network, Input(12), Dense(16, Activation.Tanh), Dense(3, Activation.Tanh)] public sealed partial class Creature "
            + "{ public void From(Creature parent, ref NetRandom random) { CopyFrom(parent); Mutate(ref random, deviation: 0.05f, probability: 0.2f); } }"),
        ("Anomalies", "[Network, Input(16), Standardize(Name = \"scale\"), Dense(8, Activation.Tanh), Dense(3, Activation.Tanh), Dense(8, Activation.Tanh), Dense(16)]\n"
            + "[MeanSquaredErrorLoss(Target = \"scale\"), Adam] public sealed partial class Machine\n{\n    public bool IsStrange(float[] reading, float limit) => Evaluate(reading) > limit;\n"
            + "    public void Measure(float[] normal, float[] error) { FitStandardize(normal); EvaluateBatch(new Machine.Batch { Input = normal, RowLoss = error }); }\n}"),
        ("Imitation", "[Network, Input(40, Name = \"board\"), Input(9, Name = \"penalty\")]\n[Dense(64, Activation.ReLU, From = \"board\"), Dense(9, Name = \"raw\"), Add(\"raw\", \"penalty\"), Output(\"move\")]\n"
            + "[Dense(3, From = \"dense1\"), Output(\"drive\")]\n[CrossEntropyLoss(Output = \"move\", ClassWeights = new double[] { 1, 1, 1, 1, 4, 1, 1, 1, 1 })]\n"
            + "[MeanSquaredErrorLoss(Output = \"drive\", Weight = 0.3f, OutputWeights = new double[] { 2, 1, 1 }), AdamW(WeightDecay = 0.01f)]\npublic sealed partial class Apprentice\n{\n"
            + "    public float Learn(float[] boards, float[] penalties, int[] moves, float[] wheel, float[] weights, float[] loss) => "
            + "TrainBatch(new Apprentice.Batch { Board = boards, Penalty = penalties, MoveLabel = moves, DriveTarget = wheel, RowWeights = weights, RowLoss = loss });\n}"),
    ];

    private static (string Name, string Source) Of(string name, string lines) => (name, "[Network, " + lines + "]\npublic sealed partial class Net { }");
}
