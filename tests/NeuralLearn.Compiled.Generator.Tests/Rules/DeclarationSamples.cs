using Microsoft.CodeAnalysis.CSharp;

namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>NLC0001 to NLC0999.</summary>
internal static class DeclarationSamples
{
    public static IEnumerable<RuleSample> All =>
    [
        .. Types,
        .. Lines,
        .. Members,
        .. Surroundings,
    ];

    private static IEnumerable<RuleSample> Types =>
    [
        new("NotPartial", Emission.Nothing,
            "[Network, Input(4), Dense(2)] public sealed class {|NLC0001:Net|} { }",
            "The class 'Net' must be declared partial: the build adds Forward, Backward and the other members to it"),
        new("Record", Emission.Nothing,
            "[Network, Input(4), Dense(2)] public partial record {|NLC0002:Net|} { }",
            "'Net' is a record; a network must be an ordinary, non-generic class"),
        new("Generic", Emission.Nothing,
            "[Network, Input(4), Dense(2)] public partial class {|NLC0002:Net|}<T> { }",
            "'Net' is a generic class; a network must be an ordinary, non-generic class"),
        new("Static", Emission.Nothing,
            "[Network, Input(4), Dense(2)] public static partial class {|NLC0002:Net|} { }",
            "'Net' is a static class; a network must be an ordinary, non-generic class"),
        new("FileLocal", Emission.Nothing,
            "[Network, Input(4), Dense(2)] file partial class {|NLC0002:Net|} { }",
            "'Net' is a file-local class, which no other file can complete; a network must be an ordinary, non-generic class"),
        new("Abstract", Emission.Skeleton,
            "[Network, Input(4), Dense(2)] public abstract partial class {|NLC0002:Net|} { }",
            "'Net' is an abstract class; a network must be an ordinary, non-generic class"),
        new("PrimaryConstructor", Emission.Nothing,
            "[Network, Input(4), Dense(2)] public partial class {|NLC0002:Net|}(int level) { public int Level => level; }",
            "'Net' is a class with a primary constructor, which the build's constructors cannot call; a network must be an ordinary, non-generic class"),
        new("OuterNotPartial", Emission.Nothing,
            "public class Game { [Network, Input(4), Dense(2)] public partial class {|NLC0003:Net|} { } }",
            "'Game', which contains the network 'Net', must be declared partial"),
        new("OuterGeneric", Emission.Nothing,
            "public partial class Game<T> { [Network, Input(4), Dense(2)] public partial class {|NLC0003:Net|} { } }",
            "'Game', which contains the network 'Net', must be a type without type parameters"),
        new("NestedInANestedGeneric", Emission.Nothing,
            "public partial class Game<T> { public partial class Level { [Network, Input(4), Dense(2)] public partial class {|NLC0003:Net|} { } } }",
            "'Game', which contains the network 'Net', must be a type without type parameters"),
        new("NothingIsPartial", Emission.Nothing,
            "public struct World { public interface IGame { [Network, Input(4), Dense(2)] public class {|NLC0001:{|NLC0003:{|NLC0003:Net|}|}|} { } } }",
            "The class 'Net' must be declared partial: the build adds Forward, Backward and the other members to it",
            "'World', which contains the network 'Net', must be declared partial",
            "'IGame', which contains the network 'Net', must be declared partial"),
    ];

    private static IEnumerable<RuleSample> Lines =>
    [
        new("NoInput", Emission.Skeleton,
            "[Network, Dense(2)] public partial class {|NLC0004:Net|} { }",
            "The network 'Net' has no [Input(...)]; put one above its first layer, for example [Input(4)]"),
        new("NetworkOnly", Emission.Skeleton,
            "[Network] public partial class {|NLC0004:Net|} { }",
            "The network 'Net' has no [Input(...)]; put one above its first layer, for example [Input(4)]"),
        new("TwoInputs", Emission.Skeleton,
            "[Network, Input(4), {|NLC0005:Input(5)|}, Dense(2)] public partial class Net { }",
            "The network 'Net' has 2 [Input] lines without a name; name all but one, for example Name = \"speed\""),
        new("TwoParts", Emission.Skeleton,
            "[{|NLC0006:Network|}, Input(4)] public partial class Net { }\n[Dense(2)] public partial class Net { }",
            "The layers of 'Net' stand on several partial declarations, so their order is not defined; move them all onto the one with [Network]"),
        new("TwoLosses", Emission.Skeleton,
            "[Network, Input(4), Dense(2), CrossEntropyLoss, {|NLC0008:MeanSquaredErrorLoss|}] public partial class Net { }",
            "[MeanSquaredErrorLoss] is a second loss on dense1 [Dense]; keep one, or give another output its own with Output = \"...\""),
        new("TwoOptimizers", Emission.Skeleton,
            "[Network, Input(4), Dense(2), CrossEntropyLoss, Adam, {|NLC0009:Sgd(LearningRate = 0.1)|}, Adam] public partial class Net { }",
            "The network 'Net' has 3 optimizers; keep one"),
        new("OptimizerWithoutLoss", Emission.Skeleton,
            "[Network, Input(4), Dense(2), {|NLC0010:Adam(LearningRate = 0.1)|}] public partial class Net { }",
            "[Adam] has nothing to minimise: 'Net' declares no loss; add one, for example [CrossEntropyLoss] or [MeanSquaredErrorLoss], or remove the optimizer"),
        new("NoLayers", Emission.Skeleton,
            "[Network, {|NLC0014:Input(4)|}] public partial class Net { }",
            "The network 'Net' has no layer below its input; add one, for example [Dense(8)]"),
        new("LayerBeforeInput", Emission.Skeleton,
            "[Network, {|NLC0015:Dense(8)|}, Input(4), Dense(2)] public partial class Net { }",
            "[Dense] stands above [Input]; attributes are read from top to bottom, so [Input] comes first"),
        new("LayerAfterLoss", Emission.Skeleton,
            "[Network, Input(4), Dense(8), CrossEntropyLoss, {|NLC0016:Dense(2)|}] public partial class Net { }",
            "[Dense] stands below [CrossEntropyLoss]; the loss acts on the last layer, so layers come before it"),
        new("NoNetwork", Emission.Nothing,
            "[{|NLC0017:Input(4)|}, Dense(2)] public partial class Net { }",
            "'Net' has layer attributes but no [Network]; without it nothing is built"),
    ];

