namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>Declarations about which there is nothing to say. Each is a near miss of a rule, or a corner of what is allowed.</summary>
internal static class GoodSamples
{
    public static IEnumerable<(string Name, string Source)> All =>
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

    private static (string Name, string Source) Of(string name, string lines) => (name, "[Network, " + lines + "]\npublic sealed partial class Net { }");
}