    private static IEnumerable<RuleSample> Members =>
    [
        new("MethodTaken", Emission.Skeleton,
            "[Network, Input(4), Dense(2)] public partial class Net { public void {|NLC0007:Forward|}() { } }",
            "'Net' already has a member named 'Forward', which the build adds to every network; rename yours"),
        new("PropertyTaken", Emission.Skeleton,
            "[Network, Input(4), Dense(2), MeanSquaredErrorLoss] public partial class Net { public float {|NLC0007:LearningRate|} { get; set; } }",
            "'Net' already has a member named 'LearningRate', which the build adds to every network; rename yours"),
        new("NestedTypeTaken", Emission.Skeleton,
            "[Network, Input(4), Dense(2), MeanSquaredErrorLoss] public partial class Net { public struct {|NLC0007:Batch|} { } }",
            "'Net' already has a member named 'Batch', which the build adds to every network; rename yours"),
        new("ConstructorTaken", Emission.Skeleton,
            "[Network, Input(4), Dense(2)] public partial class Net { public {|NLC0007:Net|}() { } }",
            "'Net' already has a member named 'Net()', which the build adds to every network; rename yours"),
        new("SecondConstructorTaken", Emission.Skeleton,
            "[Network, Input(4), Dense(2)] public partial class Net { public Net(string path) { } public {|NLC0007:Net|}(ulong seed) { } }",
            "'Net' already has a member named 'Net(ulong)', which the build adds to every network; rename yours"),
        new("TwoOverloadsTaken", Emission.Skeleton,
            "[Network, Input(4), Dense(2)] public partial class Net { public void {|NLC0007:Save|}() { } public void {|NLC0007:Save|}(int version) { } }",
            "'Net' already has a member named 'Save', which the build adds to every network; rename yours",
            "'Net' already has a member named 'Save', which the build adds to every network; rename yours"),
        new("OverloadsOfAConstructor", Emission.Skeleton,
            "[Network, Input(4), Dense(2)] public partial class Net { public Net(in ulong a) : this(a + 0) { } public Net(long a) { } public {|NLC0007:Net|}(ulong a) { } }",
            "'Net' already has a member named 'Net(ulong)', which the build adds to every network; rename yours"),
        new("ClassNamedLikeAMember", Emission.Skeleton,
            "[Network, Input(4), Dense(2)] public partial class {|NLC0019:Predict|} { }",
            "The build adds a member named 'Predict', and C# allows no member with the name of its class; rename the class"),
        new("ClassNamedLikeALearningMember", Emission.Skeleton,
            "[Network, Input(4), Dense(2), CrossEntropyLoss] public partial class {|NLC0019:Batch|} { }",
            "The build adds a member named 'Batch', and C# allows no member with the name of its class; rename the class"),
        new("MemberOfAnotherPartTaken", Emission.Skeleton,
            "[Network, Input(4), Dense(2)] public partial class Net { }\npublic partial class Net { private int {|NLC0007:_parameters|} = 1; public int Get() => _parameters; }",
            "'Net' already has a member named '_parameters', which the build adds to every network; rename yours"),
    ];

    private static IEnumerable<RuleSample> Surroundings =>
    [
        new("CSharp8", Emission.Nothing,
            "[Network, Input(4), Dense(2)] public partial class {|NLC0012:Net|} { }",
            "The emitted code needs C# 9 or later; the project uses C# 8.0. Set <LangVersion>9</LangVersion> or newer") { Language = LanguageVersion.CSharp8 },
        new("CSharp7Point3", Emission.Nothing,
            "[Network, Input(4), Dense(2)] public partial class {|NLC0012:Net|} { }",
            "The emitted code needs C# 9 or later; the project uses C# 7.3. Set <LangVersion>9</LangVersion> or newer") { Language = LanguageVersion.CSharp7_3 },
        new("OldFramework", Emission.Nothing,
            "[Network, Input(4), Dense(2)] public partial class {|NLC0013:Net|} { }",
            "The emitted code needs .NET 8 or later: the type System.Runtime.Intrinsics.Vector512 is missing from this project's framework") { HasVector512 = false },
        new("LookAlike", Emission.Network,
            "namespace App { [Network, Input(4), Dense(2), {|NLC0018:Adam|}] public partial class Net { } }\n"
            + "namespace App { [System.AttributeUsage(System.AttributeTargets.All)] public sealed class AdamAttribute : System.Attribute { } }",
            "[Adam] binds to 'App.AdamAttribute', which is not this library's attribute, so it has no part in the network; write [NeuralLearn.Compiled.Adam(...)]"),
        new("LookAlikeWithoutSuffix", Emission.Network,
            "namespace App { [NeuralLearn.Compiled.Network, NeuralLearn.Compiled.Input(4), NeuralLearn.Compiled.Dense(2), {|NLC0018:Softmax|}] public partial class Net { } }\n"
            + "namespace App { public sealed class Softmax : System.Attribute { } }",
            "[Softmax] binds to 'App.Softmax', which is not this library's attribute, so it has no part in the network; write [NeuralLearn.Compiled.Softmax(...)]"),
    ];
}
